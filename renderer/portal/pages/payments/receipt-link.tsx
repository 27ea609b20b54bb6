import { formatFils } from '../../../../contracts/money.ts';
import type { PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import type { ButtonRole } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

/** Opens the receipt of a payment, where there is one. */
export function ReceiptLink(props: { readonly payment: PaymentView; readonly look: ButtonRole }) {
  const t = useTranslate();
  const language = useLanguage();
  const { receiptUrl, amount } = props.payment;
  return receiptUrl === null ? null : (
    <a
      className={`button button-${props.look}`}
      href={receiptUrl}
      aria-label={t('payments.receiptOf', { amount: formatFils(amount, language) })}
    >
      <Icon name="printer" />
      <span>{t('payments.receipt')}</span>
    </a>
  );
}
