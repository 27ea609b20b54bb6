import { describe, expect, test } from 'vitest';
import { addDays, addYears, ageOn, IsoDate, isoInstant, kuwaitDate, kuwaitTime } from './calendar.ts';
import { type Clock, delay } from './clock.ts';
import {
  contentDigest,
  parseSignature,
  signatureBase,
  signatureHeader,
  signatureInput,
} from './http-signature.ts';
import { SCREEN_INTENTS } from './kiosk-intent.ts';
import { toLatinDigits } from './language.ts';
import { Fils, formatFils } from './money.ts';

describe('money', () => {
  test.each([
    [0, '0.000 د.ك', 'KD 0.000'],
    [5, '0.005 د.ك', 'KD 0.005'],
    [12_500, '12.500 د.ك', 'KD 12.500'],
    [1_234_500, '1,234.500 د.ك', 'KD 1,234.500'],
  ])('%i fils', (fils, arabic, english) => {
    expect(formatFils(Fils.parse(fils), 'ar')).toBe(arabic);
    expect(formatFils(Fils.parse(fils), 'en')).toBe(english);
  });

  test.each([-1, 0.5, Number.NaN])('%d is no amount', (amount) =>
    expect(Fils.safeParse(amount).success).toBe(false),
  );
});

describe('calendar in Kuwait', () => {
  const beforeMidnight = Date.parse('2026-12-31T20:59:59Z');
  const midnight = Date.parse('2026-12-31T21:00:00Z');

  test('the day changes at 21:00 UTC', () => {
    expect(kuwaitDate(beforeMidnight)).toBe('2026-12-31');
    expect(kuwaitDate(midnight)).toBe('2027-01-01');
    expect(kuwaitTime(beforeMidnight)).toBe('23:59');
    expect(kuwaitTime(midnight)).toBe('00:00');
  });

  test('days are added over month ends and leap days', () => {
    expect(addDays(IsoDate.parse('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(IsoDate.parse('2027-02-28'), 1)).toBe('2027-03-01');
    expect(addDays(IsoDate.parse('2027-01-01'), -1)).toBe('2026-12-31');
  });

  test('years are added; a leap day without its year is the day before', () => {
    expect(addYears(IsoDate.parse('2026-11-22'), 15)).toBe('2041-11-22');
    expect(addYears(IsoDate.parse('2028-02-29'), 4)).toBe('2032-02-29');
    expect(addYears(IsoDate.parse('2028-02-29'), 5)).toBe('2033-02-28');
  });

  test.each([
    ['1986-11-22', 40],
    ['1986-11-23', 39],
    ['2026-11-22', 0],
    ['2090-01-01', 0],
  ])('somebody born on %s is %i on 2026-11-22', (birthDate, age) => {
    expect(ageOn(IsoDate.parse(birthDate), IsoDate.parse('2026-11-22'))).toBe(age);
  });

  test('an instant is UTC with milliseconds', () => expect(isoInstant(0)).toBe('1970-01-01T00:00:00.000Z'));
});

test('both Eastern digit shapes become Latin, letters stay', () => {
  expect(toLatinDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２３４５６７８９ أ4a²')).toBe(
    '0123456789 0123456789 0123456789 أ4a²',
  );
});

describe('delay', () => {
  const timers: { callback: () => void; ms: number }[] = [];
  const clock: Clock = {
    now: () => 0,
    setTimeout: (callback, ms) => timers.push({ callback, ms }) - 1,
    clearTimeout: (handle) => {
      timers[handle as number] = { callback: () => {}, ms: 0 };
    },
  };

  test('ends when the clock calls', async () => {
    const waiting = delay(clock, 250);
    expect(timers.at(-1)?.ms).toBe(250);
    timers.at(-1)?.callback();
    await expect(waiting).resolves.toBeUndefined();
  });

  test('ends at once when aborted', async () => {
    const controller = new AbortController();
    const waiting = delay(clock, 250, controller.signal);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(delay(clock, 250, controller.signal)).resolves.toBeUndefined();
  });
});

describe('HTTP message signature texts (RFC 9421)', () => {
  const parameters = { created: 1_700_000_000, keyId: 'K-014' };

  test('the signature base names each covered component on its own line', () => {
    expect(
      signatureBase(
        { method: 'POST', path: '/kiosk/v1/lookups', contentDigest: contentDigest('AAAA') },
        parameters,
      ),
    ).toBe(
      [
        '"@method": POST',
        '"@path": /kiosk/v1/lookups',
        '"content-digest": sha-256=:AAAA:',
        '"@signature-params": ("@method" "@path" "content-digest");created=1700000000;keyid="K-014";alg="ed25519"',
      ].join('\n'),
    );
  });

  test('headers are read back', () => {
    expect(parseSignature(signatureInput(parameters), signatureHeader('c2ln'))).toEqual({
      parameters,
      signatureBase64: 'c2ln',
    });
  });

  test.each([
    [
      'another algorithm',
      signatureInput(parameters).replace('ed25519', 'hmac-sha256'),
      signatureHeader('c2ln'),
    ],
    [
      'fewer components',
      signatureInput(parameters).replace(' "content-digest"', ''),
      signatureHeader('c2ln'),
    ],
    ['no signature', signatureInput(parameters), ''],
  ])('%s is refused', (_case, input, signature) => expect(parseSignature(input, signature)).toBeNull());
});

test('while a card is being made nobody can cancel', () => {
  for (const screen of ['printing', 'takeCard'] as const)
    expect(SCREEN_INTENTS[screen]).not.toContain('cancel');
});
