import { ACCOUNT_ROUTES } from './accounts.ts';
import { LICENCE_ROUTES, REVIEW_ROUTES } from './licences.ts';
import { PAYMENT_ROUTES } from './payments.ts';
import { UPLOAD_ROUTES } from './uploads.ts';

/** Every JSON route of the portal, by name: what the server serves, the client calls and the OpenAPI document lists. */
export const PORTAL_ROUTES = {
  ...ACCOUNT_ROUTES,
  ...LICENCE_ROUTES,
  ...REVIEW_ROUTES,
  ...UPLOAD_ROUTES,
  ...PAYMENT_ROUTES,
} as const;
export type PortalRoutes = typeof PORTAL_ROUTES;
