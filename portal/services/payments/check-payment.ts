import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PaymentStatus } from '../../../contracts/portal-api/payments.ts';
import type { GatewayInquiry } from '../../ports/payment-gateway.ts';
import type { PaymentOnFile } from '../../store/payments.ts';
import type { PaymentContext } from './context.ts';
import { type PaymentEvidence, settlePayment } from './settle-payment.ts';

/** What an inquiry proves; `null`: nothing yet. */
function provenBy(inquiry: GatewayInquiry): PaymentEvidence['outcome'] | null {
  switch (inquiry.outcome) {
    case 'captured':
      return {
        status: 'captured',
        tranId: inquiry.tranId,
        reference: inquiry.reference,
        amount: inquiry.amount,
      };
    case 'notCaptured':
    case 'cancelled':
      return { status: inquiry.outcome };
    case 'hostTimeout':
      return { status: 'timedOut' };
    case 'suspected':
    case 'unknown':
      return null;
  }
}

/** What the gateway said, and how the payment stands after it. */
export interface CheckedPayment {
  readonly inquiry: GatewayInquiry;
  readonly status: PaymentStatus;
}

/**
 * Asks the gateway what became of a payment, and records what it says.
 * `unreachable`, `malformed`: it said nothing that can be relied on, and nothing has changed.
 */
export async function checkPayment(
  context: PaymentContext,
  { paymentId, trackId, amount, status }: PaymentOnFile,
  found: Pick<PaymentEvidence, 'by' | 'evidence'>,
): Promise<Result<CheckedPayment, 'unreachable' | 'malformed'>> {
  const asked = await context.gateway.inquire({ trackId, amount });
  if (!asked.ok) return failure(asked.fault);
  const outcome = provenBy(asked.value);
  return success({
    inquiry: asked.value,
    status: outcome === null ? status : await settlePayment(context, paymentId, { ...found, outcome }),
  });
}
