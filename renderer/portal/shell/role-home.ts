import type { Role } from '../../../contracts/portal-api/route.ts';

/** The page that each role begins with after signing in. */
export const ROLE_HOME = {
  individual: '/dashboard',
  mainUser: '/overview',
  delegate: '/overview',
  trafficOfficer: '/review',
  residencyOfficer: '/desk',
  accountsOfficer: '/desk',
  auditor: '/audit',
} as const satisfies Record<Role, string>;
