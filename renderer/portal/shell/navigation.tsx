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
    | '/staff/password';
  readonly text: MessageKey;
}

/** The pages that each role works with. */
const DESTINATIONS: Readonly<Record<Role | 'nobody', readonly Destination[]>> = {
  nobody: [
    { to: '/', text: 'nav.services' },
    { to: '/dues-inquiry', text: 'nav.duesInquiry' },
  ],
  individual: [
    { to: '/dashboard', text: 'nav.dashboard' },
    { to: '/', text: 'nav.services' },
    { to: '/dues', text: 'nav.dues' },
    { to: '/payments', text: 'nav.payments' },
    { to: '/account', text: 'nav.account' },
  ],
  trafficOfficer: [
    { to: '/review', text: 'nav.review' },
    { to: '/staff/password', text: 'nav.staffPassword' },
  ],
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
