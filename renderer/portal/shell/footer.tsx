import { Link } from '@tanstack/react-router';
import { useTranslate } from '../../i18n/portal.ts';

/** What the portal is, and the way in for staff. */
export function Footer() {
  const t = useTranslate();
  return (
    <footer className="site-footer">
      <p>{t('site.about')}</p>
      <p>
        <Link to="/staff">{t('nav.staff')}</Link>
      </p>
    </footer>
  );
}
