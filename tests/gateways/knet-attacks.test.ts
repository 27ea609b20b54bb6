import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isoInstant } from '../../contracts/calendar.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { Fils } from '../../contracts/money.ts';
import { REFUSALS_BURST } from '../../portal/http/knet-routes.ts';
import { verifyAudit } from '../../portal/services/audit/verify-audit.ts';
import type { KnetPayment, Misbehaviour, PaymentState } from '../../simulators/knet/control.ts';
import { DEMO_MERCHANT } from '../../simulators/knet/merchant.ts';
import { responseForm } from '../../simulators/knet/merchant-response.ts';
import { payAtGateway } from '../../simulators/knet/payer.ts';
import { encrypt, tamper } from '../../simulators/knet/trandata.ts';
import {
  type BegunPayment,
  type Payable,
  PortalStage,
  type StagedItem,
  type StagedPerson,
} from '../support/portal-stage.ts';

/** People who pay dues and people who pay for a request: every payment has a payer of its own. */
const PAYERS = { due: 60, request: 20 } as const;
/** A payment that nobody looks at is looked at by the portal within this, in milliseconds, with room for a busy machine. */
const RECONCILED_WITHIN_MS = 120_000;
const TEST_TIMEOUT_MS = 180_000;
const MONTH_MS = 30 * 24 * 60 * 60_000;
/** Anybody's key but the merchant's. */
const OTHER_KEY = 'another-key-16--';
/** The largest response that the portal reads is far below this, in octets. */
const HUGE = 4 * 1024 * 1024;

let stage: PortalStage;
let trailEnd: number;
beforeAll(async () => {
  stage = await PortalStage.start(PAYERS);
});
afterAll(() => stage.stop());

const patient = { timeout: TEST_TIMEOUT_MS };
const unconfirmed = () => `${stage.url}/payments/knet/unconfirmed`;
const pageOf = ({ paymentId }: BegunPayment) => `${stage.url}/payments/${paymentId}`;
const redirect = (to: string) => ({ status: 200, type: 'text/plain; charset=utf-8', line: `REDIRECT=${to}` });
const refusals = () => stage.refusedSince(trailEnd);

/** Somebody, something they owe, and an open payment of it. */
interface Opened {
  readonly payer: StagedPerson;
  readonly item: StagedItem;
  readonly payment: BegunPayment;
}

async function opened(what: Payable = 'due'): Promise<Opened> {
  const payer = stage.person(what);
  const item = await payer.payable(what);
  const payment = await payer.begin(item);
  trailEnd = await stage.trailEnd();
  return { payer, item, payment };
}

/** Pays with the test card while KNET misbehaves; where the browser is sent. */
async function pay({ payment }: Opened, misbehaviour: Misbehaviour | null = null): Promise<string | null> {
  await stage.knet.misbehave(misbehaviour);
  return payAtGateway(payment.gatewayUrl, 'captures');
}

/** The response that KNET sends of a payment, octet for octet; with `changes` only somebody who has the key can have written it. */
async function response({ payment }: Opened, changes: Partial<KnetPayment> = {}): Promise<URLSearchParams> {
  const recorded = await stage.knet.payment(payment.trackId);
  return responseForm({ ...recorded, ...changes }, DEMO_MERCHANT, null, []);
}

const trandataOf = (form: URLSearchParams) => form.get('trandata') ?? '';

/** Nothing is paid: neither by the store's word nor by the payer's pages. */
async function expectNothingPaid({ payer, item, payment }: Opened): Promise<void> {
  expect(await stage.statusOf(payment.paymentId)).toBe('open');
  expect(await payer.standing(item)).toBe(item.type === 'due' ? 'locked' : 'awaitingPayment');
}

/** The payment is recorded, once, and has its receipt. */
async function expectPaid({ payer, item, payment }: Opened): Promise<void> {
  const view = await payer.look(payment.paymentId);
  const { transaction } = await stage.knet.payment(payment.trackId);
  expect(view).toMatchObject({ status: 'captured', reference: transaction?.reference });
  expect(await payer.standing(item)).toBe('paid');
  const captures = await stage.store.reader
    .selectFrom('audit')
    .select('details')
    .where('action', '=', 'paymentMoved')
    .where('subject', '=', payment.paymentId)
    .execute();
  expect(captures.filter(({ details }) => JSON.parse(details).to === 'captured')).toHaveLength(1);
  const receipt = await fetch(view.receiptUrl ?? '');
  expect(receipt.status).toBe(200);
}

/** Everything of one payment that could change when a response is believed. */
async function everything({ payer, item, payment }: Opened) {
  const { reader } = stage.store;
  return {
    view: await payer.look(payment.paymentId),
    standing: await payer.standing(item),
    row: await reader
      .selectFrom('payments')
      .selectAll()
      .where('payment_id', '=', payment.paymentId)
      .executeTakeFirstOrThrow(),
    mails: await reader
      .selectFrom('mails')
      .select('subject')
      .where('recipient', '=', payer.email)
      .orderBy('mail_id')
      .execute(),
    books: await stage.knet.payment(payment.trackId),
  };
}

afterEach(async () => {
  await stage.knet.misbehave(null);
  await stage.knet.setPipeFault(null);
  // What was left open is found out: then the portal has what KNET has of every payment there ever was, and the trail is whole.
  await vi.waitFor(
    async () => {
      const { knet, portal } = await stage.money();
      expect(portal).toEqual(knet);
    },
    { timeout: RECONCILED_WITHIN_MS, interval: 500 },
  );
  expect(await verifyAudit(stage.store)).toMatchObject({ intact: true });
});

describe.each<Payable>(['due', 'request'])('KNET misbehaves while a %s is paid', (what) => {
  test(
    'tampered: refused, written down, and told to the payer; an inquiry finds the money',
    patient,
    async () => {
      const one = await opened(what);
      expect(await pay(one, 'tampered')).toBe(unconfirmed());
      expect(await refusals()).toEqual([['unknown', 'undecipherable']]);
      await expectNothingPaid(one);
      const page = await fetch(unconfirmed());
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('data-status="unconfirmed"');
      await expectPaid(one);
    },
  );

  test('wrong amount: refused and written down; what was really taken is what counts', patient, async () => {
    const one = await opened(what);
    expect(await pay(one, 'wrongAmount')).toBe(unconfirmed());
    expect(await refusals()).toEqual([[one.payment.paymentId, 'wrongAmount']]);
    await expectNothingPaid(one);
    await expectPaid(one);
    expect((await stage.knet.payment(one.payment.trackId)).amount).toBe(one.payment.amount);
  });

  test('foreign track id: the other payment is not paid by it, and this one not lost', patient, async () => {
    const other = await opened(what);
    const one = await opened(what);
    // The other payer stands before KNET's page.
    await fetch(other.payment.gatewayUrl);
    expect(await pay(one, 'foreignTrackId')).toBe(unconfirmed());
    expect(await refusals()).toEqual([[other.payment.paymentId, 'notConfirmed']]);
    await expectNothingPaid(other);
    await expectNothingPaid(one);
    await expectPaid(one);
    await expectNothingPaid(other);
  });

  test('foreign track id of a payment that is paid: it stays as it was', patient, async () => {
    const other = await opened(what);
    await pay(other);
    const one = await opened(what);
    const before = await everything(other);
    expect(await pay(one, 'foreignTrackId')).toBe(pageOf(other.payment));
    expect(await refusals()).toEqual([[other.payment.paymentId, 'repeated']]);
    expect(await everything(other)).toMatchObject({ view: before.view, books: before.books });
    expect((await one.payer.ask('GET', `/api/payments/${other.payment.paymentId}`)).status).toBe(404);
    await expectPaid(one);
  });

  test('response twice: paid once, and the second is written down', patient, async () => {
    const one = await opened(what);
    expect(await pay(one, 'responseTwice')).toBe(pageOf(one.payment));
    expect(await stage.statusOf(one.payment.paymentId)).toBe('captured');
    expect(await refusals()).toEqual([[one.payment.paymentId, 'repeated']]);
    expect((await stage.knet.payment(one.payment.trackId)).acknowledged).toBe(2);
    await expectPaid(one);
  });

  test('response late, when an inquiry has found the money: nothing more', patient, async () => {
    const one = await opened(what);
    expect(await pay(one, 'responseLate')).toBeNull();
    await expectPaid(one);
    const before = await everything(one);
    const { trackId } = one.payment;
    expect(await stage.knet.deliver()).toEqual([{ trackId, redirect: pageOf(one.payment) }]);
    expect(await refusals()).toEqual([[one.payment.paymentId, 'repeated']]);
    const after = await everything(one);
    expect(after).toMatchObject({ ...before, books: { held: false, acknowledged: 1, refunds: [] } });
  });

  test(
    'response late, and nobody has asked before: believed, because an inquiry says the same',
    patient,
    async () => {
      const one = await opened(what);
      expect(await pay(one, 'responseLate')).toBeNull();
      expect(await stage.statusOf(one.payment.paymentId)).toBe('open');
      await stage.knet.deliver();
      expect(await stage.statusOf(one.payment.paymentId)).toBe('captured');
      expect(await refusals()).toEqual([]);
      await expectPaid(one);
    },
  );

  test(
    'browser closed after capture: found by the portal itself, though nobody comes back',
    patient,
    async () => {
      const one = await opened(what);
      expect(await pay(one, 'browserClosedAfterCapture')).toBeNull();
      await vi.waitFor(async () => expect(await stage.statusOf(one.payment.paymentId)).toBe('captured'), {
        timeout: RECONCILED_WITHIN_MS,
        interval: 500,
      });
      expect(await refusals()).toEqual([]);
      await expectPaid(one);
    },
  );

  test(
    'the bank does not answer: nothing is taken, nothing paid, and it can be paid anew',
    patient,
    async () => {
      const one = await opened(what);
      expect(await pay(one, 'hostTimeout')).toBe(pageOf(one.payment));
      expect(await one.payer.look(one.payment.paymentId)).toMatchObject({
        status: 'timedOut',
        receiptUrl: null,
      });
      expect(await one.payer.standing(one.item)).toBe(what === 'due' ? 'unpaid' : 'awaitingPayment');
      const anew = { ...one, payment: await one.payer.begin(one.item) };
      await pay(anew);
      await expectPaid(anew);
    },
  );

  test(
    'KNET cannot be asked when its response comes: nothing is marked paid until it can',
    patient,
    async () => {
      const one = await opened(what);
      await stage.knet.setPipeFault('inquiryUnavailable');
      expect(await pay(one)).toBe(pageOf(one.payment));
      await expectNothingPaid(one);
      await stage.knet.setPipeFault('inquirySuspected');
      expect(await one.payer.look(one.payment.paymentId)).toMatchObject({ status: 'open' });
      await expectNothingPaid(one);
      await stage.knet.setPipeFault(null);
      await expectPaid(one);
    },
  );
});

describe('a response is replayed', () => {
  test('twenty times at once', patient, async () => {
    const one = await opened();
    await pay(one);
    const before = await everything(one);
    const form = await response(one);
    const answers = await Promise.all(Array.from({ length: 20 }, () => stage.post(form)));
    for (const answer of answers) expect(answer).toEqual(redirect(pageOf(one.payment)));
    expect(await refusals()).toEqual(Array.from({ length: 20 }, () => [one.payment.paymentId, 'repeated']));
    expect(await everything(one)).toEqual(before);
  });

  test('a month later, to another process', patient, async () => {
    const one = await opened();
    await pay(one);
    const form = await response(one);
    const monthAgo = isoInstant(systemClock.now() - MONTH_MS);
    await stage.restartPortal(() =>
      stage.store.reader
        .updateTable('payments')
        .set({ created_at: monthAgo, status_since: monthAgo, captured_at: monthAgo })
        .where('payment_id', '=', one.payment.paymentId)
        .execute(),
    );
    const before = await everything(one);
    expect(await stage.post(form)).toEqual(redirect(pageOf(one.payment)));
    expect(await refusals()).toEqual([[one.payment.paymentId, 'repeated']]);
    expect(await everything(one)).toEqual(before);
  });

  test(
    'while its money goes back, and after it went back: it is not paid again, and not given back again',
    patient,
    async () => {
      const one = await opened('request');
      await pay(one);
      const { payer, item, payment } = one;
      const form = await response(one);
      if (item.type !== 'request') throw new Error('no request');
      await stage.knet.setPipeFault('refundUnavailable');
      await payer.cancel(item.requestId);
      expect(await stage.post(form)).toEqual(redirect(pageOf(payment)));
      expect(await payer.look(payment.paymentId)).toMatchObject({ status: 'refundDue' });
      await stage.knet.setPipeFault(null);
      await vi.waitFor(async () => expect(await stage.statusOf(payment.paymentId)).toBe('refunded'), {
        timeout: RECONCILED_WITHIN_MS,
        interval: 500,
      });
      expect(await payer.standing(item)).toBe('cancelled');
      const before = await everything(one);
      expect(await stage.post(form)).toEqual(redirect(pageOf(payment)));
      expect(await refusals()).toEqual([
        [payment.paymentId, 'repeated'],
        [payment.paymentId, 'repeated'],
      ]);
      expect(await everything(one)).toEqual(before);
      expect(before.books.refunds.map(({ amount }) => amount)).toEqual([payment.amount]);
    },
  );

  test(
    'under another track id of the form, which nobody enciphered: only what is enciphered counts',
    patient,
    async () => {
      const victim = await opened();
      const one = await opened();
      await pay(one, 'browserClosedAfterCapture');
      const form = await response(one);
      form.set('trackid', victim.payment.trackId);
      expect(await stage.post(form)).toEqual(redirect(pageOf(one.payment)));
      await expectNothingPaid(victim);
      await expectPaid(one);
    },
  );
});

describe('a response for another session', () => {
  test('pays what it was for, and nothing of whoever brings it', patient, async () => {
    const victim = await opened();
    await pay(victim, 'browserClosedAfterCapture');
    const thief = await opened();
    await fetch(thief.payment.gatewayUrl);
    const form = await response(victim);
    const headers = { cookie: thief.payer.cookie, origin: stage.url };
    expect(await stage.post(form, headers)).toEqual(redirect(pageOf(victim.payment)));
    expect(await refusals()).toEqual([]);
    await expectPaid(victim);
    await expectNothingPaid(thief);
    for (const path of ['', '/abandonment']) {
      const asked = thief.payer.ask(
        path === '' ? 'GET' : 'POST',
        `/api/payments/${victim.payment.paymentId}${path}`,
      );
      expect(await asked).toEqual({ status: 404, body: { error: 'notFound' } });
    }
    const mine = await thief.payer.ask('GET', '/api/payments');
    expect(mine.body).toMatchObject({ payments: [{ paymentId: thief.payment.paymentId, status: 'open' }] });
    expect(await stage.post(form, headers)).toEqual(redirect(pageOf(victim.payment)));
    expect(await refusals()).toEqual([[victim.payment.paymentId, 'repeated']]);
    await expectNothingPaid(thief);
  });

  test(
    'rewritten for the other session by somebody who has the key: KNET says otherwise',
    patient,
    async () => {
      const victim = await opened();
      await pay(victim);
      const thief = await opened();
      await fetch(thief.payment.gatewayUrl);
      const form = await response(victim, { trackId: thief.payment.trackId });
      expect(await stage.post(form, { cookie: thief.payer.cookie })).toEqual(redirect(unconfirmed()));
      expect(await refusals()).toEqual([[thief.payment.paymentId, 'notConfirmed']]);
      await expectNothingPaid(thief);
    },
  );
});

describe('a response that KNET never sent', () => {
  /** A response that says captured of a payment that nobody has paid, before it is enciphered otherwise. */
  const forged = async (one: Opened, changes: Partial<KnetPayment> = {}) => {
    await fetch(one.payment.gatewayUrl);
    const transaction = { tranId: '200999', reference: '300999', authorisation: 'B999', postDate: '1127' };
    return response(one, { state: 'captured', transaction, ...changes });
  };

  test('with the merchant’s own key: an inquiry does not confirm it', patient, async () => {
    const one = await opened();
    expect(await stage.post(await forged(one))).toEqual(redirect(unconfirmed()));
    expect(await refusals()).toEqual([[one.payment.paymentId, 'notConfirmed']]);
    await expectNothingPaid(one);
  });

  test('with the merchant’s own key, of a payment and amount of nobody', patient, async () => {
    const one = await opened();
    expect(await stage.post(await forged(one, { trackId: 'ABC123' }))).toEqual(redirect(unconfirmed()));
    expect(await stage.post(await forged(one, { amount: 1 as Fils }))).toEqual(redirect(unconfirmed()));
    expect(await refusals()).toEqual([
      ['unknown', 'unknownTrackId'],
      [one.payment.paymentId, 'wrongAmount'],
    ]);
    await expectNothingPaid(one);
  });

  const DAMAGED: Readonly<Record<string, (trandata: string) => string>> = {
    'under another key': () => encrypt('result=CAPTURED&amt=15.000', OTHER_KEY),
    'with an octet changed': tamper,
    'with its last block cut off': (trandata) => trandata.slice(0, -32),
    'with half an octet cut off': (trandata) => trandata.slice(0, -1),
    'with its halves changed about': (trandata) => {
      const half = 32 * Math.floor(trandata.length / 64);
      return trandata.slice(half) + trandata.slice(0, half);
    },
    'twice in a row': (trandata) => trandata + trandata,
    'of random octets': () => randomBytes(256).toString('hex'),
    'of words': () => "CAPTURED' OR 1=1 --",
    'of zeros to NUL': () => '\0\0',
    'of other letters': () => 'تم الدفع',
    'longer than any': () => '0'.repeat(12_000),
  };
  test.each(Object.keys(DAMAGED))('%s: refused and written down', patient, async (kind) => {
    const one = await opened();
    const trandata = DAMAGED[kind]?.(trandataOf(await forged(one))) ?? '';
    expect(await stage.post(new URLSearchParams({ trandata }))).toEqual(redirect(unconfirmed()));
    const [[subject, reason] = ['', ''], ...more] = await refusals();
    expect({ subject, more }).toEqual({ subject: 'unknown', more: [] });
    expect(['undecipherable', 'malformed']).toContain(reason);
    await expectNothingPaid(one);
  });

  const FORM = 'application/x-www-form-urlencoded';
  const NO_RESPONSES: Readonly<Record<string, readonly [string, string | Buffer]>> = {
    nothing: [FORM, ''],
    'no field of ours': [FORM, 'result=CAPTURED'],
    'an empty field': [FORM, 'trandata='],
    'four megabytes': [FORM, `trandata=${'0'.repeat(HUGE)}`],
    JSON: ['application/json', '{"trandata":"00"}'],
    'JSON that is none': ['application/json', '{"trandata":'],
    'a page': ['text/html', '<html>'],
    'a file': ['multipart/form-data; boundary=a', '--a\r\n'],
    'octets that are no text': [FORM, Buffer.from('74726e64617461ff3dfefdff00', 'hex')],
  };
  test.each(Object.keys(NO_RESPONSES))(
    '%s: the one line to our page, and nothing else',
    patient,
    async (kind) => {
      const one = await opened();
      const [type, body] = NO_RESPONSES[kind] ?? ['', ''];
      expect(await stage.post(body, { 'content-type': type })).toEqual(redirect(unconfirmed()));
      expect(await refusals()).toEqual([]);
      await expectNothingPaid(one);
    },
  );

  test('given twice in one form is read once, and as damaged as its last', patient, async () => {
    const one = await opened();
    await pay(one, 'browserClosedAfterCapture');
    const trandata = trandataOf(await response(one));
    const answer = await stage.post(`trandata=${trandata}&trandata=${tamper(trandata)}`);
    expect(answer).toEqual(redirect(unconfirmed()));
    await expectNothingPaid(one);
    await expectPaid(one);
  });

  test('three hundred at once, while somebody pays: that payment goes its way', patient, async () => {
    const one = await opened();
    const garbage = Array.from({ length: 300 }, () =>
      stage.post(new URLSearchParams({ trandata: randomBytes(64).toString('hex') })),
    );
    expect(await pay(one)).toBe(pageOf(one.payment));
    for (const answer of await Promise.all(garbage)) expect(answer).toEqual(redirect(unconfirmed()));
    const written = (await refusals()).length;
    expect(written).toBeGreaterThanOrEqual(1);
    expect(written).toBeLessThan(REFUSALS_BURST + 60);
    await expectPaid(one);
  });

  test('an error in plain words proves nothing, whatever it says', patient, async () => {
    const one = await opened();
    const { trackId, paymentId } = one.payment;
    const said = { trackid: trackId, paymentid: '1', Error: 'IPAY0100048', ErrorText: 'CAPTURED' };
    expect(await stage.post(new URLSearchParams(said))).toEqual(redirect(pageOf(one.payment)));
    const error = await fetch(`${stage.url}/payments/knet/error?${new URLSearchParams(said)}`, {
      redirect: 'manual',
    });
    expect([error.status, error.headers.get('location')]).toEqual([302, pageOf(one.payment)]);
    expect(await stage.statusOf(paymentId)).toBe('open');
    await expectNothingPaid(one);
  });
});

describe('a payment that was cancelled', () => {
  /** A payment whose payer ended it at the portal while KNET's page was still open. */
  const abandoned = async () => {
    const one = await opened();
    await fetch(one.payment.gatewayUrl);
    expect(await one.payer.abandon(one.payment.paymentId)).toMatchObject({ status: 'cancelled' });
    expect(await one.payer.standing(one.item)).toBe('unpaid');
    return one;
  };

  test('here, and is then paid at KNET all the same, is paid', patient, async () => {
    const one = await abandoned();
    expect(await pay(one)).toBe(pageOf(one.payment));
    expect(await refusals()).toEqual([]);
    await expectPaid(one);
  });

  test(
    'here and paid otherwise: what KNET then takes goes back, once, however often its response comes',
    patient,
    async () => {
      const late = await abandoned();
      const other = { ...late, payment: await late.payer.begin(late.item) };
      await pay(other);
      await expectPaid(other);
      expect(await pay(late, 'responseTwice')).toBe(pageOf(late.payment));
      await vi.waitFor(async () => expect(await stage.statusOf(late.payment.paymentId)).toBe('refunded'), {
        timeout: RECONCILED_WITHIN_MS,
        interval: 500,
      });
      expect(await stage.post(await response(late))).toEqual(redirect(pageOf(late.payment)));
      // The last of the three comes after everything; the two from KNET race each other and the reconciliation for the news.
      const refused = await refusals();
      expect([1, 2, 3]).toContain(refused.length);
      expect(refused).toEqual(refused.map(() => [late.payment.paymentId, 'repeated']));
      const { refunds } = await stage.knet.payment(late.payment.trackId);
      expect(refunds.map(({ amount }) => amount)).toEqual([late.payment.amount]);
      await expectPaid(other);
    },
  );

  test('at KNET stays cancelled, though a response under the right key says captured', patient, async () => {
    const one = await opened();
    expect(await payAtGateway(one.payment.gatewayUrl, 'cancels')).toBe(pageOf(one.payment));
    const transaction = { tranId: '200998', reference: '300998', authorisation: 'B998', postDate: '1127' };
    const form = await response(one, { state: 'captured', transaction });
    expect(await stage.post(form)).toEqual(redirect(unconfirmed()));
    expect(await refusals()).toEqual([[one.payment.paymentId, 'notConfirmed']]);
    expect(await one.payer.look(one.payment.paymentId)).toMatchObject({
      status: 'cancelled',
      receiptUrl: null,
    });
    expect(await one.payer.standing(one.item)).toBe('unpaid');
  });

  test.each<PaymentState>(['cancelled', 'notCaptured', 'hostTimeout'])(
    'by a response under the right key alone (%s), while KNET took the money: it is paid',
    patient,
    async (state) => {
      const one = await opened();
      await pay(one, 'browserClosedAfterCapture');
      expect(await stage.post(await response(one, { state }))).toEqual(redirect(pageOf(one.payment)));
      expect(await stage.statusOf(one.payment.paymentId)).toBe('captured');
      await expectPaid(one);
    },
  );
});

test('nobody’s number and no key is in what the portal logged', () => {
  expect(stage.log).toContain('response not taken');
  for (const secret of [DEMO_MERCHANT.resourceKey, DEMO_MERCHANT.password, '3900101'])
    expect(stage.log).not.toContain(secret);
});
