import type { PaymentItem } from '../../../../contracts/portal-api/payments.ts';

/** Where keys are kept: the tab's own storage, which outlives a reload and ends with the tab. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The number of what is paid for. */
export function nameOfItem(item: PaymentItem): string {
  switch (item.type) {
    case 'due':
      return item.dueId;
    case 'request':
      return item.requestId;
    case 'renewal':
      return item.renewalId;
  }
}

/** Names a selection whatever the order of its items. */
function storageName(items: readonly PaymentItem[]): string {
  return `payment-key:${items.map(nameOfItem).sort().join(',')}`;
}

/** The idempotency key of a selection, and whether it has been used before. */
export interface PaymentKey {
  readonly key: string;
  readonly kept: boolean;
}

/**
 * The idempotency key that `items` are paid with: the same until it is forgotten, so that a second press or a reload asks
 * for the same payment and never makes another.
 */
export function paymentKey(items: readonly PaymentItem[], storage: KeyStorage): PaymentKey {
  const name = storageName(items);
  const kept = storage.getItem(name);
  if (kept !== null) return { key: kept, kept: true };
  const key = crypto.randomUUID();
  storage.setItem(name, key);
  return { key, kept: false };
}

/** Forgets the key of `items`, because the payment made with it has ended and the next one is another. */
export function forgetPaymentKey(items: readonly PaymentItem[], storage: KeyStorage): void {
  storage.removeItem(storageName(items));
}
