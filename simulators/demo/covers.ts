import { addDays, addMonths, type IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import type { Cover } from '../health-insurance/covers.ts';
import { DEMO_RESIDENTS } from './residents.ts';

/** Months that are insured beyond the end of a residency, unless a resident's circumstances say otherwise. */
const INSURED_MONTHS = 12;

/** What the Ministry of Health knows at first of the demonstration's residents, around `now` (milliseconds since the Unix epoch). */
export function demoCovers(now: number): Cover[] {
  const today = kuwaitDate(now);
  return DEMO_RESIDENTS.map(({ civilId, daysLeft, circumstances }) => {
    const { insuredMonths = INSURED_MONTHS, insuredDays } = circumstances;
    const begin: IsoDate = addDays(today, Math.max(0, daysLeft));
    return {
      civilId,
      until: insuredDays === undefined ? addMonths(begin, insuredMonths) : addDays(begin, insuredDays),
    };
  });
}
