import { beforeEach, describe, expect, it } from 'vitest';
import { RequestId } from '../../../../contracts/pickup.ts';
import { DueId, type PaymentItem } from '../../../../contracts/portal-api/payments.ts';
import { forgetPaymentKey, type KeyStorage, paymentKey } from './payment-key.ts';

const due = (order: number): PaymentItem => ({
  type: 'due',
  dueId: DueId.parse(`D-2026-${String(order).padStart(8, '0')}`),
});
const request: PaymentItem = { type: 'request', requestId: RequestId.parse('R-2026-000001') };

/** The tab's storage, which a reload leaves as it is. */
let storage: KeyStorage;
beforeEach(() => {
  const kept = new Map<string, string>();
  storage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
});

describe('the key of a payment', () => {
  it('is the same for the same selection in any order, as after a double press or a reload', () => {
    const first = paymentKey([due(1), due(2)], storage);
    expect(first.kept).toBe(false);
    expect(paymentKey([due(2), due(1)], storage)).toEqual({ key: first.key, kept: true });
  });

  it('is another for another selection', () => {
    const keys = [[due(1)], [due(1), due(2)], [request]].map((items) => paymentKey(items, storage).key);
    expect(new Set(keys).size).toBe(3);
  });

  it('is another once the payment made with it has ended', () => {
    const { key } = paymentKey([request], storage);
    forgetPaymentKey([request], storage);
    const another = paymentKey([request], storage);
    expect(another).toEqual({ key: expect.not.stringContaining(key), kept: false });
  });
});
