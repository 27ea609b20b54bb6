import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../i18n/portal.ts';
import { Broken } from './shell/broken.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const getParentRoute = () => root;
/** Fetches a page together with the texts of both languages: what it writes is read in either. */
function withBothLanguages<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return async () => {
    const [module] = await Promise.all([load(), loadTexts('ar'), loadTexts('en')]);
    return module;
  };
}

/** Pages of a person who is signed in, and of an officer. */
const individual = { access: 'individual' } as const;
const officer = { access: 'trafficOfficer' } as const;

const home = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home.tsx'), 'HomePage'),
});
const service = createRoute({
  getParentRoute,
  path: '/services/$kind',
  component: lazyRouteComponent(() => import('./pages/licences/service.tsx'), 'ServicePage'),
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
const account = createRoute({
  getParentRoute,
  path: '/account',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'AccountPage'),
});

const dashboard = createRoute({
  getParentRoute,
  path: '/dashboard',
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/home/dashboard.tsx'), 'DashboardPage'),
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
  staticData: individual,
  component: lazyRouteComponent(() => import('./pages/payments/payments.tsx'), 'PaymentsPage'),
});
const payment = createRoute({
  getParentRoute,
  path: '/payments/$paymentId',
  staticData: individual,
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
  staticData: officer,
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
  staticData: officer,
  component: lazyRouteComponent(() => import('./pages/review/queue.tsx'), 'QueuePage'),
});
const reviewCase = createRoute({
  getParentRoute,
  path: '/review/$requestId',
  staticData: officer,
  component: lazyRouteComponent(
    withBothLanguages(() => import('./pages/review/case.tsx')),
    'CasePage',
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
  account,
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
