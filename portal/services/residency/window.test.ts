import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { anyDay, anyMonthsEnd, wholeMonths } from './day-by-day.test-helper.ts';
import { lastQualifyingEnd, qualifiesFrom } from './window.ts';

const date = (text: string) => IsoDate.parse(text);

describe('the first day on which less than two months are left', () => {
  test.each([
    ['a day that every month has', '2027-01-20', '2026-11-21'],
    ['the end of a month of 31 days, two months before of 31', '2027-03-31', '2027-02-01'],
    ['the end of a month of 30 days, two months before of 28', '2027-04-30', '2027-03-01'],
    ['29 April, two months before of 28', '2027-04-29', '2027-03-01'],
    ['29 April of a leap year', '2028-04-29', '2028-03-01'],
    ['28 April of a leap year', '2028-04-28', '2028-02-29'],
    ['28 February', '2027-02-28', '2026-12-29'],
    ['29 February', '2028-02-29', '2027-12-30'],
    ['31 December, two months before in the same year', '2026-12-31', '2026-11-01'],
    ['1 January', '2027-01-01', '2026-11-02'],
  ])('%s', (_name, expiresOn, from) => {
    expect(qualifiesFrom(date(expiresOn), 2)).toBe(from);
  });

  test('is a day in Kuwait: it begins three hours before that of UTC', () => {
    const from = qualifiesFrom(date('2027-01-20'), 2);
    expect(kuwaitDate(Date.parse('2026-11-20T20:59:59.999Z')) >= from).toBe(false);
    expect(kuwaitDate(Date.parse('2026-11-20T21:00:00.000Z')) >= from).toBe(true);
  });
});

const months = fc.integer({ min: 1, max: 13 });

test('is the day after the one to which a clerk turns back from day to day', () => {
  fc.assert(
    fc.property(fc.oneof(anyDay, anyMonthsEnd), months, (expiresOn, window) => {
      const [turnedTo] = wholeMonths(expiresOn, -1)
        .drop(window - 1)
        .take(1);
      if (turnedTo === undefined) throw new Error('the calendar has an end');
      expect(qualifiesFrom(expiresOn, window)).toBe(addDays(turnedTo, 1));
    }),
    { numRuns: 1_000 },
  );
});

test('the last end that qualifies today is the last: the next day does not', () => {
  fc.assert(
    fc.property(fc.oneof(anyDay, anyMonthsEnd), months, (today, window) => {
      const last = lastQualifyingEnd(today, window);
      expect(qualifiesFrom(last, window) <= today).toBe(true);
      expect(qualifiesFrom(addDays(last, 1), window) > today).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
