import { addDays, type IsoDate } from '../../../contracts/calendar.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import type { Settings } from '../../dated-settings.ts';

/** What a request looked at again needs; `wait`: nothing today. */
export type FollowUp =
  | { readonly act: 'remind' | 'wait'; readonly nextOn: IsoDate; readonly remindersSent: number }
  | { readonly act: 'expire'; readonly from: 'returned' | 'awaitingPayment' | 'ready' }
  | { readonly act: 'forget' };

/** The states from which a machine or an attendant can give a request back to `ready`. */
const AT_MACHINE: ReadonlySet<RequestStatus> = new Set([
  'reserved',
  'printing',
  'presented',
  'retained',
  'needsAttendant',
]);

/** How many of the reminders before `collectBy` are due on `today`. */
function remindersDue(collectBy: IsoDate, today: IsoDate, { reminderDays }: Settings): number {
  return reminderDays.filter((days) => addDays(collectBy, -days) <= today).length;
}

/** The day of the reminder after `remindersSent`; after the last one, the day on which the request ends. */
function nextDay(collectBy: IsoDate, remindersSent: number, { reminderDays }: Settings): IsoDate {
  const days = reminderDays[remindersSent];
  return addDays(collectBy, days === undefined ? 1 : -days);
}

/** How long a licence that is ready `today` waits, and when its request is looked at first. */
export function collectionTerm(today: IsoDate, settings: Settings) {
  const collectBy = addDays(today, settings.collectionDays);
  const remindersSent = remindersDue(collectBy, today, settings);
  return { collectBy, remindersSent, followUpOn: nextDay(collectBy, remindersSent, settings) };
}

/** What a request needs on the day that was noted for it. Reminders that were missed are made up for by one. */
export function followUp(
  request: {
    readonly status: RequestStatus;
    readonly collectBy: IsoDate | null;
    readonly remindersSent: number;
  },
  settings: Settings,
  today: IsoDate,
): FollowUp {
  const { status, collectBy, remindersSent } = request;
  if (status === 'returned' || status === 'awaitingPayment') return { act: 'expire', from: status };
  if (AT_MACHINE.has(status)) return { act: 'wait', nextOn: addDays(today, 1), remindersSent };
  if (status !== 'ready' || collectBy === null) return { act: 'forget' };
  if (today > collectBy) return { act: 'expire', from: status };
  const due = remindersDue(collectBy, today, settings);
  return {
    act: due > remindersSent ? 'remind' : 'wait',
    nextOn: nextDay(collectBy, due, settings),
    remindersSent: due,
  };
}
