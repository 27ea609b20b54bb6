import { addDays, kuwaitDate } from '../../contracts/calendar.ts';
import type { LossReport } from '../police/control.ts';
import { DEMO_PEOPLE } from './people.ts';

/** Days since the loss was reported. */
const REPORTED_DAYS_AGO = 2;

/** The loss that the demonstration person `apply-lost` has reported, around `now` (milliseconds since the Unix epoch). */
export function demoLossReport(now: number): LossReport {
  const person = DEMO_PEOPLE.find(({ card }) => card === 'apply-lost');
  if (!person) throw new Error('nobody in the demonstration applies for a lost licence');
  return {
    reportNumber: '2026/1457',
    station: 'salmiya',
    reportedOn: addDays(kuwaitDate(now), -REPORTED_DAYS_AGO),
    civilId: person.civilId,
  };
}
