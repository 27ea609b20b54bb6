import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, IsoDate } from '../../../contracts/calendar.ts';
import { anyDay, anyMonthsEnd, wholeMonths } from './day-by-day.test-helper.ts';
import { type LengthLimits, type PossibleLength, renewalLengths } from './lengths.ts';

const date = (text: string) => IsoDate.parse(text);
const lengths = (
  residencyExpiresOn: string,
  insuredUntil: string | null,
  passportExpiresOn: string | null,
  today = '2026-11-22',
) =>
  renewalLengths({
    residencyExpiresOn: date(residencyExpiresOn),
    today: date(today),
    insuredUntil: insuredUntil === null ? null : date(insuredUntil),
    passportExpiresOn: passportExpiresOn === null ? null : date(passportExpiresOn),
    mostYears: 5,
  }).map(({ months, newExpiry, cappedBy }) => [months, newExpiry, cappedBy]);

describe('what can be chosen', () => {
  test('the insured length in whole years', () => {
    expect(lengths('2027-01-10', '2029-01-10', '2035-01-01')).toEqual([
      [12, '2028-01-10', null],
      [24, '2029-01-10', null],
    ]);
  });
  test('a passport that ends within the second year shortens it to whole months', () => {
    expect(lengths('2027-01-10', '2029-01-10', '2028-06-09')).toEqual([
      [12, '2028-01-10', null],
      [16, '2028-05-10', 'passport'],
    ]);
  });
  test('an insurance that ends within the first year', () => {
    expect(lengths('2027-01-10', '2027-11-22', '2035-01-01')).toEqual([[10, '2027-11-10', 'insurance']]);
  });
  test('a residency that has ended is renewed from today', () => {
    expect(lengths('2026-08-01', '2027-11-22', '2035-01-01')).toEqual([[12, '2027-11-22', null]]);
  });
  test('never more than the longest', () => {
    expect(lengths('2027-01-10', '2040-01-10', '2040-01-01').at(-1)).toEqual([60, '2032-01-10', null]);
  });
  test('from the end of a month to the end of another', () => {
    expect(lengths('2026-12-31', '2027-02-28', '2035-01-01')).toEqual([[2, '2027-02-28', 'insurance']]);
  });
  test('from a leap day', () => {
    expect(lengths('2028-02-29', '2032-02-29', '2035-01-01', '2028-01-15').map(([, end]) => end)).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });
  test.each([
    ['no insurance', null, '2035-01-01'],
    ['no passport', '2029-01-10', null],
    ['an insurance that ends with the residency', '2027-01-10', '2035-01-01'],
    ['an insurance that ended', '2026-01-10', '2035-01-01'],
    ['a passport that ends within a month', '2029-01-10', '2027-02-09'],
  ])('%s: nothing', (_name, insured, passport) => {
    expect(lengths('2027-01-10', insured, passport)).toEqual([]);
  });
});

/** The same reckoned from day to day: walks month by month and keeps what ends under both caps. */
function clerk({
  residencyExpiresOn,
  today,
  insuredUntil,
  passportExpiresOn,
  mostYears,
}: LengthLimits): PossibleLength[] {
  if (insuredUntil === null || passportExpiresOn === null) return [];
  const begin = residencyExpiresOn > today ? residencyExpiresOn : today;
  const found: PossibleLength[] = [];
  for (const newExpiry of wholeMonths(begin, 1)) {
    const months = found.length + 1;
    if (months > mostYears * 12 || newExpiry > insuredUntil || newExpiry > passportExpiresOn) break;
    found.push({
      months,
      newExpiry,
      cappedBy: months % 12 === 0 ? null : passportExpiresOn < insuredUntil ? 'passport' : 'insurance',
    });
  }
  return found.filter(({ months }, index) => months % 12 === 0 || index === found.length - 1);
}

test('is what a clerk finds from day to day', () => {
  const days = fc.integer({ min: -40, max: 900 });
  fc.assert(
    fc.property(
      fc.oneof(anyDay, anyMonthsEnd),
      fc.integer({ min: -70, max: 70 }),
      days,
      days,
      fc.integer({ min: 1, max: 2 }),
      (residencyExpiresOn, since, insured, passport, mostYears) => {
        const limits = {
          residencyExpiresOn,
          today: addDays(residencyExpiresOn, since),
          insuredUntil: addDays(residencyExpiresOn, insured),
          passportExpiresOn: addDays(residencyExpiresOn, passport),
          mostYears,
        };
        const found = renewalLengths(limits);
        expect(found).toEqual(clerk(limits));
        for (const { newExpiry } of found) {
          expect(newExpiry <= limits.insuredUntil).toBe(true);
          expect(newExpiry <= limits.passportExpiresOn).toBe(true);
          expect(newExpiry > limits.residencyExpiresOn).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});
