import type { PaymentId, PaymentView } from '../../../contracts/portal-api/payments.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findOwnPayment, listPayments, type PaymentOnFile } from '../../store/payments.ts';
import type { Applicant } from '../applications/context.ts';
import { checkPayment } from './check-payment.ts';
import type { PaymentContext } from './context.ts';
import { settlePayment } from './settle-payment.ts';

function paymentView({ publicUrl, gateway }: PaymentContext, payment: PaymentOnFile): PaymentView {
  const { paymentId, status, trackId, amount, language, lines, createdAt, capture, receiptCode } = payment;
  return {
    paymentId,
    status,
    amount,
    lines: [...lines],
    createdAt,
    reference: capture?.reference ?? null,
    receiptUrl: receiptCode === null ? null : `${publicUrl}/receipts/${receiptCode}`,
    // The gateway takes an open payment up again under its track id.
    gatewayUrl: status === 'open' ? gateway.begin({ trackId, amount, language }) : null,
  };
}

/** The payments of an account, newest first. */
export async function ownPayments(context: PaymentContext, { accountId }: Applicant): Promise<PaymentView[]> {
  const payments = await listPayments(context.store.reader, accountId);
  return payments.map((payment) => paymentView(context, payment));
}

/** The payment as the store has it now. */
async function viewAgain(
  context: PaymentContext,
  { accountId }: Applicant,
  paymentId: PaymentId,
): Promise<Result<PaymentView, 'notFound'>> {
  const payment = await findOwnPayment(context.store.reader, accountId, paymentId);
  return payment === null ? failure('notFound') : success(paymentView(context, payment));
}

/** One payment of an account; while it is open the gateway is asked first, and not waited for when it is away. */
export async function ownPayment(
  context: PaymentContext,
  payer: Applicant,
  paymentId: PaymentId,
): Promise<Result<PaymentView, 'notFound'>> {
  const payment = await findOwnPayment(context.store.reader, payer.accountId, paymentId);
  if (payment?.status === 'open') await checkPayment(context, payment, { by: payer.by, evidence: 'inquiry' });
  return viewAgain(context, payer, paymentId);
}

/**
 * Ends an open payment, unless the gateway has captured it: then it is recorded instead. A payer who pays on the gateway's page
 * after that has paid all the same, or gets the money back.
 * `gatewayUnavailable`: the gateway cannot tell whether it took the money.
 */
export async function abandonPayment(
  context: PaymentContext,
  payer: Applicant,
  paymentId: PaymentId,
): Promise<Result<PaymentView, 'notFound' | 'gatewayUnavailable'>> {
  const payment = await findOwnPayment(context.store.reader, payer.accountId, paymentId);
  if (payment?.status === 'open') {
    const checked = await checkPayment(context, payment, { by: payer.by, evidence: 'inquiry' });
    if (!checked.ok || checked.value.inquiry.outcome === 'suspected') return failure('gatewayUnavailable');
    if (checked.value.status === 'open')
      await settlePayment(context, paymentId, {
        by: payer.by,
        evidence: 'payer',
        outcome: { status: 'cancelled' },
      });
  }
  return viewAgain(context, payer, paymentId);
}
