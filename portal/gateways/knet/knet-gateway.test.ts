import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fils } from '../../../contracts/money.ts';
import type { GatewayResponse } from '../../ports/payment-gateway.ts';
import { KnetConfig } from './config.ts';
import { readElements, writeElements } from './elements.ts';
import { formatAmount, KnetAmount } from './fields.ts';
import { createKnetGateway } from './knet-gateway.ts';
import { decryptTrandata, encryptTrandata } from './trandata.ts';

const KEY = '0123456789ABCDEF';
const PASSWORD = 'a-secret-word';
const CONFIG = KnetConfig.parse({
  tranportalId: 'merchant',
  password: PASSWORD,
  resourceKey: KEY,
  paymentUrl: 'https://gateway.example/kpg/PaymentHTTP.htm',
  tranPipeUrl: 'https://gateway.example/kpg/tranPipe.htm',
});
const gateway = createKnetGateway(CONFIG, 'https://portal.example');

const amounts = fc.integer({ min: 0, max: 999_999_999 }).map((fils) => Fils.parse(fils));
const trackIds = fc.stringMatching(/^[A-Za-z0-9]{1,40}$/);
const keys = fc
  .uint8Array({ min: 0x21, max: 0x7e, minLength: 16, maxLength: 16 })
  .map((octets) => Buffer.from(octets).toString('latin1'));

/** A response as the manual shows one (K-064 §5). */
const CAPTURED = {
  paymentid: '100202600000000001',
  result: 'CAPTURED',
  auth: 'B24047',
  avr: 'N',
  ref: '632900000001',
  tranid: '202632900000001',
  postdate: '1125',
  trackid: 'T0001',
  udf1: '',
  udf5: '',
  amt: '20.550',
  authRespCode: '00',
};
const responseOf = (fields: Readonly<Record<string, string>>) =>
  encryptTrandata(new URLSearchParams(fields).toString(), KEY);
const without = (name: string) =>
  Object.fromEntries(Object.entries(CAPTURED).filter(([field]) => field !== name));

describe('trandata', () => {
  test('known answer (KNET manual K-064)', () => {
    expect(encryptTrandata('amt=10.000', KEY)).toBe('d2ca1dc102c002159df1b67581c348d1');
    expect(decryptTrandata('d2ca1dc102c002159df1b67581c348d1', KEY)).toBe('amt=10.000');
    expect(decryptTrandata('D2CA1DC102C002159DF1B67581C348D1', KEY)).toBe('amt=10.000');
  });

  test('any printable text comes back, with any key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 600 }), keys, (plain, key) => {
        expect(decryptTrandata(encryptTrandata(plain, key), key)).toBe(plain);
      }),
    );
  });
});

describe('amounts', () => {
  test.each([
    [1, '0.001'],
    [10_000, '10.000'],
    [20_550, '20.550'],
    [999_999_999, '999999.999'],
  ])('%i fils are %s', (fils, text) => {
    expect(formatAmount(Fils.parse(fils))).toBe(text);
    expect(KnetAmount.parse(text)).toBe(fils);
  });

  test('every amount comes back from at most ten characters', () => {
    fc.assert(
      fc.property(amounts, (fils) => {
        const text = formatAmount(fils);
        expect(text.length).toBeLessThanOrEqual(10);
        expect(KnetAmount.parse(text)).toBe(fils);
      }),
    );
    expect(() => formatAmount(Fils.parse(1_000_000_000))).toThrow(RangeError);
  });

  test('in other digits is none: a gateway writes one spelling, and another hand is at work', () => {
    const shapes = ['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９'];
    fc.assert(
      fc.property(amounts, fc.constantFrom(...shapes), fc.nat(), (fils, shape, at) => {
        const text = formatAmount(fils);
        const places = [...text].flatMap((letter, place) => (letter === '.' ? [] : [place]));
        const place = places[at % places.length] ?? 0;
        const other = text.slice(0, place) + shape[Number(text[place])] + text.slice(place + 1);
        expect(KnetAmount.safeParse(other).success).toBe(false);
        expect(KnetAmount.safeParse(text.replace('.', '٫')).success).toBe(false);
      }),
    );
  });

  test.each([
    '10',
    '10.0',
    '10.00',
    '10.0000',
    '010.000',
    '.500',
    '-1.000',
    '1,000.000',
    '1e3',
    ' 1.000',
    '١.٠٠٠',
    '',
  ])('"%s" is none', (text) => expect(KnetAmount.safeParse(text).success).toBe(false));
});

describe('the address of the payment page', () => {
  test('carries the order, encrypted', () => {
    const url = new URL(gateway.begin({ trackId: 'T0001', amount: Fils.parse(10_000), language: 'ar' }));
    expect(url.origin + url.pathname).toBe(CONFIG.paymentUrl);
    const { trandata, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      param: 'paymentInit',
      tranportalId: 'merchant',
      responseURL: 'https://portal.example/payments/knet/response',
      errorURL: 'https://portal.example/payments/knet/error',
    });
    expect(url.href).not.toContain(PASSWORD);
    expect(decryptTrandata(String(trandata), KEY)).toBe(
      `id=merchant&password=${PASSWORD}&action=1&langid=AR&currencycode=414&amt=10.000` +
        '&responseURL=https://portal.example/payments/knet/response' +
        '&errorURL=https://portal.example/payments/knet/error&trackid=T0001&udf1=&udf2=&udf3=&udf4=&udf5=',
    );
  });

  test.each(['', 'T-1', 'T1&amt=0.001', 'T'.repeat(41)])('no track id is "%s"', (trackId) =>
    expect(() => gateway.begin({ trackId, amount: Fils.parse(1), language: 'en' })).toThrow(),
  );
});

describe('a response', () => {
  test('captured', () => {
    expect(gateway.readResponse(responseOf(CAPTURED))).toEqual({
      ok: true,
      value: {
        result: 'captured',
        paymentId: CAPTURED.paymentid,
        trackId: 'T0001',
        amount: Fils.parse(20_550),
        tranId: CAPTURED.tranid,
        reference: CAPTURED.ref,
        authorisation: 'B24047',
        postDate: '1125',
      } satisfies GatewayResponse,
    });
  });

  test.each([
    ['NOT CAPTURED', 'notCaptured'],
    ['CANCELED', 'cancelled'],
    ['HOST TIMEOUT', 'hostTimeout'],
  ])('%s, where the bank has said nothing', (result, expected) => {
    const fields = { ...CAPTURED, result, auth: '', ref: '', tranid: '', postdate: '' };
    expect(gateway.readResponse(responseOf(fields))).toEqual({
      ok: true,
      value: { result: expected, paymentId: CAPTURED.paymentid, trackId: 'T0001', amount: 20_550 },
    });
  });

  test('any track id and amount come back', () => {
    fc.assert(
      fc.property(trackIds, amounts, (trackid, amount) => {
        const read = gateway.readResponse(responseOf({ ...CAPTURED, trackid, amt: formatAmount(amount) }));
        expect(read).toMatchObject({ ok: true, value: { trackId: trackid, amount } });
      }),
    );
  });

  const MALFORMED: Readonly<Record<string, string>> = {
    'an unknown result': responseOf({ ...CAPTURED, result: 'APPROVED' }),
    'a result in small letters': responseOf({ ...CAPTURED, result: 'captured' }),
    'an amount of another form': responseOf({ ...CAPTURED, amt: '20.55' }),
    'captured without a bank': responseOf({ ...CAPTURED, ref: '' }),
    'two results': encryptTrandata(`${new URLSearchParams(CAPTURED)}&result=CAPTURED`, KEY),
    'nothing at all': encryptTrandata('', KEY),
    'an error in plain words': encryptTrandata('!ERROR!-IPAY0100176-Decrypting failed', KEY),
  };
  test.each(Object.keys(MALFORMED))('malformed: %s', (name) =>
    expect(gateway.readResponse(String(MALFORMED[name]))).toEqual({ ok: false, fault: 'malformed' }),
  );
  test.each(['paymentid', 'result', 'auth', 'ref', 'tranid', 'trackid', 'postdate', 'amt'])(
    'malformed: without %s',
    (name) =>
      expect(gateway.readResponse(responseOf(without(name)))).toEqual({ ok: false, fault: 'malformed' }),
  );
});

describe('what does not come from the gateway', () => {
  const genuine = responseOf(CAPTURED);

  test('a response with any octets changed is undecipherable', () => {
    const changes = fc.uniqueArray(
      fc.record({
        at: fc.nat({ max: genuine.length / 2 - 1 }),
        by: fc.integer({ min: 1, max: 255 }),
      }),
      { minLength: 1, maxLength: 4, selector: ({ at }) => at },
    );
    fc.assert(
      fc.property(changes, (changed) => {
        const octets = Buffer.from(genuine, 'hex');
        for (const { at, by } of changed) octets.writeUInt8(octets.readUInt8(at) ^ by, at);
        expect(gateway.readResponse(octets.toString('hex'))).toEqual({ ok: false, fault: 'undecipherable' });
      }),
    );
  });

  test('a response whose blocks are cut off, left out or changed about is never the genuine one', () => {
    const blocks = genuine.match(/.{32}/g) ?? [];
    fc.assert(
      fc.property(fc.shuffledSubarray(blocks), (some) => {
        fc.pre(some.join('') !== genuine);
        expect(gateway.readResponse(some.join('')).ok).toBe(false);
      }),
    );
  });

  test('a response under another key is undecipherable', () => {
    fc.assert(
      fc.property(keys, (key) => {
        fc.pre(key !== KEY);
        const forged = encryptTrandata(new URLSearchParams(CAPTURED).toString(), key);
        expect(gateway.readResponse(forged)).toEqual({ ok: false, fault: 'undecipherable' });
      }),
    );
  });

  test('no text at all makes it throw or believe', () => {
    const blocks = fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 12 });
    const texts = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((octets) => Buffer.from(octets).toString('latin1')),
      blocks.map((octets) => Buffer.concat(octets).toString('hex')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(gateway.readResponse(text).ok).toBe(false);
      }),
    );
    expect(gateway.readResponse('a'.repeat(32 * 100_000))).toEqual({ ok: false, fault: 'undecipherable' });
  });
});

describe('elements of the pipe', () => {
  const names = fc.stringMatching(/^[A-Za-z]\w{0,20}$/);
  const texts = fc.stringMatching(/^([A-Za-z0-9.!-]+( [A-Za-z0-9.!-]+){0,3})?$/);

  test('come back, without a root and in one', () => {
    fc.assert(
      fc.property(fc.dictionary(names, texts), (elements) => {
        const rooted = writeElements('response', elements);
        expect(readElements(`<?xml version="1.0"?>\n${rooted}`)).toEqual({ ...elements });
        expect(readElements(rooted.slice('<response>'.length, -'</response>'.length))).toEqual({
          ...elements,
        });
      }),
    );
  });

  test('entities are read', () => expect(readElements('<a>1 &amp; 2 &lt;3</a>')).toEqual({ a: '1 & 2 <3' }));

  test.each([
    'text',
    '<a>1</b>',
    '<a>1',
    '<a><b>1</b></a>',
    '<a>1</a><a>2</a>',
    '<!DOCTYPE a><a>1</a>',
    '<a b="1">2</a>',
    '<html><p>Service unavailable</p></html>',
  ])('%s is no answer', (answer) => expect(readElements(answer)).toBeNull());

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', 'b', '&', ';', ' ', '?') }),
        (text) => {
          readElements(text);
        },
      ),
    );
  });
});

describe('configuration', () => {
  test.each([
    ['a key of 15 characters', { resourceKey: KEY.slice(1) }],
    ['a pipe without TLS', { tranPipeUrl: 'http://gateway.example/kpg/tranPipe.htm' }],
    [
      'a host that only begins like this machine',
      { tranPipeUrl: 'http://localhost.example/kpg/tranPipe.htm' },
    ],
    ['a password that would end its field', { password: 'a&action=2' }],
  ])('%s is refused, without telling the secrets', (_name, change) => {
    const parsed = KnetConfig.safeParse({ ...CONFIG, ...change });
    expect(parsed.success).toBe(false);
    expect(String(parsed.error)).not.toContain(PASSWORD);
    expect(String(parsed.error)).not.toContain(KEY.slice(1));
  });

  test('a gateway on this machine needs no TLS', () => {
    const url = 'http://127.0.0.1:4200/kpg/tranPipe.htm';
    expect(KnetConfig.safeParse({ ...CONFIG, tranPipeUrl: url, paymentUrl: url }).success).toBe(true);
  });
});
