// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PaymentStatus } from '../../../../contracts/portal-api/payments.ts';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';
import { sampleFine, sampleViolation } from '../dues/sample-dues.ts';
import { leaveFor } from './leave-for.ts';
import { PAYMENT_POLL_MS } from './payment.tsx';
import { paymentKey } from './payment-key.ts';
import { SAMPLE_GATEWAY, SAMPLE_REQUEST, sampleDueItem, samplePayment } from './sample-payments.ts';

vi.mock('./leave-for.ts', () => ({ leaveFor: vi.fn() }));

const GATEWAY = 'https://gateway.example/pay';
const PAYMENT = samplePayment('open', [sampleDueItem(1)]);
const OTHER_ID = '4f9c2f7e-6f0e-4b57-9a53-3a1f6c0e7d12';
const ONE = `GET /api/payments/${PAYMENT.paymentId}`;
const BEGIN = 'POST /api/payments';
const ABANDON = `POST /api/payments/${PAYMENT.paymentId}/abandonment`;
const begun = ok({ paymentId: PAYMENT.paymentId, amount: 10_000, gatewayUrl: GATEWAY });
const dues = ok({ dues: [sampleViolation(1, { dinars: 10 }), sampleFine(2)] });

let portal: ShownPortal;
beforeEach(() => {
  sessionStorage.clear();
  vi.mocked(leaveFor).mockClear();
});
afterEach(async () => {
  await portal.close();
  vi.useRealTimers();
});

const open = async (address: string, answers: ShownPortal['answers']) => {
  portal = await openPortal({ address, signedIn: PERSON, answers });
};

async function goToPayDues(answers: ShownPortal['answers'] = {}) {
  await open('/dues', { 'GET /api/dues': dues, [ONE]: ok(PAYMENT), [BEGIN]: begun, ...answers });
  await portal.press('Choose number 1500001, KD 10.000');
  await portal.press('Pay KD 10.000');
  await portal.says('Check, then pay');
}

describe('paying dues', () => {
  it('shows what is paid for, begins its payment and leaves for the gateway', async () => {
    await goToPayDues();
    expect(location.pathname).toBe('/dues/pay');
    expect(location.search).toBe('');
    await portal.press('Continue to KNET and pay KD 10.000');
    await vi.waitFor(() => expect(leaveFor).toHaveBeenCalledWith(GATEWAY));
    expect(portal.sent(BEGIN)).toEqual([
      { key: expect.stringMatching(/^[0-9a-f-]{36}$/), items: [sampleDueItem(1)], language: 'en' },
    ]);
  });

  it('makes no second payment when it is pressed again or the page is loaded anew', async () => {
    await goToPayDues();
    await portal.press('Continue to KNET and pay KD 10.000');
    await portal.press('Continue to KNET and pay KD 10.000');
    await vi.waitFor(() => expect(leaveFor).toHaveBeenCalledTimes(2));
    const keys = new Set(portal.sent(BEGIN).map((body) => (body as { key: string }).key));
    expect(keys.size).toBe(1);
    expect(paymentKey([sampleDueItem(1)], sessionStorage)).toEqual({ key: [...keys][0], kept: true });
  });

  it('says that it has been paid already', async () => {
    await goToPayDues({ [BEGIN]: problem(422, 'alreadyPaid') });
    await portal.press('Continue to KNET and pay KD 10.000');
    await portal.says('This has been paid already. Nothing was taken again.');
    expect(leaveFor).not.toHaveBeenCalled();
  });
});

describe('a payment that is open already', () => {
  const blocked = {
    [BEGIN]: problem(422, 'paymentOpen'),
    'GET /api/payments': ok({ payments: [PAYMENT] }),
  };

  it('can be gone on with in any tab: nothing is begun for it', async () => {
    await goToPayDues(blocked);
    sessionStorage.clear();
    await portal.press('Continue to KNET and pay KD 10.000');
    await portal.says('A payment of this has not ended');
    await portal.press('Continue paying');
    await vi.waitFor(() => expect(leaveFor).toHaveBeenCalledWith(SAMPLE_GATEWAY));
    expect(portal.sent(BEGIN)).toHaveLength(1);
    expect(portal.sent(ONE)).toHaveLength(1);
  });

  it('is not paid again when the gateway has captured it meanwhile: it is shown', async () => {
    await goToPayDues(blocked);
    await portal.press('Continue to KNET and pay KD 10.000');
    portal.answers[ONE] = ok(samplePayment('captured', [sampleDueItem(1)]));
    await portal.press('Continue paying');
    await portal.says('Payment complete');
    expect(leaveFor).not.toHaveBeenCalled();
  });

  it('begun elsewhere, can be ended, and then this is paid', async () => {
    await goToPayDues(blocked);
    sessionStorage.clear();
    await portal.press('Continue to KNET and pay KD 10.000');
    sessionStorage.clear();
    await portal.says('A payment of this has not ended');
    portal.answers[ABANDON] = ok({ ...PAYMENT, status: 'cancelled' });
    portal.answers[BEGIN] = begun;
    await portal.press('End this payment');
    await portal.says('Did you finish paying');
    expect(portal.sent(ABANDON)).toEqual([]);
    await portal.confirm('End this payment');
    await portal.press('Continue to KNET and pay KD 10.000');
    await vi.waitFor(() => expect(leaveFor).toHaveBeenCalledWith(GATEWAY));
  });

  it('that turns out to have been captured is shown as paid, not ended', async () => {
    await goToPayDues(blocked);
    await portal.press('Continue to KNET and pay KD 10.000');
    const captured = samplePayment('captured', [sampleDueItem(1)]);
    portal.answers[ABANDON] = ok(captured);
    portal.answers[ONE] = ok(captured);
    await portal.press('End this payment');
    await portal.confirm('End this payment');
    await portal.says('Payment complete');
    expect(location.pathname).toBe(`/payments/${PAYMENT.paymentId}`);
  });
});

describe('the page that the payer returns to', () => {
  it('asks for as long as the payment is open, and then says what it came to', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await open(`/payments/${PAYMENT.paymentId}`, { [ONE]: ok(PAYMENT) });
    await portal.says('Checking your payment');
    portal.answers[ONE] = ok(samplePayment('captured', [sampleDueItem(1)]));
    await act(() => vi.advanceTimersByTimeAsync(PAYMENT_POLL_MS));
    await portal.says('Payment complete');
    const asked = portal.sent(ONE).length;
    await act(() => vi.advanceTimersByTimeAsync(5 * PAYMENT_POLL_MS));
    expect(portal.sent(ONE).length).toBe(asked);
  });

  const OUTCOMES: readonly (readonly [PaymentStatus, RegExp, boolean])[] = [
    ['open', /need not pay again/, false],
    ['captured', /taken off your list of dues/, false],
    ['notCaptured', /nothing was taken/, true],
    ['cancelled', /Nothing was taken/, true],
    ['timedOut', /nothing was taken/, true],
    ['refundDue', /goes back to the same card/, false],
    ['refunded', /has gone back to the card/, false],
  ];
  it.each(OUTCOMES)(
    'says of %s what it means, and offers to pay again only where nothing was taken',
    async (status, meaning, again) => {
      await open(`/payments/${PAYMENT.paymentId}`, { [ONE]: ok(samplePayment(status, [sampleDueItem(1)])) });
      await portal.says(meaning);
      expect(portal.text().includes('Try again')).toBe(again);
      expect(portal.text().includes('Receipt')).toBe(['captured', 'refundDue', 'refunded'].includes(status));
    },
  );

  it('leads on to the request that was paid for', async () => {
    await open(`/payments/${PAYMENT.paymentId}`, {
      [ONE]: ok(samplePayment('captured', [SAMPLE_REQUEST])),
    });
    await portal.says('Your request goes on');
    expect(document.querySelector('a[href="/requests/R-2026-000001"]')).not.toBeNull();
  });

  it('says that the gateway cannot be asked, and that nothing changed', async () => {
    await open(`/payments/${PAYMENT.paymentId}`, {
      [ONE]: ok(PAYMENT),
      [ABANDON]: problem(422, 'gatewayUnavailable'),
    });
    await portal.press('End this payment');
    await portal.confirm('End this payment');
    await portal.says('We cannot ask KNET right now. Nothing has changed');
  });
});

describe('the list of payments', () => {
  it('shows each with what it was for, where it stands and its receipt', async () => {
    const items = [sampleDueItem(1), sampleDueItem(2), sampleDueItem(3)];
    await open('/payments', { 'GET /api/payments': ok({ payments: [samplePayment('captured', items)] }) });
    await portal.says(/Fee and 2 more/);
    expect(portal.text()).toContain('KD 30.000');
    expect(document.querySelector('a[href="/receipts/ABCDEFGH"]')).not.toBeNull();
  });

  it('goes on with an open one, or ends it, from the list', async () => {
    const another = { ...samplePayment('open', [sampleDueItem(2), sampleDueItem(3)]), paymentId: OTHER_ID };
    await open('/payments', {
      'GET /api/payments': ok({ payments: [PAYMENT, another] }),
      [ONE]: ok(PAYMENT),
      [ABANDON]: ok({ ...PAYMENT, status: 'cancelled', gatewayUrl: null }),
    });
    await portal.press('Continue paying KD 10.000');
    await vi.waitFor(() => expect(leaveFor).toHaveBeenCalledWith(SAMPLE_GATEWAY));
    expect(portal.text()).toContain('Continue paying');
    await portal.press('End this payment of KD 10.000');
    await portal.confirm('End this payment');
    await vi.waitFor(() => expect(portal.sent(ABANDON)).toHaveLength(1));
  });

  it('says what would be there when it is empty', async () => {
    await open('/payments', { 'GET /api/payments': ok({ payments: [] }) });
    await portal.says('No payments yet');
  });
});
