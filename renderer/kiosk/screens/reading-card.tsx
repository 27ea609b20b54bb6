import { useTranslate } from '../../i18n/translation.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { MachinePicture } from '../pictures/machine.tsx';
import type { ScreenProps } from '../screen.ts';

/** The chip is being read, then card and request are checked. */
export function ReadingCardScreen(props: ScreenProps<'readingCard'>) {
  const t = useTranslate();
  const sentence = t(`readingCard.${props.view.stage}`);
  return (
    <ScreenLayout
      heading={sentence}
      lead={t('readingCard.leave')}
      picture={<MachinePicture scene="readCivilId" label={t('readingCard.picture')} />}
      announcement={sentence}
    />
  );
}
