import type { TemporaryPermit } from '../../../contracts/kiosk-view.ts';
import { formatDate } from '../../i18n/dates.ts';
import { Message, useLanguage, useTranslate } from '../../i18n/translation.tsx';
import { QrCode } from '../../ui/qr-code.tsx';

/** A permit number in groups of four behind its letter, for reading aloud: `P-7K3M 9QXT 2HBC`. */
function grouped(number: string): string {
  return number.replace(/(?<=^P-(?:.{4})+)(?=.)/g, ' ');
}

/** What the person leaves with when the old licence was taken and no new one could be given. */
export function Permit(props: { readonly permit: TemporaryPermit }) {
  const t = useTranslate();
  const language = useLanguage();
  const { number, validUntil, qr } = props.permit;
  return (
    <section className="permit">
      <div>
        <h2>{t('apology.permit')}</h2>
        <p className="permit-number">
          <span className="visually-hidden">{t('apology.permitNumber')} </span>
          <bdi>{grouped(number)}</bdi>
        </p>
        <p className="permit-until">
          <Message id="apology.permitUntil" values={{ date: formatDate(validUntil, language) }} />
        </p>
        <p>{t('apology.permitMeaning')}</p>
      </div>
      <QrCode symbol={qr} label={t('apology.permitQr')} />
    </section>
  );
}
