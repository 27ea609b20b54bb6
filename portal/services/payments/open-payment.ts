import { randomUUID } from 'node:crypto';
import type { Language } from '../../../contracts/language.ts';
import { Fils } from '../../../contracts/money.ts';
import { PaymentId, type PaymentLine } from '../../../contracts/portal-api/payments.ts';
import { insertPayment, type PaymentOnFile } from '../../store/payments.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { Moment } from '../applications/context.ts';
import type { PaymentFact } from '../audit/payment-facts.ts';
import { type PaymentContext, paymentPageUrl } from './context.ts';
import { nextCheck } from './schedule.ts';

/** A payment that has begun, and where to pay it. */
export interface BegunPayment {
  readonly paymentId: PaymentId;
  readonly amount: Fils;
  readonly gatewayUrl: string;
}

/** Where the payer goes: to the gateway while nothing was paid, else to what became of the payment. */
export function begunPayment(
  { gateway, publicUrl }: PaymentContext,
  {
    paymentId,
    status,
    trackId,
    amount,
    language,
  }: Pick<PaymentOnFile, 'paymentId' | 'status' | 'trackId' | 'amount' | 'language'>,
): BegunPayment {
  const gatewayUrl =
    status === 'open' ? gateway.begin({ trackId, amount, language }) : paymentPageUrl(publicUrl, paymentId);
  return { paymentId, amount, gatewayUrl };
}

/** Opens a payment of these lines and locks what they are for. What the trail says of it is the caller's to record, last in the transaction. */
export async function openPayment(
  context: PaymentContext,
  transaction: StoreTransaction,
  accountId: string,
  order: { readonly key: string; readonly language: Language; readonly lines: readonly PaymentLine[] },
  now: Moment,
): Promise<{ readonly begun: BegunPayment; readonly fact: PaymentFact }> {
  const { key, language, lines } = order;
  const paymentId = PaymentId.parse(randomUUID());
  const payment = {
    paymentId,
    // KNET takes letters and digits only.
    trackId: paymentId.replaceAll('-', ''),
    amount: Fils.parse(lines.reduce((sum, line) => sum + line.amount, 0)),
    language,
  };
  await insertPayment(transaction, {
    ...payment,
    accountId,
    key,
    lines,
    now: now.instant,
    checkAt: nextCheck(now.instant, now.ms),
  });
  const fact = {
    action: 'paymentBegun',
    paymentId,
    amount: payment.amount,
    lines: lines.length,
  } as const;
  return { begun: begunPayment(context, { ...payment, status: 'open' }), fact };
}
