import { addDays, addMonths, type IsoDate } from '../../../contracts/calendar.ts';

/**
 * The first day on which less than `months` are left of a residency that ends on `expiresOn` (guide, S5–S7 step 3: شريطة أن تكون
 * مدة الإقامة المتبقية أقل من شهرين): the day after the one that lies so many months before the end. Where that month has no
 * such day, its last day takes its place: what ends on 30 April can be renewed from 1 March, in every year.
 */
export function qualifiesFrom(expiresOn: IsoDate, months: number): IsoDate {
  return addDays(addMonths(expiresOn, -months), 1);
}

/** The last end of a residency that can be renewed on `today`: whatever ends later is too early, as {@link qualifiesFrom} says. */
export function lastQualifyingEnd(today: IsoDate, months: number): IsoDate {
  // Yesterday lies `months` before that end. From the last day of a month this is the last day of another, however long it is.
  return today.endsWith('-01')
    ? addDays(addMonths(today, months), -1)
    : addMonths(addDays(today, -1), months);
}
