import { beforeEach, describe, expect, it } from 'vitest';
import type { PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { failure, success } from '../../../../contracts/result.ts';
import type { call } from '../../api/client.ts';
import { beginPayment, openPaymentsOf } from './begin-payment.ts';
import type { KeyStorage } from './payment-key.ts';
import { SAMPLE_REQUEST, sampleDueItem, samplePayment } from './sample-payments.ts';

/** A portal that makes one payment for each key, and answers the same one when a key comes again. */
class PaymentsByKey {
  readonly keys: string[] = [];
  status: PaymentView['status'] = 'open';
  down = false;

  readonly send = (async (name: string, input: { body?: { key: string } }) => {
    if (this.down) return failure({ error: 'unreachable' });
    if (name === 'payment') return success(samplePayment(this.status, [SAMPLE_REQUEST]));
    const key = input.body?.key ?? '';
    this.keys.push(key);
    return success({ paymentId: key, amount: 10_000, gatewayUrl: `https://gateway.example/${key}` });
  }) as unknown as typeof call;
}

let portal: PaymentsByKey;
let storage: KeyStorage;
beforeEach(() => {
  portal = new PaymentsByKey();
  const kept = new Map<string, string>();
  storage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
});
const begin = () => beginPayment(portal.send, [SAMPLE_REQUEST], 'en', storage);

describe('beginning a payment', () => {
  it('asks for the same payment when it is begun twice or after a reload', async () => {
    const first = await begin();
    expect(await begin()).toEqual(first);
    expect(new Set(portal.keys).size).toBe(1);
  });

  it('asks for the same payment when the first answer was lost', async () => {
    portal.down = true;
    expect(await begin()).toEqual(failure({ error: 'unreachable' }));
    portal.down = false;
    await begin();
    await begin();
    expect(new Set(portal.keys).size).toBe(1);
  });

  it('begins another once the one before has ended without money', async () => {
    await begin();
    portal.status = 'cancelled';
    const again = await begin();
    expect(new Set(portal.keys).size).toBe(2);
    expect(again).toMatchObject({ value: { gatewayUrl: `https://gateway.example/${portal.keys.at(-1)}` } });
  });

  it('leads to the payment before when that turns out to have been captured', async () => {
    const first = await begin();
    portal.status = 'captured';
    expect(await begin()).toEqual(first);
    expect(new Set(portal.keys).size).toBe(1);
  });
});

describe('payments that stand in the way', () => {
  it('are those that are open and share an item', () => {
    const shares = samplePayment('open', [sampleDueItem(1), sampleDueItem(2)]);
    const ended = samplePayment('cancelled', [sampleDueItem(2)]);
    const other = samplePayment('open', [sampleDueItem(3)]);
    expect(openPaymentsOf([sampleDueItem(2)], [shares, ended, other])).toEqual([shares]);
  });
});
