import type { IsoInstant } from '../../../contracts/calendar.ts';
import { type Bilingual, Language } from '../../../contracts/language.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { PaymentItem, PaymentStatus } from '../../../contracts/portal-api/payments.ts';
import type { World } from './world.ts';

/** Minutes until somebody looks at a payment that is not finished: longer than anybody measures. */
const CHECK_AFTER_MINUTES = 24 * 60;

/** One thing that is paid for. */
export interface PaidItem {
  readonly type: PaymentItem['type'];
  readonly id: string;
  readonly description: Bilingual;
  readonly amount: Fils;
}

/** A payment as it was made. */
export interface MadePayment {
  readonly paymentId: string;
  readonly reference: string;
  readonly receiptCode: string;
}

/** Adds a payment with its lines, and the locks of one that is still open. */
export function addPayment(
  { tables, identifiers, random, calendar, counts }: World,
  accountId: string,
  status: PaymentStatus,
  at: IsoInstant,
  items: readonly PaidItem[],
): MadePayment {
  counts.payments += 1;
  const paymentId = identifiers.uuid();
  const reference = String(600_000_000_000 + counts.payments);
  const receiptCode = identifiers.hex(32);
  const amount = items.reduce((sum, item) => sum + item.amount, 0) as Fils;
  const taken = status === 'captured' || status === 'refundDue' || status === 'refunded';
  const unfinished = status === 'open' || status === 'refundDue';
  tables.payments.add({
    payment_id: paymentId,
    account_id: accountId,
    creation_key: identifiers.uuid(),
    track_id: paymentId.replaceAll('-', ''),
    status,
    status_since: at,
    amount,
    language: random.pick(Language.options),
    created_at: at,
    gateway_transaction: taken ? String(200_000_000_000 + counts.payments) : null,
    reference: taken ? reference : null,
    captured_at: taken ? at : null,
    captured_amount: taken ? amount : null,
    refund_cause: status === 'refundDue' ? 'cancelled' : null,
    refund_reference: null,
    receipt_code: taken ? receiptCode : null,
    check_at: unfinished ? calendar.instant(CHECK_AFTER_MINUTES) : null,
    version: 1,
  });
  for (const [index, { type, id, description, amount: line }] of items.entries()) {
    tables.paymentLines.add({
      payment_id: paymentId,
      ordinal: index + 1,
      item_type: type,
      item_id: id,
      description: JSON.stringify(description),
      amount: line,
    });
    if (status === 'open') tables.paymentLocks.add({ item_type: type, item_id: id, payment_id: paymentId });
  }
  return { paymentId, reference, receiptCode };
}
