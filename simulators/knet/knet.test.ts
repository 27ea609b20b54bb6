import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../contracts/clock.ts';
import type { Language } from '../../contracts/language.ts';
import { Fils } from '../../contracts/money.ts';
import { KnetSimulator } from './knet.ts';
import { DEMO_MERCHANT } from './merchant.ts';
import { KnetService } from './service.ts';
import { decrypt, encrypt, tamper } from './trandata.ts';

const { resourceKey: KEY, tranportalId: ID, password: PASSWORD } = DEMO_MERCHANT;
/** Nobody listens there: what is tested here never gets as far. */
const MERCHANT = 'http://127.0.0.1:9';

const folder = mkdtempSync(join(tmpdir(), 'knet-'));
const knet = new KnetSimulator(join(folder, 'payments.json'), systemClock);
const service = new KnetService(knet, 0);
let counter = 0;

beforeAll(() => service.plug(true));
afterAll(async () => {
  await service.plug(false);
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a payment and gives the address of its page. */
function open(language: Language = 'ar') {
  counter += 1;
  const opened = knet.books.open({
    trackId: `T${counter}`,
    amount: Fils.parse(10_000),
    language,
    responseUrl: `${MERCHANT}/response`,
    errorUrl: `${MERCHANT}/error`,
  });
  if (!opened.ok) throw new Error(opened.fault);
  return {
    payment: opened.value,
    page: `${service.url}/kpg/paymentpage.htm?PaymentID=${opened.value.paymentId}`,
  };
}

const submit = (page: string, form: Readonly<Record<string, string>>) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const stateOf = (trackId: string) => knet.books.findByTrackId(trackId)?.state;

describe('trandata', () => {
  test('known answer (KNET manual K-064)', () => {
    expect(encrypt('amt=10.000', '0123456789ABCDEF')).toBe('d2ca1dc102c002159df1b67581c348d1');
    expect(decrypt('d2ca1dc102c002159df1b67581c348d1', '0123456789ABCDEF')).toBe('amt=10.000');
  });

  test('tampered is something else of the same length', () => {
    const genuine = encrypt('amt=10.000', KEY);
    expect(tamper(genuine)).toHaveLength(genuine.length);
    expect(tamper(genuine)).not.toBe(genuine);
  });
});

describe('a request for a payment', () => {
  const order: Readonly<Record<string, string>> = {
    id: ID,
    password: PASSWORD,
    action: '1',
    langid: 'AR',
    currencycode: '414',
    amt: '10.000',
    responseURL: `${MERCHANT}/response`,
    errorURL: `${MERCHANT}/error`,
    trackid: 'REQUEST1',
  };
  const begin = (
    changes: Readonly<Record<string, string>>,
    outside: Readonly<Record<string, string>> = {},
  ) => {
    const plain = Object.entries({ ...order, ...changes }).map(([name, value]) => `${name}=${value}`);
    const query = new URLSearchParams({
      param: 'paymentInit',
      trandata: encrypt(plain.join('&'), KEY),
      tranportalId: ID,
      responseURL: `${MERCHANT}/response`,
      errorURL: `${MERCHANT}/error`,
      ...outside,
    });
    return fetch(`${service.url}/kpg/PaymentHTTP.htm?${query}`, { redirect: 'manual' });
  };

  test('leads to the payment page', async () => {
    const { status, headers } = await begin({});
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(
      `/kpg/paymentpage.htm?PaymentID=${knet.books.findByTrackId('REQUEST1')?.paymentId}`,
    );
  });

  test.each([
    ['a refund', { action: '2' }, 'IPAY0100020'],
    ['another currency', { currencycode: '840' }, 'IPAY0100022'],
    ['two decimals', { amt: '10.00' }, 'IPAY0100024'],
    ['nothing', { amt: '0.000' }, 'IPAY0100024'],
    ['eleven characters', { amt: '1000000.000' }, 'IPAY0100024'],
    ['a track id with a sign', { trackid: 'T-1' }, 'IPAY0100027'],
    ['a track id of 41 characters', { trackid: 'T'.repeat(41) }, 'IPAY0100027'],
    ['another amount under a known track id', { amt: '11.000' }, 'IPAY0100027'],
    ['no web address', { responseURL: 'javascript:alert(1)' }, 'IPAY0100004'],
    ['another address than outside', { responseURL: `${MERCHANT}/elsewhere` }, 'IPAY0100013'],
  ])('%s: refused at the error address', async (_case, changes, code) => {
    const { headers } = await begin(changes);
    expect(headers.get('location')).toContain(`${MERCHANT}/error?Error=${code}&ErrorText=`);
  });

  test('without a web address for errors goes nowhere', async () => {
    const { status, headers } = await begin({}, { errorURL: 'javascript:alert(1)' });
    expect([status, headers.get('location')]).toEqual([400, null]);
  });
});

describe('the payment page', () => {
  test.each([
    ['ar', 'rtl', 'ادفع', '10.000 د.ك'],
    ['en', 'ltr', 'Pay', 'KD 10.000'],
  ] as const)(
    '%s: every field has its label, and it says that it is a simulator',
    async (language, direction, pay, amount) => {
      const { page, payment } = open(language);
      const response = await fetch(page);
      const markup = await response.text();
      expect(markup).toContain(`<html lang="${language}" dir="${direction}">`);
      for (const field of ['bank', 'month', 'year', 'pin'])
        expect(markup).toMatch(
          new RegExp(`<label for="${field}">[^<]+</label>\\s*<(select|input) id="${field}"`),
        );
      for (const text of ['محاكاة', 'KNET simulator', `>${pay}</button>`, amount, payment.trackId])
        expect(markup).toContain(text);
      expect(markup).not.toMatch(/<script|<style|style=| on\w+=/);
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'self'; form-action 'self' ${MERCHANT}; frame-ancestors 'none'; base-uri 'none'`,
      );
    },
  );

  test('has its style', async () => {
    const { headers } = await fetch(`${service.url}/kpg/page.css`);
    expect(headers.get('content-type')).toContain('text/css');
  });

  test('an incomplete form is shown again with what is missing, and never with the PIN', async () => {
    const { page, payment } = open('en');
    const response = await submit(page, {
      act: 'pay',
      bank: 'KNET1',
      month: '13',
      year: '2021',
      pin: '98765',
    });
    const markup = await response.text();
    expect(response.status).toBe(422);
    expect(markup).toContain('role="alert"');
    expect(markup).toContain('aria-describedby="month-wrong"');
    expect(markup).toContain('aria-describedby="pin-wrong"');
    expect(markup).not.toContain('year-wrong');
    expect(markup).toContain('<option value="2021" selected>');
    expect(markup).not.toContain('98765');
    expect(stateOf(payment.trackId)).toBe('initiated');
  });

  test.each([
    ['09', '2021', '1234', 'captured'],
    ['09', '2021', '١٢٣٤', 'captured'],
    ['08', '2021', '1234', 'notCaptured'],
    ['09', '2022', '1234', 'notCaptured'],
  ])('expiry %s/%s, PIN %s: %s', async (month, year, pin, expected) => {
    const { page, payment } = open();
    await submit(page, { act: 'pay', bank: 'KNET1', month, year, pin });
    expect(stateOf(payment.trackId)).toBe(expected);
  });

  test('is left once: of two at the same moment one decides', async () => {
    const { page, payment } = open();
    const form = { act: 'pay', bank: 'KNET1', month: '09', year: '2021', pin: '1234' };
    const arrivals = await Promise.all([
      submit(page, form),
      submit(page, { act: 'cancel' }),
      fetch(page, { redirect: 'manual' }),
    ]);
    expect(stateOf(payment.trackId)).toMatch(/^(captured|cancelled)$/);
    const codes = arrivals
      .slice(0, 2)
      .map(({ headers }) => new URL(headers.get('location') ?? MERCHANT).searchParams.get('Error'));
    // The merchant is not there, so the one that decided comes back with that.
    expect(codes.toSorted()).toEqual(['IPAY0100055', 'IPAY0100249']);
  });

  test.each([
    ['an unknown payment', 'PaymentID=1', 404],
    ['no payment', '', 404],
    ['two payments', 'PaymentID=1&PaymentID=2', 400],
  ])('of %s there is none', async (_case, query, status) => {
    expect((await fetch(`${service.url}/kpg/paymentpage.htm?${query}`)).status).toBe(status);
  });
});

describe('the pipe', () => {
  const ask = async (elements: Readonly<Record<string, string>>) => {
    const body = Object.entries({ id: ID, password: PASSWORD, ...elements })
      .map(([name, text]) => `<${name}>${text}</${name}>`)
      .join('');
    const response = await fetch(`${service.url}/kpg/tranPipe.htm?param=tranInit`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body,
    });
    return response.text();
  };
  const captured = () => {
    const { payment } = open();
    const decided = knet.books.decide(payment.paymentId, 'captured', false);
    if (!decided?.transaction) throw new Error('not captured');
    return { ...decided, transaction: decided.transaction };
  };

  test('finds a payment by each of its numbers', async () => {
    const { trackId, paymentId, transaction } = captured();
    const inquiry = { action: '8', amt: '10.000', trackid: trackId };
    const numbers = {
      TrackID: trackId,
      PaymentID: paymentId,
      TransID: transaction.tranId,
      SeqNum: transaction.reference,
    };
    for (const [udf5, transid] of Object.entries(numbers)) {
      const answer = await ask({ ...inquiry, udf5, transid });
      expect(answer).toContain('<result>SUCCESS</result>');
      expect(answer).toContain(`<trackid>${trackId}</trackid>`);
    }
    expect(await ask({ ...inquiry, udf5: 'TrackID', transid: 'T0' })).toContain('!ERROR!-IPAY0100263-');
  });

  test.each([
    ['another password', { password: 'wrong' }, 'IPAY0100015'],
    ['another terminal', { id: 'other' }, 'IPAY0100006'],
    ['another action', { action: '1' }, 'IPAY0100020'],
    ['no amount', { amt: '10' }, 'IPAY0100024'],
  ])('%s is refused', async (_case, changes, code) => {
    const { trackId } = captured();
    const inquiry = { action: '8', amt: '10.000', trackid: trackId, transid: trackId, udf5: 'TrackID' };
    expect(await ask({ ...inquiry, ...changes })).toContain(`<error_code_tag>${code}</error_code_tag>`);
  });

  test('gives back in parts, never more than was taken', async () => {
    const { trackId } = captured();
    const refund = (amt: string) =>
      ask({ action: '2', amt, trackid: trackId, transid: trackId, udf5: 'TrackID' });
    expect(await refund('4.000')).toContain('<result>CAPTURED</result>');
    expect(await refund('6.001')).toContain('!ERROR!-IPAY0300024-');
    expect(await refund('6.000')).toContain('<result>CAPTURED</result>');
    expect(knet.books.findByTrackId(trackId)?.refunds.map(({ amount }) => amount)).toEqual([4000, 6000]);
  });
});
