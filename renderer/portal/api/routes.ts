import { ACCOUNT_ROUTES } from '../../../contracts/portal-api/accounts.ts';
import type { PortalRoutes } from '../../../contracts/portal-api/index.ts';
import type { ApiRoute } from '../../../contracts/portal-api/route.ts';

/** Name of a route of the portal's API. */
export type RouteName = keyof PortalRoutes;

type Routes = Readonly<Record<string, ApiRoute>>;

/** The contracts of each area. Those of accounts come with every page, the others when they are first needed. */
const AREAS = {
  accounts: async (): Promise<Routes> => ACCOUNT_ROUTES,
  licences: async (): Promise<Routes> => {
    const { LICENCE_ROUTES, REVIEW_ROUTES } = await import('../../../contracts/portal-api/licences.ts');
    return { ...LICENCE_ROUTES, ...REVIEW_ROUTES };
  },
  uploads: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/uploads.ts')).UPLOAD_ROUTES,
  payments: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/payments.ts')).PAYMENT_ROUTES,
  organisations: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/organisations.ts')).ORGANISATION_ROUTES,
  cases: async (): Promise<Routes> => {
    const { CASE_ROUTES, DESK_ROUTES } = await import('../../../contracts/portal-api/cases.ts');
    return { ...CASE_ROUTES, ...DESK_ROUTES };
  },
  residency: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/residency.ts')).RESIDENCY_ROUTES,
  passports: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/passports.ts')).PASSPORT_ROUTES,
  audit: async (): Promise<Routes> => (await import('../../../contracts/portal-api/audit.ts')).AUDIT_ROUTES,
  dashboards: async (): Promise<Routes> =>
    (await import('../../../contracts/portal-api/dashboards.ts')).DASHBOARD_ROUTES,
} as const;

/** The area that declares each route. */
const AREA_OF: Readonly<Record<RouteName, keyof typeof AREAS>> = {
  register: 'accounts',
  passwordPolicy: 'accounts',
  activate: 'accounts',
  signIn: 'accounts',
  signInStaff: 'accounts',
  setUpStaff: 'accounts',
  changeStaffPassword: 'accounts',
  session: 'accounts',
  signOut: 'accounts',
  unlock: 'accounts',
  requestPasswordReset: 'accounts',
  resetPassword: 'accounts',
  profile: 'accounts',
  changeEmail: 'accounts',
  confirmEmail: 'accounts',
  changeMobile: 'accounts',
  changeLanguage: 'accounts',
  licence: 'licences',
  machines: 'licences',
  requests: 'licences',
  createRequest: 'licences',
  request: 'licences',
  saveRequest: 'licences',
  submitRequest: 'licences',
  cancelRequest: 'licences',
  queue: 'licences',
  reviewCase: 'licences',
  claimCase: 'licences',
  releaseCase: 'licences',
  decideCase: 'licences',
  upload: 'uploads',
  removeUpload: 'uploads',
  dues: 'payments',
  inquire: 'payments',
  beginPayment: 'payments',
  payments: 'payments',
  payment: 'payments',
  abandonPayment: 'payments',
  organisation: 'organisations',
  ownCompanies: 'organisations',
  createDelegate: 'organisations',
  changeDelegateCompanies: 'organisations',
  changeDelegateContact: 'organisations',
  suspendDelegate: 'organisations',
  reactivateDelegate: 'organisations',
  resendDelegateActivation: 'organisations',
  cases: 'cases',
  createCase: 'cases',
  case: 'cases',
  saveCase: 'cases',
  submitCase: 'cases',
  cancelCase: 'cases',
  deskQueue: 'cases',
  deskCase: 'cases',
  claimDeskCase: 'cases',
  releaseDeskCase: 'cases',
  decideDeskCase: 'cases',
  findResidents: 'residency',
  residencyExpiries: 'residency',
  beginRenewal: 'residency',
  renewals: 'residency',
  renewal: 'residency',
  saveRenewal: 'residency',
  removeRenewal: 'residency',
  importRenewals: 'residency',
  payRenewals: 'residency',
  passports: 'passports',
  revealPassport: 'passports',
  auditEntries: 'audit',
  auditChain: 'audit',
  lookUpPerson: 'audit',
  deskDashboard: 'dashboards',
  organisationDashboard: 'dashboards',
};

/** The contract of a route; rejects when it cannot be fetched. */
export async function routeOf(name: RouteName): Promise<ApiRoute> {
  const route = (await AREAS[AREA_OF[name]]())[name];
  if (route === undefined) throw new Error(`${AREA_OF[name]} declares no route ${name}`);
  return route;
}
