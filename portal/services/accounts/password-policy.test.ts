import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PasswordFault } from '../../../contracts/portal-api/accounts.ts';
import { canonicalPassword, passwordFault } from './password-policy.ts';

const OWN = ['390010100028', 'holder@example.test'];

describe('guide-2020', () => {
  test.each<[string, PasswordFault | null]>([
    ['abcd1234', null],
    ['1234567a', null],
    ['ABCDEFG1', null],
    ['كلمةسر١٢', null],
    ['abcd١٢٣٤', null],
    ['abcd۱۲۳۴', null],
    ['ＡＢＣＤ１２３４', null],
    ['', 'passwordNotEight'],
    ['abc1234', 'passwordNotEight'],
    ['abcd12345', 'passwordNotEight'],
    ['abcdefgh', 'passwordNeedsLetterAndDigit'],
    ['12345678', 'passwordNeedsLetterAndDigit'],
    ['١٢٣٤٥٦٧٨', 'passwordNeedsLetterAndDigit'],
    ['abcd 123', 'passwordNeedsLetterAndDigit'],
    ['abcd-123', 'passwordNeedsLetterAndDigit'],
    ['abcd123😀', 'passwordNeedsLetterAndDigit'],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault('guide-2020', password, OWN)).toBe(fault);
  });

  const letter = fc.constantFrom(...'azAZسبم');
  const digit = fc.constantFrom(...'0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹');

  test('takes every eight letters and digits with at least one of each', () => {
    fc.assert(
      fc.property(
        letter,
        digit,
        fc.array(fc.oneof(letter, digit), { minLength: 6, maxLength: 6 }),
        fc.nat(7),
        (one, other, rest, place) => {
          const characters = [one, ...rest];
          characters.splice(place, 0, other);
          expect(passwordFault('guide-2020', characters.join(''), OWN)).toBeNull();
        },
      ),
    );
  });

  test('whatever it takes has eight characters, a letter and a digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (password) => {
        if (passwordFault('guide-2020', password, OWN) !== null) return;
        const canonical = canonicalPassword(password);
        expect([...canonical]).toHaveLength(8);
        expect(canonical).toMatch(/[0-9]/);
        expect(canonical).toMatch(/\p{L}/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('modern', () => {
  test.each<[string, PasswordFault | null]>([
    ['harbour-lantern-seven', null],
    ['twelve chars', null],
    ['الميناء فيه سبعة قوارب', null],
    ['😀'.repeat(12), null],
    ['x'.repeat(127).concat('y'), null],
    ['eleven char', 'passwordTooShort'],
    ['😀'.repeat(11), 'passwordTooShort'],
    ['x'.repeat(129), 'passwordTooLong'],
    ['1q2w3e4r5t6y', 'passwordCommon'],
    ['1Q2W3E4R5T6Y', 'passwordCommon'],
    ['١٢٣٤٥٦١٢٣٤٥٦', 'passwordCommon'],
    ['390010100028', 'passwordCommon'],
    ['٣٩٠٠١٠١٠٠٠٢٨', 'passwordCommon'],
    ['Holder@Example.test', 'passwordCommon'],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault('modern', password, OWN)).toBe(fault);
  });

  test('takes no password outside 12 to 128 characters, and any other that is not guessed first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 140 }), (password) => {
        const { length } = password;
        const fault = passwordFault('modern', password, OWN);
        if (length < 12) expect(fault).toBe('passwordTooShort');
        else if (length > 128) expect(fault).toBe('passwordTooLong');
        else expect([null, 'passwordCommon']).toContain(fault);
      }),
    );
  });
});

test('the canonical spelling is its own canonical spelling', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (password) => {
      const canonical = canonicalPassword(password);
      expect(canonicalPassword(canonical)).toBe(canonical);
    }),
  );
});
