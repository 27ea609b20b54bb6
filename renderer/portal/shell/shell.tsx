import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Skeleton } from '../kit/skeleton.tsx';
import { Footer } from './footer.tsx';
import { Guard } from './guard.tsx';
import { Header } from './header.tsx';

/** What stands around every page. */
export function Shell() {
  const t = useTranslate();
  return (
    <>
      <a className="skip-link" href="#main">
        {t('page.skip')}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton />}>
          <Guard>
            <Outlet />
          </Guard>
        </Suspense>
      </main>
      <Footer />
    </>
  );
}
