import type { Language } from '../../../../contracts/language.ts';
import type { PaymentItem, PaymentView } from '../../../../contracts/portal-api/payments.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import { type Result, success } from '../../../../contracts/result.ts';
import type { Answer, call } from '../../api/client.ts';
import { forgetPaymentKey, type KeyStorage, nameOfItem, paymentKey } from './payment-key.ts';

/** A payment that was begun: where to pay it, and what of it was left out (renewals only: the others are paid or refused together). */
export interface BegunPayment extends Answer<'beginPayment'> {
  readonly left: Answer<'payRenewals'>['left'];
}

/** Renewals are paid by a route of their own: what of them cannot be paid is left out and holds up no other. */
async function askToPay(
  send: typeof call,
  key: string,
  items: readonly PaymentItem[],
  language: Language,
): Promise<Result<BegunPayment, Problem>> {
  const renewals = items.flatMap((item) => (item.type === 'renewal' ? [item.renewalId] : []));
  if (renewals.length === items.length) return send('payRenewals', { body: { key, renewals, language } });
  const begun = await send('beginPayment', { body: { key, items: [...items], language } });
  return begun.ok ? success({ ...begun.value, left: [] }) : begun;
}

/**
 * Begins the payment of `items`, or finds the one this tab began before: repeated, it leads to the same payment for as long
 * as that is open or captured. Only when it has ended otherwise is another begun.
 */
export async function beginPayment(
  send: typeof call,
  items: readonly PaymentItem[],
  language: Language,
  storage: KeyStorage,
): Promise<Result<BegunPayment, Problem>> {
  const ask = (key: string) => askToPay(send, key, items, language);
  const { key, kept } = paymentKey(items, storage);
  const begun = await ask(key);
  if (!kept || !begun.ok) return begun;
  const payment = await send('payment', { params: { paymentId: begun.value.paymentId } });
  if (!payment.ok) return payment;
  // What has been captured meanwhile is led to as well: its address is then the page that says so.
  if (payment.value.status === 'open' || payment.value.status === 'captured') return begun;
  forgetPaymentKey(items, storage);
  return ask(paymentKey(items, storage).key);
}

/** What a payment pays for. */
export function itemsOf(payment: PaymentView): readonly PaymentItem[] {
  return payment.lines.map(({ item }) => item);
}

/** The payments that hold any of `items` locked. */
export function openPaymentsOf(
  items: readonly PaymentItem[],
  payments: readonly PaymentView[],
): readonly PaymentView[] {
  const names = new Set(items.map(nameOfItem));
  return payments.filter(
    (payment) => payment.status === 'open' && itemsOf(payment).some((item) => names.has(nameOfItem(item))),
  );
}
