import type { Selectable } from 'kysely';
import type { IsoInstant } from '../../contracts/calendar.ts';
import { Bilingual, type Language } from '../../contracts/language.ts';
import type { Fils } from '../../contracts/money.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import {
  FeeRefund,
  PaymentId,
  PaymentItem,
  type PaymentLine,
  type PaymentStatus,
} from '../../contracts/portal-api/payments.ts';
import type { RefundCause } from '../texts/mails/payment-mails.ts';
import type { Database } from './schema.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** What the gateway took for a payment. */
export interface Capture {
  /** The gateway's own number of it, needed for a refund. */
  readonly tranId: string;
  /** The gateway's reference, printed on receipts. */
  readonly reference: string;
  /** Fils: what was taken, whatever was asked for. */
  readonly amount: Fils;
  /** When the portal learned of it. */
  readonly at: IsoInstant;
}

/** A payment as the store keeps it (S12). */
export interface PaymentOnFile {
  readonly paymentId: PaymentId;
  readonly accountId: string;
  readonly trackId: string;
  readonly status: PaymentStatus;
  readonly statusSince: IsoInstant;
  /** Fils: the sum of the lines. */
  readonly amount: Fils;
  readonly language: Language;
  readonly createdAt: IsoInstant;
  readonly lines: readonly PaymentLine[];
  /** `null`: nothing was taken, as far as is known. */
  readonly capture: Capture | null;
  readonly refundCause: RefundCause | null;
  readonly receiptCode: string | null;
  /** When it is looked at next; `null`: nothing is left to find out or to do. */
  readonly checkAt: IsoInstant | null;
}

const COLUMNS = [
  'payment_id',
  'account_id',
  'track_id',
  'status',
  'status_since',
  'amount',
  'language',
  'created_at',
  'gateway_transaction',
  'reference',
  'captured_at',
  'captured_amount',
  'refund_cause',
  'receipt_code',
  'check_at',
] as const;

function payments(reader: StoreReader) {
  return reader.selectFrom('payments').select(COLUMNS);
}

type PaymentRow = Awaited<ReturnType<ReturnType<typeof payments>['execute']>>[number];

/** The field of each type of item that holds its number. */
const ID_FIELDS = {
  request: 'requestId',
  due: 'dueId',
  renewal: 'renewalId',
} as const satisfies Record<PaymentItem['type'], string>;

function itemId(item: PaymentItem): string {
  const fields: Readonly<Record<string, string>> = item;
  return fields[ID_FIELDS[item.type]] ?? '';
}

function toItem(type: PaymentItem['type'], id: string): PaymentItem {
  return PaymentItem.parse({ type, [ID_FIELDS[type]]: id });
}

type LineRow = Selectable<Database['payment_lines']>;

function toPayment(row: PaymentRow, lines: readonly LineRow[]): PaymentOnFile {
  const { gateway_transaction, reference, captured_at, captured_amount } = row;
  return {
    paymentId: PaymentId.parse(row.payment_id),
    accountId: row.account_id,
    trackId: row.track_id,
    status: row.status,
    statusSince: row.status_since,
    amount: row.amount,
    language: row.language,
    createdAt: row.created_at,
    lines: lines.map((line) => ({
      item: toItem(line.item_type, line.item_id),
      description: Bilingual.parse(JSON.parse(line.description)),
      amount: line.amount,
    })),
    capture:
      gateway_transaction === null || reference === null || captured_at === null || captured_amount === null
        ? null
        : { tranId: gateway_transaction, reference, amount: captured_amount, at: captured_at },
    refundCause: row.refund_cause,
    receiptCode: row.receipt_code,
    checkAt: row.check_at,
  };
}

/** Payments with their lines. */
async function withLines(reader: StoreReader, rows: readonly PaymentRow[]): Promise<PaymentOnFile[]> {
  if (rows.length === 0) return [];
  const paymentIds = rows.map(({ payment_id }) => payment_id);
  const lines = await reader
    .selectFrom('payment_lines')
    .selectAll()
    .where('payment_id', 'in', paymentIds)
    .orderBy('payment_id')
    .orderBy('ordinal')
    .execute();
  const linesOf = Map.groupBy(lines, ({ payment_id }) => payment_id);
  return rows.map((row) => toPayment(row, linesOf.get(row.payment_id) ?? []));
}

async function one(reader: StoreReader, row: PaymentRow | undefined): Promise<PaymentOnFile | null> {
  const [payment = null] = await withLines(reader, row ? [row] : []);
  return payment;
}

/** The payment that an account began under `key`. */
export async function findPaymentByKey(
  reader: StoreReader,
  accountId: string,
  key: string,
): Promise<PaymentOnFile | null> {
  const query = payments(reader).where('account_id', '=', accountId).where('creation_key', '=', key);
  return one(reader, await query.executeTakeFirst());
}

/** The payment that the gateway knows under `trackId`. */
export async function findPaymentByTrackId(
  reader: StoreReader,
  trackId: string,
): Promise<PaymentOnFile | null> {
  return one(reader, await payments(reader).where('track_id', '=', trackId).executeTakeFirst());
}

/** A payment of this account. */
export async function findOwnPayment(
  reader: StoreReader,
  accountId: string,
  paymentId: PaymentId,
): Promise<PaymentOnFile | null> {
  const query = payments(reader).where('payment_id', '=', paymentId).where('account_id', '=', accountId);
  return one(reader, await query.executeTakeFirst());
}

/** The captured payment with this receipt. */
export async function findPaymentByReceipt(reader: StoreReader, code: string): Promise<PaymentOnFile | null> {
  return one(reader, await payments(reader).where('receipt_code', '=', code).executeTakeFirst());
}

/** Most payments of one list. */
const LISTED_MOST = 200;

/** The payments of an account, newest first. */
export async function listPayments(reader: StoreReader, accountId: string): Promise<PaymentOnFile[]> {
  const rows = await payments(reader)
    .where('account_id', '=', accountId)
    .orderBy('created_at', 'desc')
    .orderBy('payment_id')
    .limit(LISTED_MOST)
    .execute();
  return withLines(reader, rows);
}

function capturedForRequest(reader: StoreReader, requestId: RequestId) {
  return reader
    .selectFrom('payment_lines as line')
    .innerJoin('payments as payment', 'payment.payment_id', 'line.payment_id')
    .select('payment.payment_id')
    .where('line.item_id', '=', requestId)
    .where('line.item_type', '=', 'request')
    .where('payment.status', '=', 'captured');
}

/** The payment by which a request was paid; `null` when none is captured. */
export async function findPaymentOfRequest(
  reader: StoreReader,
  requestId: RequestId,
): Promise<PaymentId | null> {
  const row = await capturedForRequest(reader, requestId).executeTakeFirst();
  return row ? PaymentId.parse(row.payment_id) : null;
}

/** The refund of what a request was paid with; `null` when its fee was never to go back. */
export async function findRefundOfRequest(
  reader: StoreReader,
  requestId: RequestId,
): Promise<FeeRefund | null> {
  const row = await reader
    .selectFrom('payment_lines as line')
    .innerJoin('payments as payment', 'payment.payment_id', 'line.payment_id')
    .select(['payment.status', 'payment.status_since'])
    .where('line.item_id', '=', requestId)
    .where('line.item_type', '=', 'request')
    .where('payment.status', 'in', ['refundDue', 'refunded'])
    // Money that never paid for it goes back as well; that is not its fee.
    .where('payment.refund_cause', '!=', 'notAvailable')
    .executeTakeFirst();
  return row ? FeeRefund.parse({ status: row.status, since: row.status_since }) : null;
}

/** Whether this account has paid for a request. */
export async function hasPaidRequest(
  reader: StoreReader,
  accountId: string,
  requestId: RequestId,
): Promise<boolean> {
  const query = capturedForRequest(reader, requestId).where('payment.account_id', '=', accountId);
  return (await query.executeTakeFirst()) !== undefined;
}

/**
 * The payment as it is now; until the commit nobody else takes it, so it moves from the state that was read.
 * @throws NoResultError when there is no such payment
 */
export async function takePayment(
  transaction: StoreTransaction,
  paymentId: PaymentId,
): Promise<PaymentOnFile> {
  // Moving the version before reading takes the lock on both engines.
  const row = await transaction
    .updateTable('payments')
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('payment_id', '=', paymentId)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  const lines = await transaction
    .selectFrom('payment_lines')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('ordinal')
    .execute();
  return toPayment(row, lines);
}

/** A payment that begins. */
export interface NewPayment {
  readonly paymentId: PaymentId;
  readonly accountId: string;
  readonly key: string;
  readonly trackId: string;
  readonly amount: Fils;
  readonly language: Language;
  readonly lines: readonly PaymentLine[];
  readonly now: IsoInstant;
  readonly checkAt: IsoInstant;
}

/** Adds an open payment and locks what it is for: the store begins anew when somebody else locked any of it meanwhile. */
export async function insertPayment(transaction: StoreTransaction, payment: NewPayment): Promise<void> {
  const { paymentId } = payment;
  await transaction
    .insertInto('payments')
    .values({
      payment_id: paymentId,
      account_id: payment.accountId,
      creation_key: payment.key,
      track_id: payment.trackId,
      status: 'open',
      status_since: payment.now,
      amount: payment.amount,
      language: payment.language,
      created_at: payment.now,
      gateway_transaction: null,
      reference: null,
      captured_at: null,
      captured_amount: null,
      refund_cause: null,
      refund_reference: null,
      receipt_code: null,
      check_at: payment.checkAt,
      version: 0,
    })
    .execute();
  await transaction
    .insertInto('payment_locks')
    .values(
      payment.lines.map(({ item }) => ({
        item_type: item.type,
        item_id: itemId(item),
        payment_id: paymentId,
      })),
    )
    .execute();
  await transaction
    .insertInto('payment_lines')
    .values(
      payment.lines.map(({ item, description, amount }, index) => ({
        payment_id: paymentId,
        ordinal: index + 1,
        item_type: item.type,
        item_id: itemId(item),
        description: JSON.stringify(description),
        amount,
      })),
    )
    .execute();
}

/** Whether an open payment is for any of these. */
export async function anyLocked(reader: StoreReader, items: readonly PaymentItem[]): Promise<boolean> {
  const row = await reader
    .selectFrom('payment_locks')
    .select('payment_id')
    .where((expression) =>
      expression.or(
        items.map((item) =>
          expression.and([expression('item_type', '=', item.type), expression('item_id', '=', itemId(item))]),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets everything that this payment is for be paid by others. */
export async function unlockItems(transaction: StoreTransaction, paymentId: PaymentId): Promise<void> {
  await transaction.deleteFrom('payment_locks').where('payment_id', '=', paymentId).execute();
}

/** What a change sets; what it does not name stays. */
export interface PaymentChange {
  readonly status: PaymentStatus;
  readonly now: IsoInstant;
  readonly capture?: Capture;
  readonly receiptCode?: string;
  readonly refundCause?: RefundCause;
  readonly refundReference?: string | null;
  readonly checkAt: IsoInstant | null;
}

/** Changes a payment that this transaction has taken. */
export async function changePayment(
  transaction: StoreTransaction,
  paymentId: PaymentId,
  change: PaymentChange,
): Promise<void> {
  const { status, now, capture, receiptCode, refundCause, refundReference, checkAt } = change;
  await transaction
    .updateTable('payments')
    .set({
      status,
      status_since: now,
      check_at: checkAt,
      ...(capture === undefined
        ? {}
        : {
            gateway_transaction: capture.tranId,
            reference: capture.reference,
            captured_at: capture.at,
            captured_amount: capture.amount,
          }),
      ...(receiptCode === undefined ? {} : { receipt_code: receiptCode }),
      ...(refundCause === undefined ? {} : { refund_cause: refundCause }),
      ...(refundReference === undefined ? {} : { refund_reference: refundReference }),
    })
    .where('payment_id', '=', paymentId)
    .execute();
}

/** Up to `limit` payments whose time to be looked at has come, the longest due first. */
export async function listPaymentsToCheck(
  reader: StoreReader,
  now: IsoInstant,
  limit: number,
): Promise<PaymentOnFile[]> {
  const rows = await payments(reader).where('check_at', '<=', now).orderBy('check_at').limit(limit).execute();
  return withLines(reader, rows);
}

/**
 * Takes the next look at a payment for this process and sets the one after it; `false` when somebody else has looked or moved
 * it since it was read.
 */
export async function claimCheck(
  transaction: StoreTransaction,
  { paymentId, checkAt, status }: PaymentOnFile,
  next: IsoInstant | null,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('payments')
    .set({ check_at: next })
    .where('payment_id', '=', paymentId)
    .where('check_at', '=', checkAt)
    .where('status', '=', status)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
