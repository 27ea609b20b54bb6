import type { CaseId } from '../../../contracts/case.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { caseSubmittedMail } from '../../texts/mails/case-mails.ts';
import { moment, record } from '../applications/context.ts';
import { mailCaseApplicant } from './case-mail.ts';
import { findOwnCase } from './case-view.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { canBeFilledIn } from './filled-in.ts';
import { findCaseUploads, openPoints } from './judge-case.ts';
import { moveCase } from './move-case.ts';

type SubmitFault = 'notFound' | 'notInThisState' | 'changedMeanwhile' | 'notDeclared' | 'notComplete';

/** Hands a case to its department, when nothing is missing and its applicant declares that it is true. */
export function submitCase(
  context: CaseContext,
  applicant: CaseApplicant,
  caseId: CaseId,
  { version, declared }: { readonly version: number; readonly declared: boolean },
): Promise<Result<null, SubmitFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const filed = await findOwnCase(transaction, applicant, caseId);
    if (filed === null) return failure('notFound');
    if (!canBeFilledIn(filed)) return failure('notInThisState');
    if (filed.version !== version) return failure('changedMeanwhile');
    if (!declared) return failure('notDeclared');
    const uploads = await findCaseUploads(transaction, filed);
    const open = await openPoints(transaction, filed, uploads, applicant, now);
    if (open.length > 0) return failure('notComplete');
    const moved = await moveCase(transaction, filed, 'submit', null, {
      waitingSince: now.instant,
      reason: null,
      claim: null,
    });
    if (moved === null) return failure('notInThisState');
    await mailCaseApplicant(context, transaction, filed, caseSubmittedMail, now);
    await record(transaction, [moved.fact], applicant.by, now.instant);
    return success(null);
  });
}
