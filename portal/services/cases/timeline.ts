import { z } from 'zod';
import { CaseStatus } from '../../../contracts/case.ts';
import type { CaseTimelineEntry } from '../../../contracts/portal-api/cases.ts';
import type { EntryAboutCase } from '../../store/cases.ts';

/** What of an entry's details says where the case came to, and why. */
const Details = z.object({ to: CaseStatus.optional(), note: z.string().nullish() });

/** The way of a case, from the trail: an entry for each state that it came to. */
export function caseTimelineOf(entries: readonly EntryAboutCase[]): CaseTimelineEntry[] {
  return entries.flatMap(({ at, details }) => {
    const { to, note } = Details.parse(JSON.parse(details));
    return to === undefined ? [] : [{ at, status: to, note: note ?? null }];
  });
}
