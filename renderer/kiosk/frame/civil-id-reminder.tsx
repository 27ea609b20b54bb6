import { useTranslate } from '../../i18n/translation.tsx';
import { CardPicture } from '../pictures/cards.tsx';

/** Nobody leaves without their civil ID: shown at the end of a session while the card is still in the reader. */
export function CivilIdReminder() {
  const t = useTranslate();
  return (
    <p className="reminder">
      <CardPicture card="civilId" />
      <strong>{t('civilIdReminder')}</strong>
    </p>
  );
}
