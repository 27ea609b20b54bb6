import type { CaseId, CaseType } from '../../../contracts/case.ts';
import { fullName } from '../../../contracts/person.ts';
import type { DeskCase, DeskCaseSummary } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { getAccount } from '../../store/accounts.ts';
import {
  type CaseCursor,
  type CaseOnFile,
  countWaitingCasesOf,
  findCase,
  listWaitingCasesOf,
  readEntriesAboutCase,
} from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import { heldClaim } from '../review/claim.ts';
import type { CaseContext, CaseOfficer } from './context.ts';
import { definitionOf } from './definitions.ts';
import { findCaseUploads, shownCaseUploads } from './judge-case.ts';
import { caseTimelineOf } from './timeline.ts';

/** Cases of one page of the queue. */
const PAGE_SIZE = 50;

/** A case that waits for an officer. */
export interface WaitingCase extends CaseOnFile {
  readonly waitingSince: NonNullable<CaseOnFile['waitingSince']>;
}

function waiting(filed: CaseOnFile): WaitingCase | null {
  const { waitingSince } = filed;
  return waitingSince === null ? null : { ...filed, waitingSince };
}

function summary(filed: WaitingCase, { staffId, language }: CaseOfficer, nowMs: number): DeskCaseSummary {
  const claim = heldClaim(filed.claim, nowMs);
  return {
    caseId: filed.caseId,
    type: filed.form.type,
    submittedAt: filed.waitingSince,
    returned: filed.returned,
    claimedBy: claim?.name[language] ?? null,
    claimedByMe: claim?.staffId === staffId,
  };
}

/** The page of the department's queue after `after`, how many wait in all, and where the page ends if there is more. */
export async function listDeskQueue(
  { store: { reader }, clock }: CaseContext,
  officer: CaseOfficer,
  wanted: { readonly type: CaseType | null; readonly after: CaseCursor | null },
): Promise<{
  readonly cases: DeskCaseSummary[];
  readonly waiting: number;
  readonly next: CaseCursor | null;
}> {
  const { department } = officer;
  const found = await listWaitingCasesOf(reader, department, wanted, PAGE_SIZE + 1);
  const now = clock.now();
  const cases = found
    .slice(0, PAGE_SIZE)
    .flatMap((filed) => waiting(filed) ?? [])
    .map((filed) => summary(filed, officer, now));
  const last = found.length > PAGE_SIZE ? cases.at(-1) : undefined;
  return {
    cases,
    waiting: await countWaitingCasesOf(reader, department, wanted.type),
    next: last === undefined ? null : { submittedAt: last.submittedAt, caseId: last.caseId },
  };
}

/**
 * A case on the desk of the officer's department. `notFound` also when it is another department's, or was never submitted;
 * `notInThisState` when it is decided or back with its applicant.
 */
export async function findDeskCase(
  reader: StoreReader,
  { department }: Pick<CaseOfficer, 'department'>,
  caseId: CaseId,
): Promise<Result<WaitingCase, 'notFound' | 'notInThisState'>> {
  const filed = await findCase(reader, caseId);
  if (filed?.department !== department || filed.status === 'draft') return failure('notFound');
  const found = waiting(filed);
  return found === null ? failure('notInThisState') : success(found);
}

/** Everything that an officer decides by. */
export async function showDeskCase(
  reader: StoreReader,
  filed: WaitingCase,
  officer: CaseOfficer,
  now: Moment,
): Promise<DeskCase> {
  const { form } = filed;
  const { language } = officer;
  const { civilId } = await getAccount(reader, filed.accountId);
  const applicant = await findPerson(reader, civilId);
  if (applicant === null) throw new Error(`the applicant of ${filed.caseId} is not on the register`);
  return {
    ...summary(filed, officer, now.ms),
    version: filed.version,
    applicant: fullName(language === 'ar' ? applicant.nameArabic : applicant.nameLatin),
    form,
    uploads: shownCaseUploads(await findCaseUploads(reader, filed)),
    facts: [...(await definitionOf(form).facts(reader, form, language))],
    timeline: caseTimelineOf(await readEntriesAboutCase(reader, filed.caseId)),
  };
}

/** One case; that it was looked at is on the trail before anything of it is shown. */
export function lookAtDeskCase(
  context: CaseContext,
  officer: CaseOfficer,
  caseId: CaseId,
): Promise<Result<DeskCase, 'notFound'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findDeskCase(transaction, officer, caseId);
    if (!found.ok) return failure('notFound');
    const shown = await showDeskCase(transaction, found.value, officer, now);
    await record(transaction, [{ action: 'deskCaseLookedAt', caseId }], officer.by, now.instant);
    return success(shown);
  });
}
