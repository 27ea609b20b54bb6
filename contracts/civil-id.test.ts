import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CivilId, civilIdCheckDigit, civilIdLastFour, parseCivilId } from './civil-id.ts';

describe('published and synthetic numbers', () => {
  test.each([
    '282040701483',
    '300092400929',
    '304022600325',
    '288020122596',
    '227081660516',
    '292091998298',
    '390010100028',
    '390010100036',
    '390010100044',
    '390010100052',
    '390010100079',
  ])('%s is accepted', (number) => expect(parseCivilId(number)).toEqual({ ok: true, value: number }));

  test.each([
    ['292091998297', 'checkDigit'],
    ['288200122596', 'date'],
    ['29209199829', 'length'],
    ['300000000005', 'date'],
    ['289332013455', 'date'],
    ['190010100028', 'century'],
    ['', 'length'],
    ['39001010002x', 'length'],
  ])('%s is refused for its %s', (number, fault) =>
    expect(parseCivilId(number)).toEqual({ ok: false, fault }),
  );

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'remainder 0 (39001010006) is refused with any last digit: %i',
    (digit) => {
      expect(civilIdCheckDigit('39001010006')).toBeNull();
      expect(parseCivilId(`39001010006${digit}`)).toEqual({ ok: false, fault: 'checkDigit' });
    },
  );

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'remainder 1 (39001010001) is refused with any last digit: %i',
    (digit) => {
      expect(civilIdCheckDigit('39001010001')).toBeNull();
      expect(parseCivilId(`39001010001${digit}`)).toEqual({ ok: false, fault: 'checkDigit' });
    },
  );
});

const SHAPES = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹'];

test('any mixture of Latin, Arabic-Indic and Persian digits is read as the same number', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 }), (shapes) => {
      const typed = [...'390010100028']
        .map((digit, index) => SHAPES[shapes[index] ?? 0]?.[Number(digit)])
        .join('');
      expect(parseCivilId(typed)).toEqual({ ok: true, value: '390010100028' });
    }),
  );
});

test('one changed digit among the first eleven is always noticed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
      const digits = [...'390010100028'];
      digits[place] = String((Number(digits[place]) + step) % 10);
      expect(parseCivilId(digits.join('')).ok).toBe(false);
    }),
  );
});

test('the canonical schema takes Latin digits only', () => {
  expect(CivilId.safeParse('٣٩٠٠١٠١٠٠٠٢٨').success).toBe(false);
  expect(civilIdLastFour(CivilId.parse('390010100028'))).toBe('0028');
});
