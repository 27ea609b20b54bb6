import { useEffect } from 'react';
import { useTranslate } from '../../i18n/translation.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { MachinePicture } from '../pictures/machine.tsx';
import type { ScreenProps } from '../screen.ts';
import { playChime } from '../sound.ts';

/** The time left is spoken at these seconds, not at every one. */
const SPOKEN_EVERY_SECONDS = 5;

/** The licence lies at the bezel: the whole screen says so, with light, sound and the time that is left. */
export function TakeCardScreen({ view }: ScreenProps<'takeCard'>) {
  const t = useTranslate();
  useEffect(() => playChime(), []);
  const spoken = Math.ceil(view.secondsLeft / SPOKEN_EVERY_SECONDS) * SPOKEN_EVERY_SECONDS;
  return (
    <>
      <ScreenLayout
        heading={t('takeCard.title')}
        lead={t('takeCard.where')}
        picture={<MachinePicture scene="takeLicence" label={t('takeCard.picture')} />}
        announcement={`${t('takeCard.title')} ${spoken} ${t('takeCard.seconds', { count: spoken })}`}
      >
        <svg className="bezel-chevrons" viewBox="0 0 100 120" aria-hidden="true">
          <path className="bezel-chevron" d="M14 14l36 28 36-28" />
          <path className="bezel-chevron" d="M14 48l36 28 36-28" />
          <path className="bezel-chevron" d="M14 82l36 28 36-28" />
        </svg>
        <Countdown seconds={view.secondsLeft} unit={t('takeCard.seconds', { count: view.secondsLeft })} />
        <p className="take-after">{t('takeCard.after')}</p>
      </ScreenLayout>
      <div className="bezel-flash" aria-hidden="true" />
    </>
  );
}
