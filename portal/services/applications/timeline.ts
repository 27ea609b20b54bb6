import { z } from 'zod';
import type { TimelineEntry } from '../../../contracts/portal-api/licences.ts';
import { RequestStatus } from '../../../contracts/request.ts';
import type { EntryAboutRequest } from '../../store/applications.ts';

/** What of an entry's details says where the request came to, and why. */
const Details = z.object({
  to: RequestStatus.optional(),
  status: RequestStatus.optional(),
  note: z.string().nullish(),
});

/** Acts whose entries do not say where they lead, because they lead to one state only. */
const LEADS_TO: Readonly<Record<string, RequestStatus>> = {
  requestReserved: 'reserved',
  leaseLapsed: 'ready',
};

/** The way of a request, from the trail: an entry for each state that it came to. */
export function timelineOf(entries: readonly EntryAboutRequest[]): TimelineEntry[] {
  const steps = entries.flatMap(({ at, action, details }) => {
    const { to, status, note } = Details.parse(JSON.parse(details));
    const reached = to ?? status ?? LEADS_TO[action];
    return reached === undefined ? [] : [{ at, status: reached, note: note ?? null }];
  });
  return steps.filter(({ status }, index) => status !== steps[index - 1]?.status);
}
