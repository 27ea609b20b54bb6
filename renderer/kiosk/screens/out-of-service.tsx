import { useTranslate } from '../../i18n/translation.tsx';
import { BothLanguages } from '../frame/both-languages.tsx';
import { CivilIdReminder } from '../frame/civil-id-reminder.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { MachinePicture } from '../pictures/machine.tsx';
import type { ScreenProps } from '../screen.ts';

/** The machine cannot serve. Seen by anybody who passes, hence in both languages. */
export function OutOfServiceScreen({ view }: ScreenProps<'outOfService'>) {
  const t = useTranslate();
  return (
    <ScreenLayout
      heading={<BothLanguages id="outOfService.title" />}
      lead={<BothLanguages id={`refusal.${view.reason}.title`} />}
      picture={<MachinePicture scene="paused" label={t('outOfService.picture')} bilingual={true} />}
    >
      {view.frame.civilIdInserted ? <CivilIdReminder /> : null}
      <p className="paused-next">
        <BothLanguages id="outOfService.next" />
      </p>
      <p className="paused-safe">
        <BothLanguages id="outOfService.safe" />
      </p>
      <dl className="paused-facts">
        <div>
          <dt>
            <BothLanguages id="outOfService.helpLine" />
          </dt>
          <dd>
            <bdi>{view.frame.helpLine}</bdi>
          </dd>
        </div>
        <div>
          <dt>
            <BothLanguages id="apology.reference" />
          </dt>
          <dd>
            <bdi>{view.reference}</bdi>
          </dd>
        </div>
      </dl>
    </ScreenLayout>
  );
}
