import fc from 'fast-check';
import { addDays, IsoDate } from '../../../contracts/calendar.ts';

/*
 * A calendar that is walked from day to day, as a clerk turns the pages: it adds no months and knows no lengths of months, so
 * that what the rules reckon at once can be held against it.
 */

const FIRST = IsoDate.parse('2023-01-01');
const DAYS = 8 * 366;

/** Any day of eight years, two of them leap years. */
export const anyDay = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(FIRST, days));

/** A day near an end of a month, where months differ. */
export const anyMonthsEnd = fc
  .tuple(anyDay, fc.integer({ min: -3, max: 3 }))
  .map(([day, near]) => addDays(IsoDate.parse(`${day.slice(0, 8)}01`), near));

const dayOf = (date: IsoDate): number => Number(date.slice(8));
const isLastOfMonth = (date: IsoDate): boolean => addDays(date, 1).endsWith('-01');

/** Whether a month that is counted from or to a day numbered `day` is whole on `date`. */
const completes = (date: IsoDate, day: number): boolean =>
  dayOf(date) === day || (isLastOfMonth(date) && dayOf(date) < day);

/** Walks from `from`, a day at a time in the direction `step`, and stops at each day on which another month is whole. */
export function* wholeMonths(from: IsoDate, step: 1 | -1): Generator<IsoDate, never> {
  for (let date = addDays(from, step); ; date = addDays(date, step))
    if (completes(date, dayOf(from))) yield date;
}
