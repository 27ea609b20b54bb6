import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { changePayment, findPaymentOfRequest, takePayment } from '../../store/payments.ts';
import { ConcurrentChangeError, type StoreTransaction } from '../../store/store.ts';
import { record } from '../applications/context.ts';
import { BY_PORTAL } from './context.ts';

/** Why a request that was paid has ended without its licence, and what the trail says asked for the refund. */
const EVIDENCE = { cancelled: 'cancellation', uncollected: 'expiry' } as const;

/**
 * Has what was paid for a request given back, in the transaction that ends it; the reconciliation asks the gateway.
 * @throws when the request was not paid here
 */
export async function requestRefund(
  transaction: StoreTransaction,
  requestId: RequestId,
  refundCause: keyof typeof EVIDENCE,
  now: IsoInstant,
): Promise<void> {
  const paymentId = await findPaymentOfRequest(transaction, requestId);
  if (paymentId === null) throw new Error(`no captured payment is for ${requestId}`);
  const { status: from } = await takePayment(transaction, paymentId);
  if (from !== 'captured') throw new ConcurrentChangeError();
  const to = 'refundDue';
  await changePayment(transaction, paymentId, { status: to, now, refundCause, checkAt: now });
  const fact = { action: 'paymentMoved', paymentId, from, to, evidence: EVIDENCE[refundCause] } as const;
  await record(transaction, [fact], BY_PORTAL, now);
}
