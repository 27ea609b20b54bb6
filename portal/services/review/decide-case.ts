import { addDays } from '../../../contracts/calendar.ts';
import type { Language } from '../../../contracts/language.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { ReviewDecision } from '../../../contracts/portal-api/decision.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { changeApplication, findLicenceRequest } from '../../store/applications.ts';
import type { StoreTransaction } from '../../store/store.ts';
import {
  applicationApprovedMail,
  applicationRejectedMail,
  applicationReturnedMail,
} from '../../texts/mails/application-mails.ts';
import { aboutRequest, mailApplicant } from '../applications/applicant-mail.ts';
import { type ApplicationContext, type Moment, moment, record } from '../applications/context.ts';
import { askForPayment, type Moved, moveRequest } from '../applications/move-request.ts';
import { claimFault } from './claim.ts';
import { type CaseOnDesk, findCase, type Officer } from './review-case.ts';

type DecisionFault =
  | 'notFound'
  | 'notInThisState'
  | 'ownRequest'
  | 'claimedByOther'
  | 'notClaimed'
  | 'changedMeanwhile';

/** What stands between the officer and their decision. */
function decisionFault(
  { request, application }: CaseOnDesk,
  { staffId, civilId }: Officer,
  version: number,
  { ms }: Moment,
): DecisionFault | null {
  if (request.civilId === civilId) return 'ownRequest';
  const fault = claimFault(application.claim, staffId, ms);
  if (fault !== null) return fault;
  return request.version === version ? null : 'changedMeanwhile';
}

/** Moves the case as decided; `null` where the table forbids it. */
async function carryOut(
  transaction: StoreTransaction,
  { request }: CaseOnDesk,
  decision: ReviewDecision,
  now: Moment,
): Promise<Moved | null> {
  if (decision.decision === 'approve') return askForPayment(transaction, request, now);
  const { decision: by, reason } = decision;
  const moved = await moveRequest(transaction, request, by, reason);
  await changeApplication(transaction, request.requestId, {
    reason,
    waitingSince: null,
    claim: null,
    portrait: null,
    followUpOn: by === 'return' ? addDays(now.today, now.settings.applicantDays) : null,
  });
  return moved;
}

/** The mail that tells the applicant. */
function mailOf({ request, application }: CaseOnDesk, decision: ReviewDecision, publicUrl: string) {
  const about = aboutRequest(request, publicUrl);
  return (language: Language): MailContent => {
    switch (decision.decision) {
      case 'approve':
        return applicationApprovedMail({ ...about, fee: application.fee }, language);
      case 'return':
        return applicationReturnedMail({ ...about, reason: decision.reason }, language);
      case 'reject':
        return applicationRejectedMail({ ...about, reason: decision.reason }, language);
    }
  };
}

/** Decides a case that the officer has claimed. Nobody decides on their own request. */
export function decideCase(
  context: ApplicationContext,
  officer: Officer,
  requestId: RequestId,
  { version, decision }: { readonly version: number; readonly decision: ReviewDecision },
): Promise<Result<RequestStatus, DecisionFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findCase(transaction, requestId);
    if (found === null) {
      const request = await findLicenceRequest(transaction, requestId);
      return failure(request?.application ? 'notInThisState' : 'notFound');
    }
    const fault = decisionFault(found, officer, version, now);
    if (fault !== null) return failure(fault);
    const decided = await carryOut(transaction, found, decision, now);
    if (decided === null) return failure('notInThisState');
    const mail = mailOf(found, decision, context.publicUrl);
    await mailApplicant(transaction, found.application, mail, now.instant);
    await record(transaction, [decided.fact], officer.by, now.instant);
    return success(decided.request.status);
  });
}
