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
