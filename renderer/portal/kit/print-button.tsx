import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';

/** Prints the page as it says it on paper (`print.css`). */
export function PrintButton() {
  const t = useTranslate();
  return (
    <Button look="quiet" icon="printer" onPress={() => window.print()}>
      {t('page.print')}
    </Button>
  );
}
