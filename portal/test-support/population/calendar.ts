import {
  addDays,
  type IsoDate,
  type IsoInstant,
  isoInstant,
  kuwaitDate,
} from '../../../contracts/calendar.ts';

const MINUTE_MS = 60_000;

/** Dates and instants around one moment. */
export class Calendar {
  readonly #nowMs: number;
  readonly #dates = new Map<number, IsoDate>();
  readonly today: IsoDate;
  readonly now: IsoInstant;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
    this.today = kuwaitDate(nowMs);
    this.now = isoInstant(nowMs);
  }

  /** The date `days` from today (negative: before). */
  date(days: number): IsoDate {
    const known = this.#dates.get(days);
    if (known !== undefined) return known;
    const date = addDays(this.today, days);
    this.#dates.set(days, date);
    return date;
  }

  /** The instant `minutes` from now (negative: before). */
  instant(minutes: number): IsoInstant {
    return new Date(this.#nowMs + minutes * MINUTE_MS).toISOString() as IsoInstant;
  }
}
