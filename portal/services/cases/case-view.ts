import { CASE_DOCUMENTS, type CaseId, nextCaseStatus } from '../../../contracts/case.ts';
import type { CaseSummary, CaseView } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type CaseOnFile, findCase, listCasesOf, readEntriesAboutCase } from '../../store/cases.ts';
import type { StoreReader } from '../../store/store.ts';
import { moment } from '../applications/context.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { definitionOf } from './definitions.ts';
import { canBeFilledIn } from './filled-in.ts';
import { findCaseUploads, openPoints, shownCaseUploads } from './judge-case.ts';
import { caseTimelineOf } from './timeline.ts';

async function summary(reader: StoreReader, filed: CaseOnFile): Promise<CaseSummary> {
  const { caseId, status, form, createdAt } = filed;
  return {
    caseId,
    type: form.type,
    status,
    createdAt,
    about: await definitionOf(form).about(reader, form, filed.accountId),
    needsApplicant: canBeFilledIn(filed),
  };
}

/** The cases of an account, newest first. */
export async function listCases(
  { store: { reader } }: CaseContext,
  { accountId }: CaseApplicant,
): Promise<CaseSummary[]> {
  const filed = await listCasesOf(reader, accountId);
  return Promise.all(filed.map((one) => summary(reader, one)));
}

/** An own case; `null` also when it is somebody else's. */
export async function findOwnCase(
  reader: StoreReader,
  { accountId }: Pick<CaseApplicant, 'accountId'>,
  caseId: CaseId,
): Promise<CaseOnFile | null> {
  const filed = await findCase(reader, caseId);
  return filed?.accountId === accountId ? filed : null;
}

/** One own case with its way and, while it can be filled in, what is still missing. */
export async function viewCase(
  context: CaseContext,
  applicant: CaseApplicant,
  caseId: CaseId,
): Promise<Result<CaseView, 'notFound'>> {
  const { reader } = context.store;
  const filed = await findOwnCase(reader, applicant, caseId);
  if (filed === null) return failure('notFound');
  const { form } = filed;
  const uploads = await findCaseUploads(reader, filed);
  return success({
    ...(await summary(reader, filed)),
    version: filed.version,
    form,
    uploads: shownCaseUploads(uploads),
    documentsNeeded: [...CASE_DOCUMENTS[form.type]],
    open: canBeFilledIn(filed) ? await openPoints(reader, filed, uploads, applicant, moment(context)) : [],
    reason: filed.reason,
    currentLatinName: await definitionOf(form).currentLatinName(reader, form, filed.accountId),
    timeline: caseTimelineOf(await readEntriesAboutCase(reader, caseId)),
    canCancel: nextCaseStatus(filed.status, 'cancel') !== null,
  });
}
