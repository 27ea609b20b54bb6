import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilIdCheckDigit } from './civil-id.ts';
import { Email, Mobile } from './contact.ts';
import { TypedCivilId } from './portal-api/accounts.ts';
import { InquiryNumber, Plate } from './portal-api/payments.ts';

const LATIN = '0123456789';
const ARABIC_INDIC = '٠١٢٣٤٥٦٧٨٩';
const PERSIAN = '۰۱۲۳۴۵۶۷۸۹';

/** The same number as people type it: in any of the three digit shapes, mixed too, with spaces here and there. */
const typed = (number: string) =>
  fc
    .array(fc.tuple(fc.constantFrom(LATIN, ARABIC_INDIC, PERSIAN), fc.boolean()), {
      minLength: number.length,
      maxLength: number.length,
    })
    .map((ways) =>
      ways
        .map(([shape, space], index) => {
          const letter = number[index] ?? '';
          return `${/\d/.test(letter) ? (shape[Number(letter)] ?? '') : letter}${space ? ' ' : ''}`;
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

  test('mobile, with and without the country’s code', () => {
    fc.assert(
      fc.property(
        withTyping(mobile),
        fc.constantFrom('', '+965', '00965', '+965 '),
        ([value, text], code) => {
          expect(Mobile.parse(`${code}${text}`)).toBe(`+965${value}`);
        },
      ),
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

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const schema of [TypedCivilId, InquiryNumber, Mobile, Plate, Email]) schema.safeParse(text);
      }),
    );
  });
});

test('an e-mail address is kept without spaces and in lower case', () => {
  expect(Email.parse('  Salem@Example.COM ')).toBe('salem@example.com');
  for (const text of ['', 'salem', 'salem@', '@example.com', `${'a'.repeat(250)}@example.com`])
    expect(Email.safeParse(text).success).toBe(false);
});
