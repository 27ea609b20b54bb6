import { Link } from '@tanstack/react-router';
import type { Role } from '../../../contracts/portal-api/route.ts';
import { type MessageKey, useTranslate } from '../../i18n/portal.ts';
import { useSession } from '../api/queries.ts';

interface Destination {
  readonly to:
    | '/'
    | '/dashboard'
    | '/dues'
    | '/dues-inquiry'
    | '/payments'
    | '/account'
    | '/review'
    | '/organisation'
    | '/cases'
    | '/desk'
    | '/residency'
    | '/passports'
    | '/overview'
    | '/workload'
    | '/look-up'
    | '/audit'
    | '/staff/password';
  readonly text: MessageKey;
}

/** Where staff change their password. */
const STAFF_PASSWORD: Destination = { to: '/staff/password', text: 'nav.staffPassword' };

/** Pages of every department's officers. */
const OFFICER: readonly Destination[] = [
  { to: '/workload', text: 'nav.workload' },
  { to: '/look-up', text: 'nav.lookUp' },
  STAFF_PASSWORD,
];

/** The pages that each role works with. */
const DESTINATIONS: Readonly<Record<Role | 'nobody', readonly Destination[]>> = {
  nobody: [
    { to: '/', text: 'nav.services' },
    { to: '/dues-inquiry', text: 'nav.duesInquiry' },
  ],
  individual: [
    { to: '/dashboard', text: 'nav.dashboard' },
    { to: '/residency', text: 'nav.residency' },
    { to: '/passports', text: 'nav.passports' },
    { to: '/cases', text: 'nav.cases' },
    { to: '/', text: 'nav.services' },
    { to: '/dues', text: 'nav.dues' },
    { to: '/payments', text: 'nav.payments' },
    { to: '/account', text: 'nav.account' },
  ],
  mainUser: [
    { to: '/overview', text: 'nav.overview' },
    { to: '/residency', text: 'nav.residency' },
    { to: '/organisation', text: 'nav.organisation' },
    { to: '/cases', text: 'nav.cases' },
    { to: '/payments', text: 'nav.payments' },
    { to: '/', text: 'nav.services' },
    { to: '/account', text: 'nav.account' },
  ],
  delegate: [
    { to: '/overview', text: 'nav.overview' },
    { to: '/residency', text: 'nav.residency' },
    { to: '/cases', text: 'nav.cases' },
    { to: '/payments', text: 'nav.payments' },
    { to: '/', text: 'nav.services' },
    { to: '/account', text: 'nav.account' },
  ],
  trafficOfficer: [{ to: '/review', text: 'nav.review' }, ...OFFICER],
  residencyOfficer: [{ to: '/desk', text: 'nav.review' }, ...OFFICER],
  accountsOfficer: [{ to: '/desk', text: 'nav.review' }, ...OFFICER],
  auditor: [{ to: '/audit', text: 'nav.audit' }, STAFF_PASSWORD],
};

/** Links to the pages of who is signed in; the current one is marked (`aria-current`). */
export function Navigation() {
  const t = useTranslate();
  const destinations = DESTINATIONS[useSession()?.role ?? 'nobody'];
  return (
    <nav className="site-nav" aria-label={t('nav.label')}>
      <ul>
        {destinations.map(({ to, text }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === '/' }}>
              {t(text)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
