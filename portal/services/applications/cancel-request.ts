import type { RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { changeApplication } from '../../store/applications.ts';
import { anyLocked } from '../../store/payments.ts';
import { holdUploads } from '../../store/uploads.ts';
import { requestRefund } from '../payments/request-refund.ts';
import { type Applicant, type ApplicationContext, moment, record } from './context.ts';
import { moveRequest } from './move-request.ts';
import { findOwnRequest } from './request-view.ts';

/**
 * Cancels a request that no machine has reserved; what was paid is refunded.
 * `paymentOpen`: its applicant is at the gateway, or nobody knows yet how that ended.
 */
export function cancelRequest(
  context: ApplicationContext,
  { civilId, by }: Applicant,
  requestId: RequestId,
  { version }: { readonly version: number },
): Promise<Result<null, 'notFound' | 'notInThisState' | 'changedMeanwhile' | 'paymentOpen'>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const request = await findOwnRequest(transaction, civilId, requestId);
    if (request === null) return failure('notFound');
    // What was paid elsewhere is paid back there.
    if (request.application === null) return failure('notInThisState');
    if (request.version !== version) return failure('changedMeanwhile');
    if (await anyLocked(transaction, [{ type: 'request', requestId }])) return failure('paymentOpen');
    const cancelled = await moveRequest(transaction, request, 'cancel');
    if (cancelled === null) return failure('notInThisState');
    await changeApplication(transaction, requestId, {
      waitingSince: null,
      claim: null,
      portrait: null,
      followUpOn: null,
    });
    if (cancelled.request.status === 'refundDue')
      await requestRefund(transaction, requestId, 'cancelled', now.instant);
    // Nobody has decided on these documents, so nobody needs them any more.
    else await holdUploads(transaction, { requestId }, []);
    await record(transaction, [cancelled.fact], by, now.instant);
    return success(null);
  });
}
