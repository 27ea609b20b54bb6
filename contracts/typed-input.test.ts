import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilIdCheckDigit } from './civil-id.ts';
import { Email, Mobile } from './contact.ts';
import { canonicalNumber, toLatinDigits } from './language.ts';
import { ACCOUNT_ROUTES, TypedCivilId } from './portal-api/accounts.ts';
import { ReviewDecision } from './portal-api/decision.ts';
import { LossReport, RequestForm } from './portal-api/licences.ts';
import { InquiryNumber, Plate } from './portal-api/payments.ts';

const SHAPES = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９'] as const;
/** Digits of other scripts and for other purposes, which nobody in Kuwait types: full of ways to look like something else. */
const OTHER_DIGITS = ['०१२३४५६७८९', '০১২৩৪৫৬৭৮৯', '⁰¹²³⁴⁵⁶⁷⁸⁹', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', '⓪①②③④⑤⑥⑦⑧⑨'].map((shape) => [
  ...shape,
]);
/** What stands between digits without being part of the number: spaces, and marks of direction that are pasted along. */
const BETWEEN = [
  '',
  ' ',
  '\t',
  '\u00A0',
  '\u2007',
  '\u202F',
  '\u200E',
  '\u200F',
  '\u061C',
  '\u202A',
  '\u202C',
  '\u202E',
  '\u2066',
  '\u2067',
  '\u2069',
  '\u200B',
  '\u200D',
  '\u00AD',
  '\uFEFF',
] as const;
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  '/': ['/', '／'],
  '+': ['+', '＋'],
  '-': ['-', '\u2010', '\u2011', '\u2013', '\u2212', '－'],
  '(': ['(', '（'],
  ')': [')', '）'],
};

/** The same number as people type or paste it: digits of all shapes mixed, signs too, with something between here and there. */
const typed = (number: string) =>
  fc
    .array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...BETWEEN)), {
      minLength: number.length,
      maxLength: number.length,
    })
    .map((ways) =>
      ways
        .map(([shape, sign, between], index) => {
          const letter = number[index] ?? '';
          const spellings = /\d/.test(letter)
            ? SHAPES.map((digits) => digits[Number(letter)] ?? '')
            : (SIGNS[letter] ?? [letter]);
          return (spellings[(shape + sign) % spellings.length] ?? '') + between;
        })
        .join(''),
    );

const twoDigits = (most: number) =>
  fc.integer({ min: 1, max: most }).map((value) => String(value).padStart(2, '0'));

/** Civil ID numbers of synthetic people, born 2090. */
const civilId = fc
  .tuple(twoDigits(12), twoDigits(28), fc.integer({ min: 0, max: 9999 }))
  .map(([month, day, serial]) => `390${month}${day}${String(serial).padStart(4, '0')}`)
  .filter((eleven) => civilIdCheckDigit(eleven) !== null)
  .map((eleven) => `${eleven}${civilIdCheckDigit(eleven)}`);

const mobile = fc.oneof(
  fc
    .tuple(fc.constantFrom('5', '6', '9'), fc.integer({ min: 0, max: 9_999_999 }))
    .map(([first, rest]) => `${first}${String(rest).padStart(7, '0')}`),
  fc.integer({ min: 0, max: 999_999 }).map((rest) => `41${String(rest).padStart(6, '0')}`),
);

const plate = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99_999 }))
  .map(([code, number]) => `${code}/${number}`);

/** A number, and one way to type it. */
const withTyping = (number: fc.Arbitrary<string>) =>
  number.chain((value) => fc.tuple(fc.constant(value), typed(value)));

describe('a number typed in any digits is the same number', () => {
  test('civil ID', () => {
    fc.assert(
      fc.property(withTyping(civilId), ([value, text]) => {
        expect(TypedCivilId.parse(text)).toBe(value);
        expect(InquiryNumber.parse(text)).toEqual({ type: 'civilId', number: value });
      }),
    );
  });

  test('unified number', () => {
    const unified = fc.integer({ min: 100_000, max: 99_999_999_999 }).map(String);
    fc.assert(
      fc.property(withTyping(unified), ([value, text]) => {
        expect(InquiryNumber.parse(text)).toEqual({ type: 'unifiedNumber', number: value });
      }),
    );
  });

  test('mobile, with and without the country’s code, as address books write it', () => {
    const written = fc
      .tuple(mobile, fc.constantFrom('', '+965', '00965', '+965-', '(+965)'), fc.boolean())
      .chain(([value, code, hyphen]) =>
        fc.tuple(
          fc.constant(value),
          typed(code + (hyphen ? `${value.slice(0, 4)}-${value.slice(4)}` : value)),
        ),
      );
    fc.assert(
      fc.property(written, ([value, text]) => {
        expect(Mobile.parse(text)).toBe(`+965${value}`);
      }),
    );
  });

  test('plate', () => {
    fc.assert(
      fc.property(withTyping(plate), ([value, text]) => {
        expect(Plate.parse(text)).toBe(value);
      }),
    );
  });
});

describe('what is no such number is refused, and never throws', () => {
  test('one digit of a civil ID changed', () => {
    fc.assert(
      fc.property(civilId, fc.nat(11), fc.integer({ min: 1, max: 9 }), (value, place, by) => {
        const digits = [...value];
        digits[place] = String((Number(digits[place]) + by) % 10);
        // No weight is a multiple of 11, which is prime: a single wrong digit always shows.
        expect(TypedCivilId.safeParse(digits.join('')).success).toBe(false);
      }),
    );
  });

  test('twelve digits that are no civil ID are no unified number either', () => {
    expect(InquiryNumber.safeParse('390010100027').success).toBe(false);
  });

  test.each(['4012345', '40123456', '12345678', '+966512345678', '5001234', '500123456', ''])(
    'mobile %s',
    (text) => {
      expect(Mobile.safeParse(text).success).toBe(false);
    },
  );

  test.each(['', '/', '123/1', '1/123456', 'A/123', '1-234'])('plate %s', (text) => {
    expect(Plate.safeParse(text).success).toBe(false);
  });

  test('digits of another script are none, one alone as little as all', () => {
    fc.assert(
      fc.property(
        civilId,
        mobile,
        plate,
        fc.constantFrom(...OTHER_DIGITS),
        fc.nat(),
        (id, phone, sign, shape, at) => {
          const strange = (number: string) => {
            const places = [...number].flatMap((letter, place) => (/\d/.test(letter) ? [place] : []));
            const place = places[at % places.length] ?? 0;
            return number.slice(0, place) + shape[Number(number[place])] + number.slice(place + 1);
          };
          expect(TypedCivilId.safeParse(strange(id)).success).toBe(false);
          expect(InquiryNumber.safeParse(strange(id)).success).toBe(false);
          expect(Mobile.safeParse(strange(phone)).success).toBe(false);
          expect(Plate.safeParse(strange(sign)).success).toBe(false);
        },
      ),
    );
  });

  test('a number with anything else in it', () => {
    const foreign = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
      .filter((text) => /[^-()+/]/.test(canonicalNumber(text)) && !/\d/.test(toLatinDigits(text)));
    fc.assert(
      fc.property(civilId, mobile, plate, foreign, fc.nat(12), (id, phone, sign, text, at) => {
        const spoiled = (number: string) => number.slice(0, at) + text + number.slice(at);
        expect(TypedCivilId.safeParse(spoiled(id)).success).toBe(false);
        expect(InquiryNumber.safeParse(spoiled(id)).success).toBe(false);
        expect(Mobile.safeParse(spoiled(phone)).success).toBe(false);
        expect(Plate.safeParse(spoiled(sign)).success).toBe(false);
      }),
    );
  });

  test('what is taken is always in its one spelling, and is taken again as it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          ...SHAPES.join(''),
          ...BETWEEN.filter((one) => one !== ''),
          '/',
          '+',
          '-',
          '\0',
        ),
      }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const [schema, spelling] of [
          [TypedCivilId, /^[23]\d{11}$/],
          [Mobile, /^\+965\d{8}$/],
          [Plate, /^\d{1,2}\/\d{1,5}$/],
          [Email, /^[!-~]+@[!-~]+$/],
        ] as const) {
          const read = schema.safeParse(text);
          if (!read.success) continue;
          expect(read.data).toMatch(spelling);
          expect(schema.parse(read.data)).toBe(read.data);
        }
        const number = InquiryNumber.safeParse(text);
        if (number.success) expect(number.data.number).toMatch(/^\d{6,12}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('an e-mail address is kept without spaces and invisible marks, in lower case', () => {
  expect(Email.parse('  Salem@Example.COM ')).toBe('salem@example.com');
  expect(Email.parse('\u202ASalem\u200B@example.com\u202C')).toBe('salem@example.com');
  for (const text of ['', 'salem', 'salem@', '@example.com', `${'a'.repeat(250)}@example.com`])
    expect(Email.safeParse(text).success).toBe(false);
});

describe('text with characters that nobody types, which databases refuse', () => {
  const staff = ACCOUNT_ROUTES.signInStaff.body;
  const form = { category: null, damageType: null, lossReport: null, documents: {} };
  const accepts: Readonly<Record<string, (text: string) => boolean>> = {
    'user name': (userName) => staff.safeParse({ userName, password: 'x', code: '123456' }).success,
    machine: (machine) => RequestForm.safeParse({ ...form, machine }).success,
    'report number': (reportNumber) =>
      LossReport.safeParse({ reportNumber, station: 'salmiya', reportedOn: '2026-11-20' }).success,
    reason: (reason) => ReviewDecision.safeParse({ decision: 'return', reason }).success,
  };
  test.each(Object.keys(accepts))('%s', (field) => {
    const accept = (text: string) => accepts[field]?.(text);
    expect(accept('بلاغ 2026/1')).toBe(true);
    for (const control of ['\0', '\u0007', '\u001B', '\u007F', '\u0085'])
      expect(accept(`1234${control}5678`)).toBe(false);
    expect(accept('12345\n6789')).toBe(field === 'reason');
  });
});
