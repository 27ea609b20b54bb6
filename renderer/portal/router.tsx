import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { CaseType } from '../../contracts/case.ts';
import { ACCOUNT_ROLES, STAFF_ROLES } from '../../contracts/portal-api/route.ts';
import { loadAreas, type TextArea } from '../i18n/portal.ts';
import { AuditPageSearch } from './pages/audit/audit-search.ts';
import { CompanySearch, ResidencySearch } from './pages/residency/residency-search.ts';
import { Broken } from './shell/broken.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const getParentRoute = () => root;
/** Pages of a person who is signed in, of everybody with an account, and of officers. */
const individual = { access: ['individual'] } as const;
const account = { access: ACCOUNT_ROLES } as const;
const mainUser = { access: ['mainUser'] } as const;
const trafficOfficer = { access: ['trafficOfficer'] } as const;
const officer = { access: ['trafficOfficer', 'residencyOfficer', 'accountsOfficer'] } as const;
const organisationUser = { access: ['mainUser', 'delegate'] } as const;
const auditor = { access: ['auditor'] } as const;
const staff = { access: STAFF_ROLES } as const;
const deskOfficer = { access: ['accountsOfficer', 'residencyOfficer'] } as const;

/** What of a department's queue is shown. */
const DeskSearch = z.object({ type: CaseType.optional().catch(undefined) });

/** Fetches a page together with the texts of its areas. */
function withTexts<Module>(areas: readonly TextArea[], load: () => Promise<Module>): () => Promise<Module> {
  return async () => {
    const [module] = await Promise.all([load(), loadAreas(areas)]);
    return module;
  };
}

const home = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(
    withTexts(['services'], () => import('./pages/home/home.tsx')),
    'HomePage',
  ),
});
const service = createRoute({
  getParentRoute,
  path: '/services/$service',
  component: lazyRouteComponent(
    withTexts(['services', 'cases'], () => import('./pages/services/service.tsx')),
    'ServicePage',
  ),
});
const begin = createRoute({
  getParentRoute,
  path: '/services/$kind/begin',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/licences/begin.tsx'), 'BeginPage'),
});

const register = createRoute({
  getParentRoute,
  path: '/register',
  component: lazyRouteComponent(() => import('./pages/account/register.tsx'), 'RegisterPage'),
});
const checkMail = createRoute({
  getParentRoute,
  path: '/check-your-mail',
  component: lazyRouteComponent(() => import('./pages/account/check-mail.tsx'), 'CheckMailPage'),
});
const activate = createRoute({
  getParentRoute,
  path: '/activate',
  component: lazyRouteComponent(() => import('./pages/account/new-password.tsx'), 'ActivatePage'),
});
const resetPassword = createRoute({
  getParentRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./pages/account/new-password.tsx'), 'ResetPasswordPage'),
});
const unlock = createRoute({
  getParentRoute,
  path: '/unlock',
  component: lazyRouteComponent(() => import('./pages/account/use-link.tsx'), 'UnlockPage'),
});
const confirmEmail = createRoute({
  getParentRoute,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('./pages/account/use-link.tsx'), 'ConfirmEmailPage'),
});
const signIn = createRoute({
  getParentRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/account/sign-in.tsx'), 'SignInRoute'),
});
const forgottenPassword = createRoute({
  getParentRoute,
  path: '/forgotten-password',
  component: lazyRouteComponent(
    () => import('./pages/account/forgotten-password.tsx'),
    'ForgottenPasswordPage',
  ),
});
const ownAccount = createRoute({
  getParentRoute,
  path: '/account',
  staticData: account,
  component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'AccountPage'),
});

const dashboard = createRoute({
  getParentRoute,
  path: '/dashboard',
  staticData: individual,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/home/dashboard.tsx')),
    'DashboardPage',
  ),
});
const request = createRoute({
  getParentRoute,
  path: '/requests/$requestId',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/licences/request.tsx'), 'RequestPage'),
});
const apply = createRoute({
  getParentRoute,
  path: '/requests/$requestId/apply/$topic',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/licences/apply.tsx'), 'ApplyPage'),
});
const submitted = createRoute({
  getParentRoute,
  path: '/requests/$requestId/submitted',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/licences/submitted.tsx'), 'SubmittedPage'),
});

const duesInquiry = createRoute({
  getParentRoute,
  path: '/dues-inquiry',
  component: lazyRouteComponent(() => import('./pages/dues/inquiry.tsx'), 'InquiryPage'),
});
const dues = createRoute({
  getParentRoute,
  path: '/dues',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/dues/dues.tsx'), 'DuesPage'),
});
const payDues = createRoute({
  getParentRoute,
  path: '/dues/pay',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/dues/pay-dues.tsx'), 'PayDuesPage'),
});
const payRequest = createRoute({
  getParentRoute,
  path: '/requests/$requestId/pay',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/payments/pay-request.tsx'), 'PayRequestPage'),
});
const payments = createRoute({
  getParentRoute,
  path: '/payments',
  staticData: account,
  component: lazyRouteComponent(() => import('./pages/payments/payments.tsx'), 'PaymentsPage'),
});
const payment = createRoute({
  getParentRoute,
  path: '/payments/$paymentId',
  staticData: account,
  component: lazyRouteComponent(() => import('./pages/payments/payment.tsx'), 'PaymentPage'),
});

const staffSetUp = createRoute({
  getParentRoute,
  path: '/staff/set-up',
  component: lazyRouteComponent(() => import('./pages/staff/set-up.tsx'), 'StaffSetUpPage'),
});
const staffPassword = createRoute({
  getParentRoute,
  path: '/staff/password',
  staticData: staff,
  component: lazyRouteComponent(() => import('./pages/staff/password.tsx'), 'StaffPasswordPage'),
});
const staffSignIn = createRoute({
  getParentRoute,
  path: '/staff',
  component: lazyRouteComponent(() => import('./pages/staff/sign-in.tsx'), 'StaffSignInPage'),
});
const reviewQueue = createRoute({
  getParentRoute,
  path: '/review',
  staticData: trafficOfficer,
  component: lazyRouteComponent(
    withTexts(['desk'], () => import('./pages/review/queue.tsx')),
    'QueuePage',
  ),
});
const reviewCase = createRoute({
  getParentRoute,
  path: '/review/$requestId',
  staticData: trafficOfficer,
  component: lazyRouteComponent(
    withTexts(['desk'], () => import('./pages/review/case.tsx')),
    'CasePage',
  ),
});

const organisation = createRoute({
  getParentRoute,
  path: '/organisation',
  staticData: mainUser,
  component: lazyRouteComponent(
    withTexts(['organisation'], () => import('./pages/organisation/organisation.tsx')),
    'OrganisationPage',
  ),
});
const newDelegate = createRoute({
  getParentRoute,
  path: '/organisation/delegates/new',
  staticData: mainUser,
  component: lazyRouteComponent(
    withTexts(['organisation'], () => import('./pages/organisation/new-delegate.tsx')),
    'NewDelegatePage',
  ),
});
const delegate = createRoute({
  getParentRoute,
  path: '/organisation/delegates/$delegateId',
  staticData: mainUser,
  component: lazyRouteComponent(
    withTexts(['organisation'], () => import('./pages/organisation/delegate.tsx')),
    'DelegatePage',
  ),
});

const ownCases = createRoute({
  getParentRoute,
  path: '/cases',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['cases'], () => import('./pages/cases/cases.tsx')),
    'CasesPage',
  ),
});
const beginCase = createRoute({
  getParentRoute,
  path: '/cases/begin/$type',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['cases'], () => import('./pages/cases/begin.tsx')),
    'BeginCasePage',
  ),
});
const ownCase = createRoute({
  getParentRoute,
  path: '/cases/$caseId',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['cases'], () => import('./pages/cases/case.tsx')),
    'CasePage',
  ),
});
const fillInCase = createRoute({
  getParentRoute,
  path: '/cases/$caseId/apply/$topic',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['cases'], () => import('./pages/cases/fill-in.tsx')),
    'FillInPage',
  ),
});
const submittedCase = createRoute({
  getParentRoute,
  path: '/cases/$caseId/submitted',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['cases'], () => import('./pages/cases/submitted.tsx')),
    'SubmittedCasePage',
  ),
});

const deskQueue = createRoute({
  getParentRoute,
  path: '/desk',
  staticData: deskOfficer,
  validateSearch: DeskSearch,
  component: lazyRouteComponent(
    withTexts(['desk', 'cases'], () => import('./pages/desk/queue.tsx')),
    'DeskQueuePage',
  ),
});
const deskCase = createRoute({
  getParentRoute,
  path: '/desk/$caseId',
  staticData: deskOfficer,
  component: lazyRouteComponent(
    withTexts(['desk', 'cases'], () => import('./pages/desk/case.tsx')),
    'DeskCasePage',
  ),
});

const residency = createRoute({
  getParentRoute,
  path: '/residency',
  staticData: account,
  validateSearch: ResidencySearch,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/residency/residents.tsx')),
    'ResidencyPage',
  ),
});
const basket = createRoute({
  getParentRoute,
  path: '/residency/basket',
  staticData: account,
  validateSearch: CompanySearch,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/residency/basket.tsx')),
    'BasketPage',
  ),
});
const importRenewals = createRoute({
  getParentRoute,
  path: '/residency/import',
  staticData: organisationUser,
  validateSearch: CompanySearch,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/residency/import.tsx')),
    'ImportPage',
  ),
});
const expiries = createRoute({
  getParentRoute,
  path: '/residency/expiries',
  staticData: account,
  validateSearch: CompanySearch,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/residency/expiries.tsx')),
    'ExpiriesPage',
  ),
});
const renewal = createRoute({
  getParentRoute,
  path: '/residency/renewals/$renewalId',
  staticData: account,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/residency/renewal.tsx')),
    'RenewalPage',
  ),
});
const passports = createRoute({
  getParentRoute,
  path: '/passports',
  staticData: individual,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/passports/passports.tsx')),
    'PassportsPage',
  ),
});
const overview = createRoute({
  getParentRoute,
  path: '/overview',
  staticData: organisationUser,
  component: lazyRouteComponent(
    withTexts(['residency'], () => import('./pages/dashboards/overview.tsx')),
    'OverviewPage',
  ),
});
const workload = createRoute({
  getParentRoute,
  path: '/workload',
  staticData: officer,
  component: lazyRouteComponent(
    withTexts(['oversight'], () => import('./pages/dashboards/workload.tsx')),
    'WorkloadPage',
  ),
});
const lookUp = createRoute({
  getParentRoute,
  path: '/look-up',
  staticData: officer,
  component: lazyRouteComponent(
    withTexts(['oversight', 'cases'], () => import('./pages/audit/look-up.tsx')),
    'LookUpPage',
  ),
});
const audit = createRoute({
  getParentRoute,
  path: '/audit',
  staticData: auditor,
  validateSearch: AuditPageSearch,
  component: lazyRouteComponent(
    withTexts(['oversight'], () => import('./pages/audit/audit.tsx')),
    'AuditPage',
  ),
});

/** Every page of the portal by its address; each is fetched when it is first gone to. */
const routeTree = root.addChildren([
  home,
  service,
  begin,
  register,
  checkMail,
  activate,
  resetPassword,
  unlock,
  confirmEmail,
  signIn,
  forgottenPassword,
  ownAccount,
  dashboard,
  request,
  apply,
  submitted,
  duesInquiry,
  dues,
  payDues,
  payRequest,
  payments,
  payment,
  staffSignIn,
  staffSetUp,
  staffPassword,
  reviewQueue,
  reviewCase,
  organisation,
  newDelegate,
  delegate,
  ownCases,
  beginCase,
  ownCase,
  fillInCase,
  submittedCase,
  deskQueue,
  deskCase,
  residency,
  basket,
  importRenewals,
  expiries,
  renewal,
  passports,
  overview,
  workload,
  lookUp,
  audit,
]);

/** Goes from page to page; a page begins to be fetched when its link is pointed at. */
export function createPortalRouter() {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
