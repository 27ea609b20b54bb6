import type { IsoInstant } from '../../contracts/calendar.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import type { FeeRefund } from '../../contracts/portal-api/payments.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import { findRefundOfRequest } from './payments.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A receipt as its page and document need it: nothing about the holder. */
export interface ReceiptOnFile {
  readonly code: string;
  readonly requestId: RequestId;
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly status: RequestStatus;
  readonly feePaid: Fils;
  readonly paidAt: IsoInstant | null;
  readonly paymentReference: string | null;
  /** The hand-over; `null` until the licence was taken. */
  readonly issued: { readonly at: IsoInstant; readonly machine: string } | null;
  readonly refund: FeeRefund | null;
}

export async function findReceipt(reader: StoreReader, code: string): Promise<ReceiptOnFile | null> {
  const row = await reader
    .selectFrom('receipts as receipt')
    .innerJoin('requests as request', 'request.request_id', 'receipt.request_id')
    .leftJoin('pickups as pickup', 'pickup.pickup_id', 'request.pickup_id')
    .select([
      'receipt.code',
      'request.request_id',
      'request.kind',
      'request.category',
      'request.status',
      'request.fee_paid',
      'request.paid_at',
      'request.payment_reference',
      'request.issued_at',
      'pickup.machine',
    ])
    .where('receipt.code', '=', code)
    .executeTakeFirst();
  if (!row) return null;
  return {
    code: row.code,
    requestId: row.request_id,
    kind: row.kind,
    category: row.category,
    status: row.status,
    feePaid: row.fee_paid,
    paidAt: row.paid_at,
    paymentReference: row.payment_reference,
    issued:
      row.issued_at === null || row.machine === null ? null : { at: row.issued_at, machine: row.machine },
    refund: await findRefundOfRequest(reader, row.request_id),
  };
}

/** The receipt code of a request; `fresh` becomes it when there is none yet. */
export async function ensureReceiptCode(
  transaction: StoreTransaction,
  requestId: RequestId,
  fresh: string,
  now: IsoInstant,
): Promise<string> {
  const receipt = await transaction
    .selectFrom('receipts')
    .select('code')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (receipt) return receipt.code;
  await transaction
    .insertInto('receipts')
    .values({ code: fresh, request_id: requestId, created_at: now })
    .execute();
  return fresh;
}
