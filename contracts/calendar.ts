import { z } from 'zod';

/** A calendar date in Asia/Kuwait, `YYYY-MM-DD`. */
export const IsoDate = z.iso.date().brand<'IsoDate'>();
export type IsoDate = z.infer<typeof IsoDate>;

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export const IsoInstant = z.iso.datetime().brand<'IsoInstant'>();
export type IsoInstant = z.infer<typeof IsoInstant>;

/** Kuwait keeps UTC+3 the whole year; there is no daylight saving time. */
const KUWAIT_OFFSET_MS = 3 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar date in Kuwait at `epochMs` (milliseconds since the Unix epoch). */
export function kuwaitDate(epochMs: number): IsoDate {
  return IsoDate.parse(new Date(epochMs + KUWAIT_OFFSET_MS).toISOString().slice(0, 10));
}

/** The wall-clock time in Kuwait at `epochMs`, `HH:MM` on 24 hours. */
export function kuwaitTime(epochMs: number): string {
  return new Date(epochMs + KUWAIT_OFFSET_MS).toISOString().slice(11, 16);
}

/** The instant at `epochMs` (milliseconds since the Unix epoch). */
export function isoInstant(epochMs: number): IsoInstant {
  return IsoInstant.parse(new Date(epochMs).toISOString());
}

/** `date` moved by `days` (negative moves back). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return IsoDate.parse(new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10));
}

/** Whole days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

const MONTHS_OF_YEAR = 12;
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FEBRUARY = 2;

const digits = (value: number, count: number): string => String(value).padStart(count, '0');

/** Gregorian; months count from 1. */
function daysOfMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === FEBRUARY && isLeapYear ? 29 : (DAYS_OF_MONTHS[month - 1] ?? Number.NaN);
}

/**
 * `date` moved by whole months (negative moves back): to the same day of that month, or to its last day where it has no such
 * day. 31 January and one month is 28 February, or 29 February in a leap year.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const counted = Number(date.slice(0, 4)) * MONTHS_OF_YEAR + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(counted / MONTHS_OF_YEAR);
  const month = counted - year * MONTHS_OF_YEAR + 1;
  const day = Math.min(Number(date.slice(8)), daysOfMonth(year, month));
  return IsoDate.parse(`${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`);
}

/** `date` moved by whole years; 29 February becomes 28 February where there is none. */
export function addYears(date: IsoDate, years: number): IsoDate {
  const moved = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  return IsoDate.safeParse(moved).data ?? IsoDate.parse(moved.replace('-02-29', '-02-28'));
}

/** Whole years from `birthDate` to `date`; 0 before birth, as with the people of the demonstration. */
export function ageOn(birthDate: IsoDate, date: IsoDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return Math.max(0, date.slice(5) < birthDate.slice(5) ? years - 1 : years);
}
