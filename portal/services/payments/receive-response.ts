import { PAYMENT_NEXT, type PaymentId } from '../../../contracts/portal-api/payments.ts';
import { appendAudit } from '../../store/audit.ts';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { GatewayInquiry, GatewayResponse } from '../../ports/payment-gateway.ts';
import { findPaymentByTrackId } from '../../store/payments.ts';
import { type AuditActor, auditEntry } from '../audit/audit-chain.ts';
import type { ResponseRefusal } from '../audit/payment-facts.ts';
import { checkPayment } from './check-payment.ts';
import type { PaymentContext } from './context.ts';
import { settlePayment } from './settle-payment.ts';

/** What to do with the payer's browser: show the payment, or say that the response was not believed. */
export interface ReceivedResponse {
  readonly paymentId: PaymentId | null;
}

const NOT_TAKEN = { notCaptured: 'notCaptured', cancelled: 'cancelled', hostTimeout: 'timedOut' } as const;

/** Whether the inquiry says of the capture what the response said. */
function confirms(
  inquiry: GatewayInquiry,
  response: GatewayResponse & { readonly result: 'captured' },
): boolean {
  return (
    inquiry.outcome === 'captured' &&
    inquiry.paymentId === response.paymentId &&
    inquiry.tranId === response.tranId &&
    inquiry.reference === response.reference
  );
}

/** Where a response comes from. */
export interface ResponseSender {
  /** Network address. */
  readonly address: string;
  /**
   * Counts one refused response of this address, and says whether it is written down. One that is believed never asks: however
   * much rubbish comes from an address, what the gateway says from there is heard.
   */
  readonly countRefusal: () => 'passes' | 'firstToWait' | 'waits';
}

/** Writes to the trail that a response was not believed, as far as its sender has not filled the trail already. */
async function refuse(
  { store, clock }: PaymentContext,
  by: AuditActor,
  { countRefusal }: ResponseSender,
  paymentId: PaymentId | null,
  reason: ResponseRefusal,
): Promise<void> {
  const verdict = countRefusal();
  if (verdict === 'waits') return;
  const action = verdict === 'passes' ? 'responseRefused' : 'refusalsThrottled';
  const fact = { action, paymentId: paymentId ?? 'unknown', reason } as const;
  await store.transaction((transaction) =>
    appendAudit(transaction, [auditEntry(fact, by, isoInstant(clock.now()))]),
  );
}

/**
 * Takes the gateway's encrypted response. It names a payment and makes the portal ask; only what the gateway then says of itself
 * is believed about money that was taken. That none was taken is believed when the gateway does not say otherwise: should it be
 * wrong, the payment is still asked after (see `schedule.ts`).
 */
export async function receiveResponse(
  context: PaymentContext,
  trandata: string,
  sender: ResponseSender,
): Promise<ReceivedResponse> {
  const by = { actor: 'gateway:knet', origin: sender.address };
  const refused = async (paymentId: PaymentId | null, reason: ResponseRefusal, show = false) => {
    await refuse(context, by, sender, paymentId, reason);
    return { paymentId: show ? paymentId : null };
  };
  const read = context.gateway.readResponse(trandata);
  if (!read.ok) return refused(null, read.fault);
  const response = read.value;
  const payment = await findPaymentByTrackId(context.store.reader, response.trackId);
  if (payment === null) return refused(null, 'unknownTrackId');
  const { paymentId } = payment;
  if (response.amount !== payment.amount) return refused(paymentId, 'wrongAmount');
  // The gateway itself may send a response again, so the payer is shown the payment all the same.
  if (!PAYMENT_NEXT[payment.status].includes('captured')) return refused(paymentId, 'repeated', true);

  const checked = await checkPayment(context, payment, { by, evidence: 'response' });
  if (response.result === 'captured') {
    if (checked.ok && !confirms(checked.value.inquiry, response)) return refused(paymentId, 'notConfirmed');
  } else if (payment.status === 'open' && (!checked.ok || checked.value.status === 'open')) {
    const outcome = { status: NOT_TAKEN[response.result] };
    await settlePayment(context, paymentId, { by, evidence: 'response', outcome });
  }
  return { paymentId };
}

/**
 * The gateway's plain report of an error: it proves nothing, so it only makes the portal ask.
 * @param ask whether the gateway is asked now; if not, the payment's page or the reconciliation asks
 */
export async function receiveError(
  context: PaymentContext,
  trackId: string,
  address: string,
  ask: boolean,
): Promise<ReceivedResponse> {
  const payment = await findPaymentByTrackId(context.store.reader, trackId);
  if (payment === null) return { paymentId: null };
  if (payment.status === 'open' && ask)
    await checkPayment(context, payment, {
      by: { actor: 'gateway:knet', origin: address },
      evidence: 'inquiry',
    });
  return { paymentId: payment.paymentId };
}
