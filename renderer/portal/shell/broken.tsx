import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../kit/page.tsx';

/** Something on the page broke: it is fetched anew, because the portal may have a newer version of it. */
export function Broken() {
  const t = useTranslate();
  return (
    <Page title={t('page.brokenTitle')} lead={t('page.broken')}>
      <Button look="primary" icon="refresh" onPress={() => location.reload()}>
        {t('page.tryAgain')}
      </Button>
    </Page>
  );
}
