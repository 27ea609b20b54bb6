import { z } from 'zod';
import { IsoDate } from '../calendar.ts';
import { Bilingual } from '../language.ts';
import { CompanyId } from '../organisation.ts';
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

/** The residencies of one company or entity that need somebody. */
export const CompanyMatters = z.strictObject({
  companyId: CompanyId,
  name: Bilingual,
  qualifying: count,
  expired: count,
  inBasket: count,
});
export type CompanyMatters = z.infer<typeof CompanyMatters>;

/** What needs the main user or delegate now, and what waits for others. */
export const OrganisationDashboard = z.strictObject({
  /** Those granted to the caller of which something waits. */
  companies: z.array(CompanyMatters),
  /** Whether the caller renews residencies, or others of the organisation do (`RENEWERS_OF`). */
  mayRenew: z.boolean(),
  /** Delegates who have not used their link. */
  awaitingActivation: count,
  /** Own cases that were begun, or returned for correction. */
  casesToComplete: count,
  /** Own cases that are with a department. */
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
