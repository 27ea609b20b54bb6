import { Navigate, useMatches } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { ACCOUNT_ROLES, type Role } from '../../../contracts/portal-api/route.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { useSession } from '../api/queries.ts';
import { Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Skeleton } from '../kit/skeleton.tsx';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Who may see the page; everybody unless given. */
    readonly access?: Role | readonly Role[];
  }
}

const SignInPage = lazy(() =>
  import('../pages/account/sign-in.tsx').then((module) => ({ default: module.SignInPage })),
);

function WrongRole() {
  const t = useTranslate();
  return (
    <Page title={t('page.notAllowedTitle')}>
      <Notice tone="attention">
        <p>{t('page.notAllowed')}</p>
      </Notice>
    </Page>
  );
}

/**
 * Shows a page to whom it is for. A person who is not signed in does so in its place, and then sees the page itself: no
 * address has to be remembered. The server decides all the same; this only spares a refusal.
 */
export function Guard(props: { readonly children: ReactNode }) {
  const access = useMatches().at(-1)?.staticData.access;
  const signedIn = useSession();
  if (access === undefined) return props.children;
  if (signedIn === undefined) return <Skeleton />;
  const allowed = new Set<Role>([access].flat());
  if (signedIn === null)
    return ACCOUNT_ROLES.some((role) => allowed.has(role)) ? (
      <SignInPage realm={allowed.has('individual') ? 'individual' : 'organisation'} />
    ) : (
      <Navigate to="/staff" />
    );
  return allowed.has(signedIn.role) ? props.children : <WrongRole />;
}
