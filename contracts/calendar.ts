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

/**
 * `date` moved by whole months (negative moves back): to the same day of that month, or to its last day where it has no such
 * day. 31 January and one month is 28 February, or 29 February in a leap year.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
  return IsoDate.parse(moved.toISOString().slice(0, 10));
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
