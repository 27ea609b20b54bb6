import type { Language } from '../../../contracts/language.ts';
import type { DueId, PaymentItem, PaymentLine } from '../../../contracts/portal-api/payments.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { findDues } from '../../store/dues.ts';
import { anyLocked, findPaymentByKey, hasPaidRequest } from '../../store/payments.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { dueDescription } from '../../texts/due-texts.ts';
import { type Applicant, type Moment, moment, record } from '../applications/context.ts';
import { requestPaymentLine } from '../applications/record-payment.ts';
import { dueView } from '../dues/due-view.ts';
import { payableFor } from '../dues/find-dues.ts';
import type { PaymentContext } from './context.ts';
import { type BegunPayment, begunPayment, openPayment } from './open-payment.ts';

/** What to pay, under a key of the payer's making. */
export interface PaymentOrder {
  readonly key: string;
  readonly items: readonly PaymentItem[];
  readonly language: Language;
}

/**
 * - `notPayable`: something in it is not theirs, not to be paid online, or a request beside anything else.
 * - `alreadyPaid`: something in it has been paid.
 * - `paymentOpen`: somebody, perhaps the payer in another tab, is paying something in it.
 */
type BeginFault = 'notPayable' | 'alreadyPaid' | 'paymentOpen';

type Lines = Result<readonly PaymentLine[], 'notPayable' | 'alreadyPaid'>;

/** The line of a request that waits to be paid by this account. */
async function requestLine(
  transaction: StoreTransaction,
  { accountId }: Applicant,
  requestId: RequestId,
  now: Moment,
): Promise<Lines> {
  const line = await requestPaymentLine(transaction, requestId, accountId, now);
  if (line === null) {
    const paid = await hasPaidRequest(transaction, accountId, requestId);
    return failure(paid ? 'alreadyPaid' : 'notPayable');
  }
  const { fee: amount, description } = line;
  return success([{ item: { type: 'request', requestId }, description, amount }]);
}

/** The lines of dues that the payer may pay online today. */
async function dueLines(
  { datedSettings }: PaymentContext,
  transaction: StoreTransaction,
  { civilId }: Applicant,
  dueIds: readonly DueId[],
  { today }: Moment,
): Promise<Lines> {
  const theirs = await payableFor(transaction, civilId);
  const dues = await findDues(transaction, dueIds);
  const lines: PaymentLine[] = [];
  for (const due of dues) {
    if (!theirs.includes(due.civilId)) return failure('notPayable');
    if (due.paid) return failure('alreadyPaid');
    const view = dueView(due, null, datedSettings.overstayTariff, today);
    if (view === null || !view.standing.payable) return failure('notPayable');
    const { dueId, amount } = view;
    lines.push({
      item: { type: 'due', dueId },
      description: dueDescription(due.type, due.number),
      amount,
    });
  }
  return lines.length === dueIds.length ? success(lines) : failure('notPayable');
}

/** What is asked for, each once: one request alone, or any number of dues. Renewals are paid from their basket (S5–S7). */
function linesOf(
  context: PaymentContext,
  transaction: StoreTransaction,
  payer: Applicant,
  items: readonly PaymentItem[],
  now: Moment,
): Promise<Lines> {
  if (items.some(({ type }) => type === 'renewal')) return Promise.resolve(failure('notPayable'));
  const dueIds = new Set(items.flatMap((item) => (item.type === 'due' ? [item.dueId] : [])));
  const requestIds = new Set(items.flatMap((item) => (item.type === 'request' ? [item.requestId] : [])));
  const [requestId, ...more] = requestIds;
  if (requestId === undefined) return dueLines(context, transaction, payer, [...dueIds], now);
  // What is refunded is refunded whole, so nothing shares a payment with a request that may be cancelled.
  if (more.length > 0 || dueIds.size > 0) return Promise.resolve(failure('notPayable'));
  return requestLine(transaction, payer, requestId, now);
}

/** Locks what is paid for and tells where to pay. With the same key it is the same payment, whatever became of it. */
export function beginPayment(
  context: PaymentContext,
  payer: Applicant,
  { key, items, language }: PaymentOrder,
): Promise<Result<BegunPayment, BeginFault>> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const { accountId } = payer;
    const found = await linesOf(context, transaction, payer, items, now);
    const locked = await anyLocked(transaction, items);
    // Read last: when the same order, sent twice at once, is what locked or paid the items, it is found here.
    const known = await findPaymentByKey(transaction, accountId, key);
    if (known) return success(begunPayment(context, known));
    if (!found.ok) return found;
    if (locked) return failure('paymentOpen');
    const order = { key, language, lines: found.value };
    const { begun, fact } = await openPayment(context, transaction, accountId, order, now);
    await record(transaction, [fact], payer.by, now.instant);
    return success(begun);
  });
}
