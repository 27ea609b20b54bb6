import { formatDate } from '../../i18n/dates.ts';
import { Message, useLanguage, useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { PrimaryAction } from '../frame/actions.tsx';
import { CivilIdReminder } from '../frame/civil-id-reminder.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';

/** The licence was taken: receipt as QR, new expiry date, and the civil ID that must not be left behind. */
export function DoneScreen({ view, dispatch }: ScreenProps<'done'>) {
  const t = useTranslate();
  const language = useLanguage();
  const { pending, send } = useOneIntent(dispatch);
  return (
    <ScreenLayout
      heading={
        <>
          <span className="sign sign-done">
            <Icon name="check" />
          </span>
          {t('done.title')}
        </>
      }
      lead={<Message id="done.validUntil" values={{ date: formatDate(view.expiryDate, language) }} />}
      picture={
        <div className="receipt">
          <QrCode symbol={view.receipt} label={t('done.receiptQr')} />
          <p className="receipt-scan">{t('done.receipt')}</p>
        </div>
      }
      actions={
        <PrimaryAction
          label={t('done.finish')}
          icon="check"
          busy={pending !== null}
          onPress={() => void send({ type: 'finish' })}
        />
      }
    >
      {view.frame.civilIdInserted ? <CivilIdReminder /> : null}
    </ScreenLayout>
  );
}
