import { isoInstant } from '../../../../contracts/calendar.ts';
import { Fils } from '../../../../contracts/money.ts';
import { RequestId } from '../../../../contracts/pickup.ts';
import {
  DueId,
  PaymentId,
  type PaymentItem,
  type PaymentStatus,
  type PaymentView,
} from '../../../../contracts/portal-api/payments.ts';

export const SAMPLE_REQUEST: PaymentItem = { type: 'request', requestId: RequestId.parse('R-2026-000001') };

/** Where an open payment is gone on with, for tests. */
export const SAMPLE_GATEWAY = 'https://gateway.example/pay';

/** A due as something to pay for, for tests. */
export function sampleDueItem(order: number): PaymentItem {
  return { type: 'due', dueId: DueId.parse(`D-2026-${String(order).padStart(8, '0')}`) };
}

/** A payment for tests, of one line of KD 10 for each item. */
export function samplePayment(status: PaymentStatus, items: readonly PaymentItem[]): PaymentView {
  const taken = status === 'captured' || status === 'refundDue' || status === 'refunded';
  return {
    paymentId: PaymentId.parse('4f9c2f7e-6f0e-4b57-9a53-3a1f6c0e7d11'),
    status,
    amount: Fils.parse(10_000 * items.length),
    lines: items.map((item) => ({
      item,
      description: { ar: 'رسم', en: 'Fee' },
      amount: Fils.parse(10_000),
    })),
    createdAt: isoInstant(Date.UTC(2026, 10, 22, 9)),
    reference: taken ? '632900012345' : null,
    receiptUrl: taken ? '/receipts/ABCDEFGH' : null,
    gatewayUrl: status === 'open' ? SAMPLE_GATEWAY : null,
  };
}
