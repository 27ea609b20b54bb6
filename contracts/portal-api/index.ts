import { ACCOUNT_ROUTES } from './accounts.ts';
import { AUDIT_ROUTES } from './audit.ts';
import { CASE_ROUTES, DESK_ROUTES } from './cases.ts';
import { DASHBOARD_ROUTES } from './dashboards.ts';
import { LICENCE_ROUTES, REVIEW_ROUTES } from './licences.ts';
import { ORGANISATION_ROUTES } from './organisations.ts';
import { PASSPORT_ROUTES } from './passports.ts';
import { PAYMENT_ROUTES } from './payments.ts';
import { RESIDENCY_ROUTES } from './residency.ts';
import { UPLOAD_ROUTES } from './uploads.ts';

/** Every JSON route of the portal, by name: what the server serves, the client calls and the OpenAPI document lists. */
export const PORTAL_ROUTES = {
  ...ACCOUNT_ROUTES,
  ...LICENCE_ROUTES,
  ...REVIEW_ROUTES,
  ...UPLOAD_ROUTES,
  ...PAYMENT_ROUTES,
  ...ORGANISATION_ROUTES,
  ...CASE_ROUTES,
  ...DESK_ROUTES,
  ...RESIDENCY_ROUTES,
  ...PASSPORT_ROUTES,
  ...AUDIT_ROUTES,
  ...DASHBOARD_ROUTES,
} as const;
export type PortalRoutes = typeof PORTAL_ROUTES;
