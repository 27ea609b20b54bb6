import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Language } from '../../contracts/language.ts';
import { Fils } from '../../contracts/money.ts';
import type { Result } from '../../contracts/result.ts';
import { KnetConfig } from '../../portal/gateways/knet/config.ts';
import { createKnetGateway } from '../../portal/gateways/knet/knet-gateway.ts';
import type { GatewayResponse, PaymentGateway } from '../../portal/ports/payment-gateway.ts';
import { KnetControl, type Misbehaviour } from '../../simulators/knet/control.ts';
import { DEMO_MERCHANT } from '../../simulators/knet/merchant.ts';
import { type Payer, payAtGateway } from '../../simulators/knet/payer.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const AMOUNT = Fils.parse(20_550);
const UNREACHABLE = { ok: false, fault: 'unreachable' };
/** A gateway that says nothing is given up at once. */
const IMPATIENT_MS = 100;

const folder = mkdtempSync(join(tmpdir(), 'knet-'));
let service: Service;
let control: KnetControl;
let gateway: PaymentGateway;
let counter = 0;

/** The merchant: keeps every response as the adapter reads it, and sends the payer on unless told to say something else. */
const responses: Result<GatewayResponse, string>[] = [];
let answerLine: string | null = null;
const merchant = createServer((request, response) => {
  text(request).then((body) => {
    responses.push(gateway.readResponse(new URLSearchParams(body).get('trandata') ?? ''));
    response.end(answerLine ?? `REDIRECT=${merchantUrl()}/receipt`);
  }, response.destroy);
});
const merchantUrl = () => `http://127.0.0.1:${(merchant.address() as AddressInfo).port}`;

const config = (changes: Partial<KnetConfig> = {}) =>
  KnetConfig.parse({
    ...DEMO_MERCHANT,
    paymentUrl: `${service.ready['service']}/kpg/PaymentHTTP.htm`,
    tranPipeUrl: `${service.ready['service']}/kpg/tranPipe.htm`,
    ...changes,
  });
const start = async () => {
  service = await startService({
    name: 'knet',
    script: 'simulators/knet/main.ts',
    arguments: ['--port', '0', '--control', '0', '--data', join(folder, 'data')],
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logFile: join(folder, 'knet.log'),
  });
  control = new KnetControl(service.listening);
  gateway = createKnetGateway(config(), merchantUrl());
};

/** A payment that no other test has. */
function order(language: Language = 'ar') {
  counter += 1;
  return { trackId: `T${String(counter).padStart(8, '0')}`, amount: AMOUNT, language };
}

/** A payment that a payer has left; `arrival` is where the browser goes. */
async function paid(payer: Payer = 'captures', misbehaviour: Misbehaviour | null = null) {
  const payment = order();
  await control.misbehave(misbehaviour);
  const arrival = await payAtGateway(gateway.begin(payment), payer);
  return { payment, arrival, recorded: await control.payment(payment.trackId) };
}

const inquired = (payment: { trackId: string; amount: Fils }) => gateway.inquire(payment);
const errorArrival = (code: string) => expect.stringContaining(`/payments/knet/error?Error=${code}&`);

beforeAll(async () => {
  await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve));
  await start();
});
beforeEach(() => {
  responses.length = 0;
  answerLine = null;
});
afterEach(async () => {
  await control.plug(true);
  await control.misbehave(null);
  await control.setPipeFault(null);
});
afterAll(async () => {
  await service.stop();
  merchant.closeAllConnections();
  merchant.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a payment', () => {
  test('captured: response, inquiry and books say the same', async () => {
    const { payment, arrival, recorded } = await paid();
    expect(arrival).toBe(`${merchantUrl()}/receipt`);
    const { paymentId, transaction } = recorded;
    expect(recorded).toMatchObject({ state: 'captured', amount: AMOUNT, acknowledged: 1, refunds: [] });
    const { tranId, reference } = { ...transaction };
    expect(responses).toEqual([
      {
        ok: true,
        value: {
          result: 'captured',
          trackId: payment.trackId,
          amount: AMOUNT,
          paymentId,
          ...transaction,
        },
      },
    ]);
    expect(await inquired(payment)).toEqual({
      ok: true,
      value: { outcome: 'captured', paymentId, tranId, reference, amount: AMOUNT },
    });
  });

  test.each([
    ['isDeclined', null, 'notCaptured'],
    ['cancels', null, 'cancelled'],
    ['captures', 'hostTimeout', 'hostTimeout'],
  ] as const)('%s (%s): %s, and nothing was taken', async (payer, misbehaviour, expected) => {
    const { payment, arrival, recorded } = await paid(payer, misbehaviour);
    expect(arrival).toBe(`${merchantUrl()}/receipt`);
    expect(recorded.state).toBe(expected);
    expect(responses).toMatchObject([{ ok: true, value: { result: expected, trackId: payment.trackId } }]);
    expect(await inquired(payment)).toEqual({ ok: true, value: { outcome: expected } });
  });

  test('that nobody has decided is unknown, and may be opened again until it is', async () => {
    const payment = order();
    const url = gateway.begin(payment);
    expect(await inquired(payment)).toEqual({ ok: true, value: { outcome: 'unknown' } });
    const pages = [];
    for (const _visit of [1, 2])
      pages.push((await fetch(url, { redirect: 'manual' })).headers.get('location'));
    expect(pages[0]).toBe(pages[1]);
    expect(await inquired(payment)).toEqual({ ok: true, value: { outcome: 'unknown' } });
    await payAtGateway(url, 'captures');
    expect(await payAtGateway(url, 'captures')).toEqual(errorArrival('IPAY0100027'));
    expect(responses).toHaveLength(1);
  });

  test('of another amount than was asked for is not told', async () => {
    const { payment } = await paid();
    const other = { ...payment, amount: Fils.parse(AMOUNT + 1) };
    expect(await inquired(other)).toEqual({ ok: false, fault: 'malformed' });
  });

  test.each([
    ['another key', { resourceKey: 'FEDCBA9876543210' }, 'IPAY0100176'],
    ['a wrong password', { password: 'wrong' }, 'IPAY0100015'],
    ['an unknown terminal', { tranportalId: 'other' }, 'IPAY0100006'],
    ['an unknown language', { languageIds: { ar: 'KWT', en: 'EN' } }, 'IPAY0100026'],
  ])('begun with %s goes back to the merchant', async (_case, changes, code) => {
    const other = createKnetGateway(config(changes), merchantUrl());
    expect(await payAtGateway(other.begin(order()), 'captures')).toEqual(errorArrival(code));
  });
});

describe('the merchant does not answer with one line', () => {
  test.each([
    '',
    '<html>REDIRECT=http://127.0.0.1/</html>',
    'REDIRECT=javascript:alert(1)',
    'REDIRECT=/receipt',
  ])('"%s": the browser goes to the error address, the money stays captured', async (line) => {
    answerLine = line;
    const { payment, arrival, recorded } = await paid();
    expect(arrival).toEqual(errorArrival('IPAY0100249'));
    expect(arrival).toContain(`trackid=${payment.trackId}`);
    expect(recorded).toMatchObject({ state: 'captured', acknowledged: 0 });
  });
});

describe('misbehaviour', () => {
  test('browser closed after capture: no response, found by inquiry', async () => {
    const { payment, arrival } = await paid('captures', 'browserClosedAfterCapture');
    expect(arrival).toBeNull();
    expect(responses).toEqual([]);
    expect(await inquired(payment)).toMatchObject({ ok: true, value: { outcome: 'captured' } });
    expect(await control.deliver()).toEqual([]);
  });

  test('response twice: the same both times', async () => {
    const { recorded } = await paid('captures', 'responseTwice');
    expect(responses).toHaveLength(2);
    expect(responses[0]).toEqual(responses[1]);
    expect(recorded.acknowledged).toBe(2);
  });

  test('response late: held over a kill until it is delivered and acknowledged', async () => {
    const { payment, arrival } = await paid('captures', 'responseLate');
    expect([arrival, responses]).toEqual([null, []]);
    await service.kill();
    await start();
    answerLine = 'busy';
    expect(await control.deliver()).toEqual([{ trackId: payment.trackId, redirect: null }]);
    answerLine = null;
    const redirect = `${merchantUrl()}/receipt`;
    expect(await control.deliver()).toEqual([{ trackId: payment.trackId, redirect }]);
    expect(await control.deliver()).toEqual([]);
    expect(responses).toHaveLength(2);
    expect(responses[1]).toMatchObject({ value: { result: 'captured', trackId: payment.trackId } });
  });

  test('tampered: undecipherable', async () => {
    await paid('captures', 'tampered');
    expect(responses).toEqual([{ ok: false, fault: 'undecipherable' }]);
  });

  test('wrong amount: only the inquiry tells what was taken', async () => {
    const { payment } = await paid('captures', 'wrongAmount');
    expect(responses).toMatchObject([{ ok: true, value: { amount: AMOUNT + 1000 } }]);
    expect(await inquired(payment)).toMatchObject({ value: { outcome: 'captured', amount: AMOUNT } });
  });

  test('foreign track id: that of another payment', async () => {
    const other = await paid('isDeclined');
    const { payment } = await paid('captures', 'foreignTrackId');
    expect(responses[1]).toMatchObject({ value: { result: 'captured', trackId: other.payment.trackId } });
    expect(await inquired(payment)).toMatchObject({ value: { outcome: 'captured' } });
    expect(await inquired(other.payment)).toEqual({ ok: true, value: { outcome: 'notCaptured' } });
  });

  test('is used up by one payment, and not by one that is cancelled', async () => {
    await paid('cancels', 'tampered');
    expect((await control.state()).misbehaviour).toBe('tampered');
    await payAtGateway(gateway.begin(order()), 'captures');
    expect((await control.state()).misbehaviour).toBeNull();
  });

  test('inquiries: unavailable, suspected', async () => {
    const { payment } = await paid();
    await control.setPipeFault('inquiryUnavailable');
    expect(await inquired(payment)).toEqual(UNREACHABLE);
    await control.setPipeFault('inquirySuspected');
    expect(await inquired(payment)).toEqual({ ok: true, value: { outcome: 'suspected' } });
    await control.setPipeFault(null);
    expect(await inquired(payment)).toMatchObject({ value: { outcome: 'captured' } });
  });

  test('off the net it is unreachable, and back at the same address', async () => {
    const { payment } = await paid();
    await control.plug(false);
    expect(await inquired(payment)).toEqual(UNREACHABLE);
    await control.plug(true);
    expect(await inquired(payment)).toMatchObject({ value: { outcome: 'captured' } });
  });
});

describe('a refund', () => {
  const captured = async () => {
    const { payment, recorded } = await paid();
    return { ...payment, tranId: recorded.transaction?.tranId ?? '' };
  };
  const refunds = async (trackId: string) => (await control.payment(trackId)).refunds;

  test('gives everything back once, however often it is asked for', async () => {
    const payment = await captured();
    const first = await gateway.refund(payment);
    const [made, ...more] = await refunds(payment.trackId);
    expect(made).toMatchObject({ amount: AMOUNT });
    expect(more).toEqual([]);
    expect(first).toEqual({ ok: true, value: { reference: made?.reference } });
    expect(await gateway.refund(payment)).toEqual({ ok: true, value: { reference: null } });
    expect(await refunds(payment.trackId)).toHaveLength(1);
  });

  test('whose answer was lost is found done when it is repeated', async () => {
    const payment = await captured();
    await control.setPipeFault('refundAnswerLost');
    expect(await gateway.refund(payment)).toEqual(UNREACHABLE);
    await control.setPipeFault(null);
    expect(await gateway.refund(payment)).toEqual({ ok: true, value: { reference: null } });
    expect(await refunds(payment.trackId)).toHaveLength(1);
  });

  test.each([
    ['refundUnavailable', 'unreachable'],
    ['refundDeclined', 'refused'],
  ] as const)('%s: %s, and nothing was given back', async (fault, expected) => {
    const payment = await captured();
    await control.setPipeFault(fault);
    expect(await gateway.refund(payment)).toEqual({ ok: false, fault: expected });
    expect(await refunds(payment.trackId)).toEqual([]);
  });

  test('of what was not captured, or under another track id, is refused', async () => {
    const { payment, recorded } = await paid('isDeclined');
    const tranId = recorded.transaction?.tranId ?? '';
    expect(await gateway.refund({ ...payment, tranId })).toEqual({ ok: false, fault: 'refused' });
    const other = await captured();
    expect(await gateway.refund({ ...other, trackId: payment.trackId })).toEqual({
      ok: false,
      fault: 'refused',
    });
    expect(await refunds(other.trackId)).toEqual([]);
  });
});

test('the books outlive a kill', async () => {
  const { payment } = await paid();
  const before = await control.payments();
  await service.kill();
  await start();
  expect(await control.payments()).toEqual(before);
  expect(await inquired(payment)).toMatchObject({ value: { outcome: 'captured' } });
});

describe('what cannot be relied on is no answer', () => {
  const answers: Readonly<Record<string, [number, string]>> = {
    failed: [500, '<result>CAPTURED</result>'],
    'another track id': [
      200,
      '<result>SUCCESS</result><payid>1</payid><tranid>2</tranid><ref>3</ref><trackid>T1</trackid><amt>20.550</amt>',
    ],
    'captured without an amount': [
      200,
      '<result>SUCCESS</result><payid>1</payid><tranid>2</tranid><ref>3</ref><trackid>T0</trackid>',
    ],
    'other words': [200, '<result>PROCESSED</result>'],
    'no result': [200, '<trackid>T0</trackid>'],
    'a page': [200, '<html><body>Down for maintenance</body></html>'],
  };
  let odd = createServer();
  const oddGateway = (name: string, answerTimeoutMs?: number) => {
    const { port } = odd.address() as AddressInfo;
    const tranPipeUrl = `http://127.0.0.1:${port}/${encodeURIComponent(name)}`;
    return createKnetGateway(config({ tranPipeUrl }), merchantUrl(), answerTimeoutMs);
  };
  const payment = { trackId: 'T0', amount: AMOUNT };

  beforeAll(async () => {
    odd = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', merchantUrl());
      const answer = answers[decodeURIComponent(pathname.slice(1))];
      // Whoever is not in the table is left waiting.
      if (answer) response.writeHead(answer[0]).end(answer[1]);
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    odd.closeAllConnections();
    odd.close();
  });

  test.each(Object.keys(answers))('%s', async (name) => {
    const fault = name === 'failed' ? 'unreachable' : 'malformed';
    expect(await oddGateway(name).inquire(payment)).toEqual({ ok: false, fault });
  });

  test('silence', async () => {
    expect(await oddGateway('silence', IMPATIENT_MS).inquire(payment)).toEqual(UNREACHABLE);
    expect(await oddGateway('silence', IMPATIENT_MS).refund({ ...payment, tranId: '2' })).toEqual(
      UNREACHABLE,
    );
  });
});
