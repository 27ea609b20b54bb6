import type { CaseId } from '../../../contracts/case.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { holdUploads } from '../../store/uploads.ts';
import { moment, record } from '../applications/context.ts';
import { findOwnCase } from './case-view.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { moveCase } from './move-case.ts';

/** Takes back a case that is not decided. Nobody has to look at its documents any more: they are forgotten. */
export function cancelCase(
  context: CaseContext,
  applicant: CaseApplicant,
  caseId: CaseId,
  version: number,
): Promise<Result<null, 'notFound' | 'notInThisState' | 'changedMeanwhile'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const filed = await findOwnCase(transaction, applicant, caseId);
    if (filed === null) return failure('notFound');
    if (filed.version !== version) return failure('changedMeanwhile');
    const moved = await moveCase(transaction, filed, 'cancel', null, {
      documents: {},
      waitingSince: null,
      claim: null,
    });
    if (moved === null) return failure('notInThisState');
    await holdUploads(transaction, { caseId }, []);
    await record(transaction, [moved.fact], applicant.by, now.instant);
    return success(null);
  });
}
