import { ageOn, type IsoInstant } from '../../../contracts/calendar.ts';
import { type CivilId, civilIdLastFour } from '../../../contracts/civil-id.ts';
import type { Language } from '../../../contracts/language.ts';
import { fullName } from '../../../contracts/person.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { QueuePlace, ReviewCase, ReviewCaseSummary } from '../../../contracts/portal-api/licences.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import {
  type Application,
  countWaitingCases,
  findLicenceRequest,
  type LicenceRequest,
  listWaitingCases,
  readEntriesAboutRequest,
  type WaitingCase,
} from '../../store/applications.ts';
import { findPerson } from '../../store/people.ts';
import type { StoreReader } from '../../store/store.ts';
import { type ApplicationContext, type Moment, moment, record } from '../applications/context.ts';
import { findAttachedUploads, shownForm, shownUploads } from '../applications/draft.ts';
import { licenceOnRecord } from '../applications/eligibility.ts';
import { timelineOf } from '../applications/timeline.ts';
import type { AuditActor } from '../audit/audit-chain.ts';
import { heldClaim } from './claim.ts';

/** An officer at the review desk, and from where. */
export interface Officer {
  readonly staffId: string;
  readonly civilId: CivilId;
  readonly language: Language;
  readonly by: AuditActor;
}

/** Cases of one page of the queue. */
const PAGE_SIZE = 50;

function summary(waiting: WaitingCase, { staffId, language }: Officer, nowMs: number): ReviewCaseSummary {
  const claim = heldClaim(waiting.claim, nowMs);
  return {
    requestId: waiting.requestId,
    kind: waiting.kind,
    category: waiting.category,
    submittedAt: waiting.waitingSince,
    claimedBy: claim?.name[language] ?? null,
    claimedByMe: claim?.staffId === staffId,
  };
}

/** The page of the queue after the place `after`, and how many wait in all. */
export async function listQueue(
  { store: { reader }, clock }: ApplicationContext,
  officer: Officer,
  after: QueuePlace | undefined,
): Promise<{ readonly cases: ReviewCaseSummary[]; readonly waiting: number }> {
  const place = after === undefined ? null : { waitingSince: after.submittedAt, requestId: after.requestId };
  const cases = await listWaitingCases(reader, place, PAGE_SIZE);
  const now = clock.now();
  return {
    cases: cases.map((waiting) => summary(waiting, officer, now)),
    waiting: await countWaitingCases(reader),
  };
}

/** A request that waits for an officer. */
export interface CaseOnDesk {
  readonly request: LicenceRequest;
  readonly application: Application;
  readonly waitingSince: IsoInstant;
}

/** The case of a request; `null` when no officer has anything to do with it. */
export async function findCase(reader: StoreReader, requestId: RequestId): Promise<CaseOnDesk | null> {
  const request = await findLicenceRequest(reader, requestId);
  const application = request?.application;
  if (!request || !application?.waitingSince || request.status !== 'submitted') return null;
  return { request, application, waitingSince: application.waitingSince };
}

/** Everything that an officer decides by. */
export async function showCase(
  reader: StoreReader,
  { request, application, waitingSince }: CaseOnDesk,
  officer: Officer,
  now: Moment,
): Promise<ReviewCase> {
  const person = await findPerson(reader, request.civilId);
  if (person === null) throw new Error(`the applicant of ${request.requestId} is not on the register`);
  const attached = await findAttachedUploads(reader, application);
  return {
    ...summary({ ...request, waitingSince, claim: application.claim }, officer, now.ms),
    version: request.version,
    nameArabic: fullName(person.nameArabic),
    nameLatin: fullName(person.nameLatin),
    age: ageOn(person.birthDate, now.today),
    civilIdLastFour: civilIdLastFour(person.civilId),
    licence: person.licence ? licenceOnRecord(person.licence) : null,
    form: shownForm(application.form, attached),
    uploads: shownUploads(attached),
    timeline: timelineOf(await readEntriesAboutRequest(reader, request.requestId)),
  };
}

/** One case; that it was looked at is on the trail before anything of it is shown. */
export function lookAtCase(
  context: ApplicationContext,
  officer: Officer,
  requestId: RequestId,
): Promise<Result<ReviewCase, 'notFound'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findCase(transaction, requestId);
    if (found === null) return failure('notFound');
    const shown = await showCase(transaction, found, officer, now);
    await record(transaction, [{ action: 'caseLookedAt', requestId }], officer.by, now.instant);
    return success(shown);
  });
}
