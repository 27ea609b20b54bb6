import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, IsoDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { Fils } from '../../contracts/money.ts';
import { bilingualName } from '../../contracts/person.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import { KNET_ERROR_PATH, KNET_RESPONSE_PATH, PAYMENT_ROUTES } from '../../contracts/portal-api/payments.ts';
import { followUpRequests } from '../services/applications/follow-up-requests.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import { beginPayment } from '../services/payments/begin-payment.ts';
import { type ResponseSender, receiveResponse } from '../services/payments/receive-response.ts';
import { reconcilePayments } from '../services/payments/reconcile-payments.ts';
import { CHECK_SHORTEST_WAIT_MS, LATE_CAPTURE_MS, OPEN_LONGEST_MS } from '../services/payments/schedule.ts';
import { findPerson } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { REFUSALS_BURST } from './knet-routes.ts';
import { THROTTLE_BURST, THROTTLE_REFILL_MS } from './throttle.ts';
import { HOLDER, OTHER_HOLDER } from '../test-support/fixtures.ts';
import { failingStore, PaymentsUnderTest, PowerCut } from '../test-support/payments-under-test.ts';
import { PUBLIC_URL } from '../test-support/fixtures.ts';

/** The gateway's address; nothing of it is held back. */
const SENDER: ResponseSender = { address: '192.0.2.1', countRefusal: () => 'passes' };
/** Nobody on the register. */
const STRANGER = CivilId.parse('390010100079');
const REFUSED = `REDIRECT=${PUBLIC_URL}/payments/knet/unconfirmed`;
const shown = (paymentId: string) => `REDIRECT=${PUBLIC_URL}/payments/${paymentId}`;
/** More statements than any transaction of a payment has. */
const STEPS_MOST = 100;

/** Dues and payments (S11, S12) through HTTP, on whichever engine `openTestStore` opens an empty store. */
export function paymentsSuite(openTestStore: () => Promise<Store>): void {
  let portal: PaymentsUnderTest;
  beforeEach(async () => {
    portal = await PaymentsUnderTest.start(await openTestStore());
  });
  afterEach(() => portal.close());

  const due = (civilId = HOLDER) => portal.addDue(civilId);
  /** One due of salem, and a payment of it that is open. */
  const opened = async () => {
    const dueId = await due();
    return { dueId, ...(await portal.begin('salem', [dueId])) };
  };
  const statusOf = async (paymentId: string) =>
    (await portal.content()).payments.find(({ payment_id }) => payment_id === paymentId)?.status;
  const paidBy = async () => (await portal.content()).dues.map(({ paid_by }) => paid_by);
  const refusals = async () => (await portal.trail('responseRefused')).map(({ reason }) => reason);
  /** A request of salem that waits to be paid. */
  const payableRequest = async (): Promise<RequestId> => {
    const { requestId, status } = await portal.applications.individual('salem').submit('lost');
    expect(status).toBe('awaitingPayment');
    return requestId;
  };
  const line = (requestId: RequestId) => ({ type: 'request', requestId }) as const;
  const requestStatus = async (requestId: RequestId) =>
    (await portal.applications.individual('salem').get(requestId)).status;

  describe('dues', () => {
    test('own ones and those of dependants, payable and not, with all their fields', async () => {
      await portal.store.reader
        .updateTable('people')
        .set({ sponsor_civil_id: HOLDER })
        .where('civil_id', '=', OTHER_HOLDER)
        .execute();
      const { today } = portal.applications;
      const own = await due();
      const court = await portal.addDue(HOLDER, { notPayable: 'courtCase' });
      const fine = await portal.addDue(OTHER_HOLDER, {
        type: 'residencyFine',
        facts: { kind: 'residency', expiredOn: addDays(today, -50), endedOn: addDays(today, -10) },
      });
      const running = await portal.addDue(OTHER_HOLDER, {
        type: 'residencyFine',
        facts: { kind: 'domestic', expiredOn: addDays(today, -5), endedOn: null },
      });
      await due(STRANGER);
      const person = await findPerson(portal.store.reader, OTHER_HOLDER);
      const dependant = person && bilingualName(person);
      expect(dependant?.ar).toBeTruthy();
      const { body } = await portal.ask('salem', 'GET', '/api/dues');
      expect(body.dues).toMatchObject([
        {
          dueId: own,
          dependant: null,
          amount: 15_000,
          plate: '12/4821',
          standing: { payable: true },
          locked: false,
        },
        { dueId: court, standing: { payable: false, reason: 'courtCase' } },
        { dueId: fine, dependant, daysOver: 40, amount: 100_000, standing: { payable: true }, capped: false },
        {
          dueId: running,
          dependant,
          amount: 10_000,
          standing: { payable: false, reason: 'overstayStillRunning' },
        },
      ]);
      const others = await portal.ask('mariam', 'GET', '/api/dues');
      expect(others.body.dues).toMatchObject([
        { dueId: fine, dependant: null },
        { dueId: running, dependant: null },
      ]);
    });

    test('are locked while a payment is open, and gone once it is captured', async () => {
      const { gatewayUrl } = await opened();
      const dues = async () => (await portal.ask('salem', 'GET', '/api/dues')).body.dues;
      expect(await dues()).toMatchObject([{ locked: true }]);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await dues()).toEqual([]);
    });

    test('for anybody who asks: by either number, and nothing that tells who, where or what vehicle', async () => {
      await due();
      await portal.addDue(HOLDER, { notPayable: 'trafficOffice' });
      for (const number of [HOLDER, HOLDER.slice(-8)]) {
        const { status, body } = await portal.ask(null, 'POST', '/api/dues-inquiries', { number });
        expect(status).toBe(200);
        const common = { type: 'trafficViolation', year: 2026, amount: 15_000 };
        expect(body).toEqual({
          dues: [
            { ...common, number: '1500001', standing: { payable: true } },
            { ...common, number: '1500002', standing: { payable: false, reason: 'trafficOffice' } },
          ],
          total: 30_000,
        });
      }
      expect(await portal.trail('duesInquired')).toEqual([{ found: 2 }, { found: 2 }]);
    });

    test('whoever asks does not learn whether a number is anybody’s', async () => {
      const answers = await Promise.all(
        [OTHER_HOLDER, STRANGER, OTHER_HOLDER.slice(-8), '123456'].map((number) =>
          portal.ask(null, 'POST', '/api/dues-inquiries', { number }),
        ),
      );
      for (const answer of answers) expect(answer).toEqual({ status: 200, body: { dues: [], total: 0 } });
    });
  });

  describe('beginning', () => {
    test('several dues: the sum, where to pay, and an entry in the trail', async () => {
      const dues = [await due(), await due(), await due()];
      const { paymentId, amount, gatewayUrl } = await portal.begin('salem', dues);
      expect(amount).toBe(45_000);
      expect(gatewayUrl).toMatch(/trackId=[A-Za-z0-9]{1,40}&amount=45000$/);
      expect(await portal.view('salem', paymentId)).toMatchObject({
        status: 'open',
        lines: dues.map((dueId) => ({ item: { type: 'due', dueId }, amount: 15_000 })),
        reference: null,
        receiptUrl: null,
      });
      expect(await portal.trail('paymentBegun')).toEqual([{ amount: 45_000, lines: 3 }]);
    });

    test('with one key, ten times at once, is one payment', async () => {
      const dueId = await due();
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => portal.askToBegin('salem', [dueId], key)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect((await portal.content()).payments).toHaveLength(1);
    });

    test('the same due from two tabs and from its sponsor at once: one wins', async () => {
      await portal.store.reader
        .updateTable('people')
        .set({ sponsor_civil_id: OTHER_HOLDER })
        .where('civil_id', '=', HOLDER)
        .execute();
      const [first, second] = [await due(), await due()];
      const answers = await Promise.all([
        portal.askToBegin('salem', [first, second]),
        portal.askToBegin('salem', [second, first]),
        portal.askToBegin('mariam', [second]),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const { status, body } of answers)
        if (status !== 200) expect(body).toEqual({ error: 'paymentOpen' });
    });

    test('a request twice at once: one wins, and its price is the fee', async () => {
      const requestId = await payableRequest();
      const answers = await Promise.all([1, 2].map(() => portal.askToBegin('salem', [line(requestId)])));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ amount: 7_000 });
      expect(answers.find(({ status }) => status === 422)?.body).toEqual({ error: 'paymentOpen' });
    });

    test.each<[string, () => Promise<Parameters<PaymentsUnderTest['begin']>[1]>]>([
      ['somebody else’s due', async () => [await due(OTHER_HOLDER)]],
      [
        'a due that is not payable online',
        async () => [await portal.addDue(HOLDER, { notPayable: 'courtCase' })],
      ],
      ['a payable due beside one that is not', async () => [await due(), await due(STRANGER)]],
      ['a due that does not exist', async () => ['D-2026-99999999' as never]],
      ['a request that does not exist', async () => [line('R-2026-999999' as RequestId)]],
      ['a request beside a due', async () => [line(await payableRequest()), await due()]],
    ])('%s is not payable', async (_name, items) => {
      expect(await portal.askToBegin('salem', await items())).toEqual({
        status: 422,
        body: { error: 'notPayable' },
      });
      expect((await portal.content()).locks).toEqual([]);
    });

    test('a fine is paid as it stands today', async () => {
      const { today } = portal.applications;
      const dueId = await portal.addDue(HOLDER, {
        type: 'residencyFine',
        facts: { kind: 'visit', expiredOn: addDays(today, -12), endedOn: addDays(today, -2) },
      });
      expect(await portal.begin('salem', [dueId])).toMatchObject({ amount: 100_000 });
    });

    test('the same due named twice is paid once', async () => {
      const dueId = await due();
      expect(await portal.begin('salem', [dueId, dueId])).toMatchObject({ amount: 15_000 });
    });

    test('what was paid is not paid again; its key leads to what became of it', async () => {
      const dueId = await due();
      const key = randomUUID();
      const { body } = await portal.askToBegin('salem', [dueId], key);
      await portal.respond(portal.gateway.capture(body.gatewayUrl));
      expect((await portal.askToBegin('salem', [dueId])).body).toEqual({ error: 'alreadyPaid' });
      expect(await portal.askToBegin('salem', [dueId], key)).toMatchObject({
        status: 200,
        body: { paymentId: body.paymentId, gatewayUrl: `${PUBLIC_URL}/payments/${body.paymentId}` },
      });
    });
  });

  describe('a captured payment', () => {
    test('of dues: recorded with receipt, mail and trail, and nothing stays locked', async () => {
      const dueIds = [await due(), await due()];
      const { paymentId, gatewayUrl } = await portal.begin('salem', dueIds);
      const response = portal.gateway.capture(gatewayUrl);
      expect(await portal.respond(response)).toBe(shown(paymentId));
      const view = await portal.view('salem', paymentId);
      expect(view).toMatchObject({
        status: 'captured',
        reference: response.result === 'captured' && response.reference,
      });
      const { locks, mails, payments } = await portal.content();
      expect(locks).toEqual([]);
      expect(payments).toMatchObject([{ check_at: null, captured_amount: 30_000 }]);
      expect(await paidBy()).toEqual([paymentId, paymentId]);
      expect(mails).toHaveLength(1);
      expect(mails[0]).toMatchObject({ recipient: 'salem@example.org' });
      expect(mails[0]?.text).toContain(view.receiptUrl);
      expect(await portal.trail('paymentMoved')).toEqual([
        { from: 'open', to: 'captured', evidence: 'response' },
      ]);
      expect(await portal.trail('duePaid')).toEqual([{ payment: paymentId }, { payment: paymentId }]);
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    });

    test('has a receipt that anybody who holds its code verifies, without who paid', async () => {
      const { paymentId, gatewayUrl } = await opened();
      await portal.respond(portal.gateway.capture(gatewayUrl));
      const { receiptUrl, reference } = await portal.view('salem', paymentId);
      const path = new URL(receiptUrl ?? '').pathname;
      const { statusCode, body } = await portal.server.inject(path);
      expect(statusCode).toBe(200);
      for (const text of ['data-status="captured"', 'KD 15.000', '15.000 د.ك', '1500001', reference])
        expect(body).toContain(text);
      for (const secret of [HOLDER, 'salem', 'secret place', '4821']) expect(body).not.toContain(secret);
      const document = await portal.server.inject(`${path}/receipt.pdf`);
      expect(document.headers['content-disposition']).toBe(`attachment; filename="receipt-${reference}.pdf"`);
      expect(document.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    });

    test('of a request makes its licence ready', async () => {
      const requestId = await payableRequest();
      const { paymentId, gatewayUrl } = await portal.begin('salem', [line(requestId)]);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await statusOf(paymentId)).toBe('captured');
      expect(await requestStatus(requestId)).toBe('ready');
      expect((await portal.askToBegin('salem', [line(requestId)])).body).toEqual({ error: 'alreadyPaid' });
    });

    test('told of twice at once, and by inquiry, is recorded once', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      portal.clock.advance(CHECK_SHORTEST_WAIT_MS);
      const answers = await Promise.all([
        portal.respond(response),
        portal.respond(response),
        portal.reconcile(),
        portal.view('salem', paymentId),
      ]);
      expect(answers.slice(0, 2)).toEqual([shown(paymentId), shown(paymentId)]);
      expect(await portal.trail('paymentMoved')).toHaveLength(1);
      expect((await portal.content()).mails).toHaveLength(1);
      expect(await paidBy()).toEqual([paymentId]);
    });

    test('with the browser closed is found by the reconciliation', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.gateway.capture(gatewayUrl);
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('open');
      portal.clock.advance(CHECK_SHORTEST_WAIT_MS);
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('captured');
      expect(await portal.trail('paymentMoved')).toEqual([
        { from: 'open', to: 'captured', evidence: 'inquiry' },
      ]);
    });

    test('whose payer comes back first is found by asking', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.gateway.capture(gatewayUrl);
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'captured' });
    });

    test('late, after it was given up, still pays what is there to be paid', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.clock.advance(OPEN_LONGEST_MS);
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('timedOut');
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await statusOf(paymentId)).toBe('captured');
    });

    test.each(['response', 'reconciliation'])(
      'late, for a due that another payment has paid, goes back: found by %s',
      async (by) => {
        const { paymentId, dueId, gatewayUrl } = await opened();
        portal.clock.advance(OPEN_LONGEST_MS);
        await portal.reconcile();
        const other = await portal.begin('salem', [dueId]);
        await portal.respond(portal.gateway.capture(other.gatewayUrl));
        const late = portal.gateway.capture(gatewayUrl);
        if (by === 'response') await portal.respond(late);
        portal.clock.advance(CHECK_SHORTEST_WAIT_MS);
        await portal.reconcile();
        await portal.reconcile();
        expect(await statusOf(paymentId)).toBe('refunded');
        expect(await statusOf(other.paymentId)).toBe('captured');
        expect(await paidBy()).toEqual([other.paymentId]);
        expect(portal.gateway.refunds.toSorted()).toEqual([0, 1]);
      },
    );
  });

  describe('a payment without money', () => {
    test.each([
      ['notCaptured', 'notCaptured'],
      ['cancelled', 'cancelled'],
      ['hostTimeout', 'timedOut'],
    ] as const)('%s: nothing is paid, and it can be paid anew', async (result, status) => {
      const { paymentId, dueId, gatewayUrl } = await opened();
      expect(await portal.respond(portal.gateway.end(gatewayUrl, result))).toBe(shown(paymentId));
      expect(await portal.view('salem', paymentId)).toMatchObject({ status, receiptUrl: null });
      expect(await paidBy()).toEqual([null]);
      expect((await portal.content()).mails).toEqual([]);
      await portal.begin('salem', [dueId]);
    });

    test('is believed while the gateway knows nothing else', async () => {
      const { paymentId, gatewayUrl } = await opened();
      await portal.respond(portal.gateway.end(gatewayUrl, 'cancelled', 'unknown'));
      expect(await statusOf(paymentId)).toBe('cancelled');
    });

    test('while the gateway is away nothing is given up, however long it takes', async () => {
      const { paymentId } = await opened();
      portal.gateway.away = true;
      portal.clock.advance(LATE_CAPTURE_MS);
      await portal.reconcile();
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'open' });
    });

    test('that the gateway is unsure of stays locked until it knows', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.gateway.end(gatewayUrl, 'hostTimeout', 'suspected');
      portal.clock.advance(LATE_CAPTURE_MS);
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('open');
    });

    test('is asked after ever less often, and at last no more', async () => {
      const { paymentId } = await opened();
      const inquiries = portal.gateway.inquiries;
      for (let minutes = 0; minutes < 52 * 60; minutes += 1) {
        portal.clock.advance(60_000);
        await portal.reconcile();
      }
      expect(await statusOf(paymentId)).toBe('timedOut');
      expect((await portal.content()).payments).toMatchObject([{ check_at: null }]);
      expect(portal.gateway.inquiries - inquiries).toBeLessThan(60);
    });
  });

  describe('an open payment', () => {
    test('can be gone on with from anywhere its payer is signed in, until it has ended', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const listed = async () =>
        PAYMENT_ROUTES.payments.answer.parse((await portal.ask('salem', 'GET', '/api/payments')).body)
          .payments;
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'open', gatewayUrl });
      expect(await listed()).toMatchObject([{ paymentId, gatewayUrl }]);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'captured', gatewayUrl: null });
      expect(await listed()).toMatchObject([{ paymentId, gatewayUrl: null }]);
    });
  });

  describe('abandoning', () => {
    const abandon = (who: 'salem' | 'mariam', paymentId: string) =>
      portal.ask(who, 'POST', `/api/payments/${paymentId}/abandonment`);

    test('lets it be paid anew', async () => {
      const { paymentId, dueId } = await opened();
      expect(await abandon('salem', paymentId)).toMatchObject({ body: { status: 'cancelled' } });
      await portal.begin('salem', [dueId]);
      expect(await abandon('salem', paymentId)).toMatchObject({ body: { status: 'cancelled' } });
    });

    test('a payment that was captured records it instead', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.gateway.capture(gatewayUrl);
      expect(await abandon('salem', paymentId)).toMatchObject({ body: { status: 'captured' } });
    });

    test.each(['away', 'unsure'])('while the gateway is %s is refused', async (how) => {
      const { paymentId, gatewayUrl } = await opened();
      if (how === 'away') portal.gateway.away = true;
      else portal.gateway.end(gatewayUrl, 'hostTimeout', 'suspected');
      expect(await abandon('salem', paymentId)).toEqual({
        status: 422,
        body: { error: 'gatewayUnavailable' },
      });
      expect(await statusOf(paymentId)).toBe('open');
    });

    test('nobody ends or sees another’s payment', async () => {
      const { paymentId } = await opened();
      const notFound = { status: 404, body: { error: 'notFound' } };
      expect(await abandon('mariam', paymentId)).toEqual(notFound);
      expect(await portal.ask('mariam', 'GET', `/api/payments/${paymentId}`)).toEqual(notFound);
      expect((await portal.ask('mariam', 'GET', '/api/payments')).body).toEqual({ payments: [] });
      expect(await statusOf(paymentId)).toBe('open');
    });
  });

  describe('a response that is not believed marks nothing paid and is written down', () => {
    const nothingPaid = async () => {
      expect((await paidBy()).filter((by) => by !== null)).toEqual([]);
      expect((await portal.content()).mails).toEqual([]);
    };

    test.each([
      ['damaged', 'no hexadecimal', 'undecipherable'],
      ['of other fields', 'garbled', 'malformed'],
    ])('%s', async (_name, trandata, reason) => {
      await opened();
      expect(await portal.respond(trandata)).toBe(REFUSED);
      expect(await refusals()).toEqual([reason]);
      await nothingPaid();
    });

    test('of another amount', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      expect(await portal.respond({ ...response, amount: Fils.parse(1) })).toBe(REFUSED);
      expect(await refusals()).toEqual(['wrongAmount']);
      expect(await statusOf(paymentId)).toBe('open');
      await nothingPaid();
    });

    test('of a track id that is nobody’s', async () => {
      const { gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      expect(await portal.respond({ ...response, trackId: 'ABC123' })).toBe(REFUSED);
      expect(await refusals()).toEqual(['unknownTrackId']);
      await nothingPaid();
    });

    test('of another’s payment: that one is not paid by it', async () => {
      const { gatewayUrl } = await opened();
      const others = await portal.begin('mariam', [await due(OTHER_HOLDER)]);
      const { trackId } = portal.gateway.capture(others.gatewayUrl);
      const response = portal.gateway.capture(gatewayUrl);
      portal.gateway.end(others.gatewayUrl, 'notCaptured', 'unknown');
      expect(await portal.respond({ ...response, trackId })).toBe(REFUSED);
      expect(await refusals()).toEqual(['notConfirmed']);
      expect(await statusOf(others.paymentId)).toBe('open');
      await nothingPaid();
    });

    test('that says captured while the gateway knows nothing of it', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      portal.gateway.end(gatewayUrl, 'notCaptured', 'unknown');
      expect(await portal.respond(response)).toBe(REFUSED);
      expect(await refusals()).toEqual(['notConfirmed']);
      expect(await statusOf(paymentId)).toBe('open');
      await nothingPaid();
    });

    test('that says captured while the gateway says it was not', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      portal.gateway.end(gatewayUrl, 'notCaptured');
      expect(await portal.respond(response)).toBe(REFUSED);
      expect(await statusOf(paymentId)).toBe('notCaptured');
      await nothingPaid();
    });

    test('that says captured while the gateway is away waits to be confirmed', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      portal.gateway.away = true;
      expect(await portal.respond(response)).toBe(shown(paymentId));
      expect(await statusOf(paymentId)).toBe('open');
      await nothingPaid();
    });

    test('replayed: the payer is shown the payment, and nothing changes', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const response = portal.gateway.capture(gatewayUrl);
      await portal.respond(response);
      const before = await portal.content();
      expect(await portal.respond(response)).toBe(shown(paymentId));
      expect(await refusals()).toEqual(['repeated']);
      expect(await portal.content()).toEqual(before);
    });

    test('so many from one address are written down, then that they are; what is genuine is heard all the same', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const throttled = () => portal.trail('refusalsThrottled');
      for (let sent = 0; sent < REFUSALS_BURST + 20; sent += 1)
        expect(await portal.respond('no hexadecimal')).toBe(REFUSED);
      expect(await refusals()).toHaveLength(REFUSALS_BURST);
      expect(await throttled()).toEqual([{ reason: 'undecipherable' }]);
      expect(await portal.respond('garbled', '192.0.2.9')).toBe(REFUSED);
      expect(await refusals()).toHaveLength(REFUSALS_BURST + 1);
      expect(await portal.respond(portal.gateway.capture(gatewayUrl))).toBe(shown(paymentId));
      expect(await statusOf(paymentId)).toBe('captured');
      portal.clock.advance(THROTTLE_REFILL_MS);
      for (let sent = 0; sent < 3; sent += 1) await portal.respond('no hexadecimal');
      expect(await refusals()).toHaveLength(REFUSALS_BURST + 2);
      expect(await throttled()).toHaveLength(2);
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    });

    test('money taken of another amount goes back', async () => {
      const { paymentId, gatewayUrl } = await opened();
      portal.gateway.capture(gatewayUrl, Fils.parse(1_000));
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'refundDue' });
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('refunded');
      expect(portal.gateway.refunds).toEqual([1]);
      expect(await paidBy()).toEqual([null]);
    });
  });

  describe('what else comes from the gateway', () => {
    const post = (headers: Record<string, string>, payload: string) =>
      portal.server.inject({ method: 'POST', url: KNET_RESPONSE_PATH, headers, payload });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    test.each([
      ['nothing', form, ''],
      ['another form', form, 'a=b'],
      ['another type', { 'content-type': 'text/plain' }, 'trandata=00'],
      ['too much', form, `trandata=${'0'.repeat(20_000)}`],
    ])('%s: one line to our page all the same', async (_name, headers, payload) => {
      const { statusCode, body } = await post(headers, payload);
      expect({ statusCode, body }).toEqual({ statusCode: 200, body: REFUSED });
    });

    test('a plain error makes the portal ask, and proves nothing', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const trackid = new URL(gatewayUrl).searchParams.get('trackId') ?? '';
      const error = new URLSearchParams({ trackid, Error: 'IPAY0100048', ErrorText: 'CANCELLED' });
      expect((await post(form, error.toString())).body).toBe(shown(paymentId));
      expect(await statusOf(paymentId)).toBe('open');
      portal.gateway.end(gatewayUrl, 'cancelled');
      const { statusCode, headers } = await portal.server.inject(`${KNET_ERROR_PATH}?${error}`);
      expect({ statusCode, to: headers.location }).toEqual({
        statusCode: 302,
        to: `${PUBLIC_URL}/payments/${paymentId}`,
      });
      expect(await statusOf(paymentId)).toBe('cancelled');
    });

    test('plain errors by the hundred make the portal ask now and then, and lead to the payment all the same', async () => {
      const { paymentId, gatewayUrl } = await opened();
      const trackid = new URL(gatewayUrl).searchParams.get('trackId') ?? '';
      const error = new URLSearchParams({ trackid, Error: 'IPAY0100048' }).toString();
      for (let sent = 0; sent < THROTTLE_BURST + 10; sent += 1)
        expect((await post(form, error)).body).toBe(shown(paymentId));
      expect(portal.gateway.inquiries).toBe(THROTTLE_BURST);
    });

    test('an error that names no payment leads to our page', async () => {
      const { headers } = await portal.server.inject(`${KNET_ERROR_PATH}?Error=IPAY0100001`);
      expect(headers.location).toBe(`${PUBLIC_URL}/payments/knet/unconfirmed`);
      const page = await portal.server.inject('/payments/knet/unconfirmed');
      expect(page.body).toContain('data-status="unconfirmed"');
    });
  });

  describe('refunds', () => {
    const paidRequest = async () => {
      const requestId = await payableRequest();
      const { paymentId, gatewayUrl } = await portal.begin('salem', [line(requestId)]);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      return { requestId, paymentId };
    };
    const cancel = async (requestId: RequestId) => {
      const salem = portal.applications.individual('salem');
      return salem.askToCancel(await salem.get(requestId));
    };

    test('a paid request that is cancelled is refunded, and then over', async () => {
      const { requestId, paymentId } = await paidRequest();
      expect(await cancel(requestId)).toMatchObject({ status: 200 });
      expect(await requestStatus(requestId)).toBe('refundDue');
      expect(await portal.view('salem', paymentId)).toMatchObject({ status: 'refundDue' });
      await portal.reconcile();
      expect(await requestStatus(requestId)).toBe('cancelled');
      const { receiptUrl, status } = await portal.view('salem', paymentId);
      expect(status).toBe('refunded');
      expect((await portal.server.inject(new URL(receiptUrl ?? '').pathname)).body).toContain(
        'data-status="refunded"',
      );
      expect(portal.gateway.refunds).toEqual([1]);
      const { mails } = await portal.content();
      expect(mails.filter(({ text }) => text.includes('You cancelled your request'))).toHaveLength(1);
      expect((await portal.trail('paymentMoved')).map(({ to, evidence }) => [to, evidence])).toEqual([
        ['captured', 'response'],
        ['refundDue', 'cancellation'],
        ['refunded', 'refund'],
      ]);
    });

    const receiptOf = async (url: string | null) => {
      const { pathname } = new URL(url ?? '');
      return (await portal.server.inject(pathname)).body;
    };

    test('the receipt of a request that was cancelled says what becomes of the fee', async () => {
      const { requestId } = await paidRequest();
      await cancel(requestId);
      const view = () => portal.applications.individual('salem').get(requestId);
      const due = await view();
      expect(due.refund).toEqual({ status: 'refundDue', since: portal.applications.now });
      expect(await receiptOf(due.receiptUrl)).toContain('data-status="refundDue"');
      portal.clock.advance(24 * 60 * 60_000);
      await portal.reconcile();
      const { refund, receiptUrl } = await view();
      expect(refund).toEqual({ status: 'refunded', since: portal.applications.now });
      const receipt = await receiptOf(receiptUrl);
      for (const text of ['data-status="refunded"', 'Refunded on', '23 November 2026', 'Not handed over'])
        expect(receipt).toContain(text);
      expect(receipt).not.toContain('not been collected yet');
    });

    const DAY_MS = 24 * 60 * 60_000;
    const uncollected = async (fee: 'refunded' | 'forfeited') => {
      const paid = await paidRequest();
      portal.clock.advance(181 * DAY_MS);
      const uncollectedFee = [{ validFrom: IsoDate.parse('2000-01-01'), value: fee, source: 'test' }];
      const datedSettings = { ...portal.context.datedSettings, uncollectedFee };
      await Promise.all([1, 2, 3].map(() => followUpRequests({ ...portal.context, datedSettings })));
      expect(await requestStatus(paid.requestId)).toBe('expired');
      return paid;
    };

    test('a licence that nobody collected in time: its fee goes back, once, and everybody is told', async () => {
      const { requestId, paymentId } = await uncollected('refunded');
      const salem = portal.applications.individual('salem');
      expect(await statusOf(paymentId)).toBe('refundDue');
      expect(
        (await portal.content()).mails.filter(({ text }) => text.includes('The fee goes back')),
      ).toHaveLength(1);
      expect(await salem.get(requestId)).toMatchObject({
        status: 'expired',
        refund: { status: 'refundDue' },
        canCancel: false,
      });
      await portal.reconcile();
      await portal.reconcile();
      const { status, refund, receiptUrl, timeline } = await salem.get(requestId);
      expect([status, refund?.status]).toEqual(['expired', 'refunded']);
      expect(timeline.at(-1)?.status).toBe('expired');
      expect(await receiptOf(receiptUrl)).toContain('data-status="refunded"');
      expect(portal.gateway.refunds).toEqual([1]);
      const { mails } = await portal.content();
      expect(
        mails.filter(({ text }) => text.includes('not collected by the last day, so we returned')),
      ).toHaveLength(1);
      expect((await portal.trail('paymentMoved')).map(({ to, evidence }) => [to, evidence])).toEqual([
        ['captured', 'response'],
        ['refundDue', 'expiry'],
        ['refunded', 'refund'],
      ]);
    });

    test('where the fee is forfeited nothing goes back, and that is said as well', async () => {
      const { requestId, paymentId } = await uncollected('forfeited');
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('captured');
      expect(portal.gateway.refunds).toEqual([0]);
      const { refund, receiptUrl } = await portal.applications.individual('salem').get(requestId);
      expect(refund).toBeNull();
      const receipt = await receiptOf(receiptUrl);
      expect(receipt).toContain('data-status="expired"');
      expect(receipt).toContain('the fee is not refunded');
      const { mails } = await portal.content();
      expect(
        mails.filter(({ text }) => text.includes('The fee that was paid is not refunded.')),
      ).toHaveLength(1);
    });

    test('a payment captured for a request that was cancelled meanwhile goes back; the request stays as it is', async () => {
      const requestId = await payableRequest();
      const { paymentId, gatewayUrl } = await portal.begin('salem', [line(requestId)]);
      portal.clock.advance(OPEN_LONGEST_MS);
      await portal.reconcile();
      await cancel(requestId);
      await portal.respond(portal.gateway.capture(gatewayUrl));
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('refunded');
      expect(await requestStatus(requestId)).toBe('cancelled');
    });

    test.each(['away', 'refusing'])('while the gateway is %s it is tried again, ever later', async (how) => {
      const { requestId, paymentId } = await paidRequest();
      await cancel(requestId);
      if (how === 'away') portal.gateway.away = true;
      else portal.gateway.refusesRefunds = true;
      for (let hours = 0; hours < 48; hours += 1) {
        await portal.reconcile();
        portal.clock.advance(60 * 60_000);
      }
      expect(await statusOf(paymentId)).toBe('refundDue');
      const tries = (await portal.trail('refundRefused')).length;
      expect(tries).toBeLessThan(20);
      expect(tries > 0).toBe(how === 'refusing');
      portal.gateway.away = false;
      portal.gateway.refusesRefunds = false;
      portal.clock.advance(LATE_CAPTURE_MS);
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('refunded');
      expect(portal.gateway.refunds).toEqual([1]);
    });

    test('an answer that was lost is asked for again, and nothing is given back twice', async () => {
      const { requestId, paymentId } = await paidRequest();
      await cancel(requestId);
      portal.gateway.losesRefundAnswers = true;
      await portal.reconcile();
      expect(await statusOf(paymentId)).toBe('refundDue');
      portal.clock.advance(CHECK_SHORTEST_WAIT_MS);
      await Promise.all([portal.reconcile(), portal.reconcile(), portal.reconcile()]);
      expect(await statusOf(paymentId)).toBe('refunded');
      expect(portal.gateway.refunds).toEqual([1]);
      expect(await portal.trail('paymentMoved')).toHaveLength(3);
    });
  });

  describe('a power cut', () => {
    /**
     * Does `act` on a store that is cut before each of its statements and after its commit, once for each on what `prepare` makes,
     * and then lets the reconciliation do what is left.
     */
    const cutAtEachStep = async <Prepared>(
      prepare: () => Promise<Prepared>,
      act: (store: Store, prepared: Prepared) => Promise<unknown>,
      check: (prepared: Prepared) => Promise<void>,
    ): Promise<number> => {
      for (let step = 1; step < STEPS_MOST; step += 1) {
        const prepared = await prepare();
        const store = failingStore(portal.store, step);
        await expect(act(store, prepared)).rejects.toThrow(PowerCut);
        portal.clock.advance(OPEN_LONGEST_MS);
        await portal.reconcile();
        await portal.reconcile();
        await check(prepared);
        if (store.cutAfterCommit) return step;
      }
      throw new Error('it never came to its end');
    };
    const movedTo = async (status: string) =>
      (await portal.trail('paymentMoved')).filter(({ to }) => to === status).length;

    test('anywhere in recording a capture of dues loses nothing and records nothing twice', async () => {
      let rounds = 0;
      const steps = await cutAtEachStep(
        async () => {
          const { paymentId, gatewayUrl } = await portal.begin('salem', [await due(), await due()]);
          return { paymentId, response: portal.gateway.capture(gatewayUrl) };
        },
        (store, { response }) =>
          receiveResponse({ ...portal.context, store }, JSON.stringify(response), SENDER),
        async ({ paymentId }) => {
          rounds += 1;
          expect(await statusOf(paymentId)).toBe('captured');
          expect((await paidBy()).filter((by) => by === paymentId)).toHaveLength(2);
          const { locks, mails } = await portal.content();
          expect(locks).toEqual([]);
          expect(mails).toHaveLength(rounds);
          expect(await movedTo('captured')).toBe(rounds);
        },
      );
      expect(steps).toBeGreaterThan(8);
      expect(await verifyAudit(portal.store)).toMatchObject({ intact: true });
    });

    test('anywhere in giving money back gives it back once', async () => {
      let rounds = 0;
      await cutAtEachStep(
        async () => {
          const dueId = await due();
          const first = await portal.begin('salem', [dueId]);
          portal.clock.advance(OPEN_LONGEST_MS);
          await portal.reconcile();
          const second = await portal.begin('salem', [dueId]);
          await portal.respond(portal.gateway.capture(second.gatewayUrl));
          await portal.respond(portal.gateway.capture(first.gatewayUrl));
          expect(await statusOf(first.paymentId)).toBe('refundDue');
          return first;
        },
        // The claim is a transaction of its own: the cut comes in the one that records the refund.
        (store) => {
          let claimed = false;
          const transaction: Store['transaction'] = (work) => {
            const one = claimed ? store : portal.store;
            claimed = true;
            return one.transaction(work);
          };
          return reconcilePayments({ ...portal.context, store: { ...portal.store, transaction } });
        },
        async ({ paymentId }) => {
          rounds += 1;
          expect(await statusOf(paymentId)).toBe('refunded');
          expect(portal.gateway.refunds.filter((times) => times > 0)).toEqual(
            Array.from({ length: rounds }, () => 1),
          );
          expect(await movedTo('refunded')).toBe(rounds);
        },
      );
    });

    test('anywhere in beginning leaves a whole payment or none, and the key begins it again', async () => {
      const keys: string[] = [];
      for (let step = 1; step < STEPS_MOST; step += 1) {
        const dueId = await due();
        const key = randomUUID();
        keys.push(key);
        const store = failingStore(portal.store, step);
        const payer = { accountId: 'salem', civilId: HOLDER, by: { actor: 'account:salem', origin: 'test' } };
        const order = { key, items: [{ type: 'due', dueId }] as const, language: 'ar' } as const;
        await expect(beginPayment({ ...portal.context, store }, payer, order)).rejects.toThrow(PowerCut);
        expect(await portal.askToBegin('salem', [dueId], key)).toMatchObject({ status: 200 });
        const { payments, locks } = await portal.content();
        expect(payments).toHaveLength(keys.length);
        expect(locks).toHaveLength(keys.length);
        if (store.cutAfterCommit) return;
      }
      throw new Error('it never came to its end');
    });
  });
}
