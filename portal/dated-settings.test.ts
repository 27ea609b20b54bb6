import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { IsoDate } from '../contracts/calendar.ts';
import { DatedSettings, settingsOn } from './dated-settings.ts';
import { DATED_SETTINGS } from './test-support/fixtures.ts';

const date = (text: string) => IsoDate.parse(text);
const permitDays = [
  { validFrom: date('2024-01-01'), value: 14, source: 'first decree' },
  { validFrom: date('2026-01-01'), value: 30, source: 'second decree' },
];

test('what ships is well formed and holds today', () => {
  const shipped: unknown = JSON.parse(
    readFileSync(new URL('./dated-settings.json', import.meta.url), 'utf8'),
  );
  expect(settingsOn(DatedSettings.parse(shipped), date('2026-11-22')).permitDays).toBe(14);
});

test.each([
  ['2024-01-01', 14],
  ['2025-12-31', 14],
  ['2026-01-01', 30],
  ['2040-01-01', 30],
])('on %s the decree of that time holds', (day, days) => {
  expect(settingsOn({ ...DATED_SETTINGS, permitDays }, date(day)).permitDays).toBe(days);
});

test('before the first decree nothing holds', () => {
  expect(() => settingsOn({ ...DATED_SETTINGS, permitDays }, date('2023-12-31'))).toThrow(RangeError);
});

describe('refused', () => {
  test.each<[string, unknown]>([
    ['a list without values', []],
    ['dates out of order', permitDays.toReversed()],
    ['a date twice', [permitDays[0], permitDays[0]]],
    ['a value without source', [{ validFrom: '2024-01-01', value: 14, source: '' }]],
    ['a value of no meaning', [{ validFrom: '2024-01-01', value: 0, source: 'decree' }]],
  ])('%s', (_name, facts) => {
    expect(DatedSettings.safeParse({ ...DATED_SETTINGS, permitDays: facts }).success).toBe(false);
  });
});
