import type { Refusal } from '../../../contracts/refusal.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Message, useLanguage, useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { PrimaryAction } from '../frame/actions.tsx';
import { CivilIdReminder } from '../frame/civil-id-reminder.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';
import { Permit } from './permit.tsx';
import { REFUSAL_SIGNS } from './refusal-signs.ts';

/** The one thing to do next. */
function NextStep(props: { readonly refusal: Refusal }) {
  const t = useTranslate();
  const language = useLanguage();
  const { reason, readyOn } = props.refusal;
  return (
    <section className="next-step">
      <h2>
        <Icon name="arrow" />
        {t('apology.next')}
      </h2>
      <p>
        {reason === 'notReadyYet' && readyOn !== null ? (
          <Message id="refusal.notReadyYet.nextOn" values={{ date: formatDate(readyOn, language) }} />
        ) : (
          t(`refusal.${reason}.next`)
        )}
      </p>
    </section>
  );
}

/** What happened, what it means, the one next step, and how to reach help. */
export function ApologyScreen({ view, dispatch }: ScreenProps<'apology'>) {
  const t = useTranslate();
  const { pending, send } = useOneIntent(dispatch);
  const { refusal, cardLocation, permit } = view;
  return (
    <ScreenLayout
      heading={
        <>
          <span className="sign sign-attention">
            <Icon name={REFUSAL_SIGNS[refusal.reason]} />
          </span>
          {t(`refusal.${refusal.reason}.title`)}
        </>
      }
      lead={t(`refusal.${refusal.reason}.meaning`)}
      actions={
        <PrimaryAction
          label={t('apology.finish')}
          icon="check"
          busy={pending !== null}
          onPress={() => void send({ type: 'finish' })}
        />
      }
    >
      <div className="apology-advice">
        {cardLocation === 'none' ? null : (
          <p className="note">
            <Icon name="place" />
            {t(`cardLocation.${cardLocation}`)}
          </p>
        )}
        <NextStep refusal={refusal} />
        {view.frame.civilIdInserted ? <CivilIdReminder /> : null}
      </div>
      <div className="apology-proof">
        {permit === null ? null : <Permit permit={permit} />}
        <section className="reference">
          <div>
            <h2>{t('apology.reference')}</h2>
            <p className="reference-number">
              <bdi>{view.reference}</bdi>
            </p>
            <p className="reference-help">
              <Icon name="phone" />
              {t('apology.helpLine')} <bdi>{view.frame.helpLine}</bdi>
            </p>
          </div>
          <QrCode symbol={view.referenceQr} label={t('apology.referenceQr')} />
        </section>
      </div>
    </ScreenLayout>
  );
}
