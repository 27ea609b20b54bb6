import { useTranslate } from '../../i18n/portal.ts';
import { ButtonLink } from '../kit/button-link.tsx';
import { Page } from '../kit/page.tsx';

/** There is no page at this address. */
export function NotFound() {
  const t = useTranslate();
  return (
    <Page title={t('page.notFoundTitle')} lead={t('page.notFound')}>
      <ButtonLink to="/" look="primary">
        {t('page.toHome')}
      </ButtonLink>
    </Page>
  );
}
