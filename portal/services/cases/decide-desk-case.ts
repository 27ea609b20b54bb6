import type { CaseId, CaseStatus } from '../../../contracts/case.ts';
import type { Language } from '../../../contracts/language.ts';
import type { ReviewDecision } from '../../../contracts/portal-api/decision.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { MailContent } from '../../ports/mailer.ts';
import { getAccount } from '../../store/accounts.ts';
import type { StoreReader } from '../../store/store.ts';
import {
  type AboutCase,
  caseApprovedMail,
  caseRejectedMail,
  caseReturnedMail,
} from '../../texts/mails/case-mails.ts';
import { type Moment, moment, record } from '../applications/context.ts';
import { claimFault } from '../review/claim.ts';
import { mailCaseApplicant } from './case-mail.ts';
import type { CaseContext, CaseOfficer } from './context.ts';
import { definitionOf } from './definitions.ts';
import { findDeskCase, type WaitingCase } from './desk-case.ts';
import { moveCase } from './move-case.ts';

type DecisionFault =
  | 'notFound'
  | 'notInThisState'
  | 'ownCase'
  | 'claimedByOther'
  | 'notClaimed'
  | 'changedMeanwhile'
  | 'noLongerPossible';

/** What stands between the officer and their decision. Four eyes: the officer neither filed the case nor is concerned by it. */
async function decisionFault(
  reader: StoreReader,
  filed: WaitingCase,
  { staffId, civilId }: CaseOfficer,
  version: number,
  { ms }: Moment,
): Promise<Exclude<DecisionFault, 'notFound' | 'notInThisState' | 'noLongerPossible'> | null> {
  const applicant = await getAccount(reader, filed.accountId);
  const concerned = definitionOf(filed.form).concerned(filed.form);
  if (applicant.civilId === civilId || concerned.includes(civilId)) return 'ownCase';
  const fault = claimFault(filed.claim, staffId, ms);
  if (fault !== null) return fault;
  return filed.version === version ? null : 'changedMeanwhile';
}

/** The mail that tells whoever filed the case. */
function mailOf(decision: ReviewDecision): (about: AboutCase, language: Language) => MailContent {
  switch (decision.decision) {
    case 'approve':
      return caseApprovedMail;
    case 'return':
      return (about, language) => caseReturnedMail({ ...about, reason: decision.reason }, language);
    case 'reject':
      return (about, language) => caseRejectedMail({ ...about, reason: decision.reason }, language);
  }
}

/** Decides a case that the officer has claimed; an approval is carried out in the same transaction. */
export function decideDeskCase(
  context: CaseContext,
  officer: CaseOfficer,
  caseId: CaseId,
  { version, decision }: { readonly version: number; readonly decision: ReviewDecision },
): Promise<Result<CaseStatus, DecisionFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const found = await findDeskCase(transaction, officer, caseId);
    if (!found.ok) return found;
    const filed = found.value;
    const fault = await decisionFault(transaction, filed, officer, version, now);
    if (fault !== null) return failure(fault);
    const { form } = filed;
    const carriedOut =
      decision.decision === 'approve'
        ? await definitionOf(form).approve(form, { context, transaction, filed, now })
        : success([]);
    if (!carriedOut.ok) return carriedOut;
    const reason = decision.decision === 'approve' ? null : decision.reason;
    const moved = await moveCase(transaction, filed, decision.decision, reason, {
      reason,
      waitingSince: null,
      claim: null,
      returned: filed.returned + (decision.decision === 'return' ? 1 : 0),
    });
    if (moved === null) throw new Error(`${caseId} waits and cannot be decided`);
    await mailCaseApplicant(context, transaction, filed, mailOf(decision), now);
    await record(transaction, [moved.fact, ...carriedOut.value], officer.by, now.instant);
    return success(moved.status);
  });
}
