import { expect, test } from 'vitest';
import { visualRuns } from './visual-runs.ts';

const shown = (line: string, base: 'ltr' | 'rtl') =>
  visualRuns(line, base).map(({ text, direction }) => `${direction === 'rtl' ? '←' : '→'}${text}`);

test('Latin alone', () => {
  expect(shown('KD 10.000', 'ltr')).toEqual(['→KD 10.000']);
});

test('Arabic alone stays in logical order: the font turns it', () => {
  expect(shown('رخصة القيادة', 'rtl')).toEqual(['←رخصة القيادة']);
});

test('a number inside Arabic keeps its digits and stands at its place from the right', () => {
  expect(shown('22 نوفمبر 2026', 'rtl')).toEqual(['→2026', '← نوفمبر ', '→22']);
});

test('an amount with the currency in Arabic', () => {
  expect(shown('12.500 د.ك', 'rtl')).toEqual(['← د.ك', '→12.500']);
});

test('brackets around an Arabic letter are mirrored', () => {
  expect(shown('عامة (أ)', 'rtl')).toEqual(['←عامة )أ(']);
});

test('Latin and digits inside Arabic', () => {
  expect(shown('الجهاز K-014 جاهز', 'rtl')).toEqual(['← جاهز', '→K-014', '←الجهاز ']);
});

test('Arabic inside a Latin line', () => {
  expect(shown('name سالم 12 end', 'ltr')).toEqual(['→name ', '→12', '←سالم ', '→ end']);
});

test('nothing', () => {
  expect(visualRuns('', 'rtl')).toEqual([]);
});
