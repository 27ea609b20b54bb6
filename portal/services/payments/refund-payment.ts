import { getAccount } from '../../store/accounts.ts';
import { queueMail } from '../../store/mails.ts';
import { type Capture, changePayment, type PaymentOnFile, takePayment } from '../../store/payments.ts';
import { refundMail } from '../../texts/mails/payment-mails.ts';
import { moment, record } from '../applications/context.ts';
import { recordRequestRefund } from '../applications/record-payment.ts';
import { BY_PORTAL, type PaymentContext } from './context.ts';

/** Records that the money of a payment went back. */
async function settleRefund(
  context: PaymentContext,
  { paymentId }: PaymentOnFile,
  capture: Capture,
  refundReference: string | null,
): Promise<void> {
  const now = moment(context);
  await context.store.transaction(async (transaction) => {
    const payment = await takePayment(transaction, paymentId);
    if (payment.status !== 'refundDue' || payment.refundCause === null) return;
    const to = 'refunded';
    await changePayment(transaction, paymentId, {
      status: to,
      now: now.instant,
      refundReference,
      checkAt: null,
    });
    for (const { item } of payment.lines)
      if (item.type === 'request' && payment.refundCause === 'cancelled')
        await recordRequestRefund(transaction, item.requestId, now.instant);
    const { email, language } = await getAccount(transaction, payment.accountId);
    const mail = refundMail(
      {
        amount: capture.amount,
        paymentReference: capture.reference,
        refundReference,
        cause: payment.refundCause,
      },
      language,
    );
    await queueMail(transaction, email, mail, now.instant);
    const fact = { action: 'paymentMoved', paymentId, from: payment.status, to, evidence: 'refund' } as const;
    await record(transaction, [fact], BY_PORTAL, now.instant);
  });
}

/**
 * Gives back what a payment took. The gateway is told first and the record written then: a process that dies in between tells
 * the gateway again, which gives nothing back twice.
 * @returns whether the gateway answered
 */
export async function refundPayment(context: PaymentContext, payment: PaymentOnFile): Promise<boolean> {
  const { paymentId, trackId, capture } = payment;
  if (capture === null) throw new Error(`nothing was captured for ${paymentId}`);
  const { tranId, amount } = capture;
  const refunded = await context.gateway.refund({ trackId, tranId, amount });
  if (refunded.ok) {
    await settleRefund(context, payment, capture, refunded.value.reference);
    return true;
  }
  if (refunded.fault !== 'refused') return false;
  const { instant } = moment(context);
  await context.store.transaction((transaction) =>
    record(transaction, [{ action: 'refundRefused', paymentId }], BY_PORTAL, instant),
  );
  return true;
}
