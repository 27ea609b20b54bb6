import { z } from 'zod';
import { IsoDate } from '../calendar.ts';
import type { ApiRoute } from './route.ts';

const count = z.int().nonnegative();

/** A day's traffic of a department. */
export const DeskDay = z.strictObject({ date: IsoDate, arrived: count, decided: count });
export type DeskDay = z.infer<typeof DeskDay>;

/** How many cases have waited for how long. */
export const DeskAge = z.strictObject({
  age: z.enum(['today', 'oneToThreeDays', 'fourToSevenDays', 'longer']),
  count,
});
export type DeskAge = z.infer<typeof DeskAge>;

/** Work of a department: what waits, how old it is, and what came and went in the last 14 days. */
export const DeskDashboard = z.strictObject({
  waiting: count,
  claimedByMe: count,
  ages: z.array(DeskAge),
  days: z.array(DeskDay),
});
export type DeskDashboard = z.infer<typeof DeskDashboard>;

/** What needs the main user or delegate now. */
export const OrganisationDashboard = z.strictObject({
  qualifying: count,
  expired: count,
  inBasket: count,
  /** Delegates who have not used their link. */
  awaitingActivation: count,
  casesReturned: count,
  casesWaiting: count,
});
export type OrganisationDashboard = z.infer<typeof OrganisationDashboard>;

export const DASHBOARD_ROUTES = {
  deskDashboard: {
    method: 'GET',
    path: '/api/desk/dashboard',
    access: ['trafficOfficer', 'residencyOfficer', 'accountsOfficer'],
    summary: "Throughput and age of the department's queue",
    answer: DeskDashboard,
  },
  organisationDashboard: {
    method: 'GET',
    path: '/api/organisation/dashboard',
    access: ['mainUser', 'delegate'],
    summary: 'What needs the caller now, over the companies granted to them',
    answer: OrganisationDashboard,
  },
} as const satisfies Record<string, ApiRoute>;
