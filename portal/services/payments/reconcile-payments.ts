import { isoInstant } from '../../../contracts/calendar.ts';
import { claimCheck, listPaymentsToCheck, type PaymentOnFile } from '../../store/payments.ts';
import { checkPayment } from './check-payment.ts';
import { BY_PORTAL, type PaymentContext } from './context.ts';
import { refundPayment } from './refund-payment.ts';
import { LATE_CAPTURE_MS, nextCheck, OPEN_LONGEST_MS } from './schedule.ts';
import { settlePayment } from './settle-payment.ts';

/** Payments of one run. */
const CHECKED_AT_A_TIME = 100;

/** Asks the gateway about a payment that it may yet capture; `false` when it does not answer. */
async function lookAt(
  context: PaymentContext,
  payment: PaymentOnFile,
  next: ReturnType<typeof nextCheck>,
): Promise<boolean> {
  const { paymentId, createdAt } = payment;
  const found = { by: BY_PORTAL, evidence: 'inquiry' } as const;
  const checked = await checkPayment(context, payment, found);
  if (!checked.ok) return checked.fault === 'malformed';
  const { inquiry, status } = checked.value;
  // Evidence moved it, or the gateway cannot tell yet whether it took the money.
  if (status !== payment.status || inquiry.outcome === 'suspected') return true;
  const age = context.clock.now() - Date.parse(createdAt);
  if (status === 'open' && age >= OPEN_LONGEST_MS)
    await settlePayment(context, paymentId, { ...found, outcome: { status: 'timedOut' } });
  else if (status !== 'open' && age >= LATE_CAPTURE_MS)
    await context.store.transaction((transaction) =>
      claimCheck(transaction, { ...payment, checkAt: next }, null),
    );
  return true;
}

/**
 * Looks at the payments whose time has come: settles what was captured while nobody was there, ends what the gateway knows
 * nothing of, and gives back what is due. Several processes may do so at once: each look is claimed, and what it finds is
 * recorded once however often it is found. While the gateway does not answer the rest waits for the next run.
 */
export async function reconcilePayments(context: PaymentContext): Promise<void> {
  const { store, clock } = context;
  const due = await listPaymentsToCheck(store.reader, isoInstant(clock.now()), CHECKED_AT_A_TIME);
  for (const payment of due) {
    const next = nextCheck(payment.statusSince, clock.now());
    if (!(await store.transaction((transaction) => claimCheck(transaction, payment, next)))) continue;
    const answered =
      payment.status === 'refundDue'
        ? await refundPayment(context, payment)
        : await lookAt(context, payment, next);
    if (!answered) break;
  }
}
