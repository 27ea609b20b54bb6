import { useState } from 'react';
import { formatFils } from '../../../../contracts/money.ts';
import type { PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../kit/confirm-dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { useAbandonPayment } from './use-payment.ts';

/** Ends an open payment once the payer has confirmed it. What it turned out to be is told by `onEnded`. */
export function AbandonPayment(props: {
  readonly payment: PaymentView;
  readonly onEnded?: (payment: PaymentView) => void;
  /** Other payments stand beside it: the button names its amount. */
  readonly oneOfMany?: boolean;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const abandon = useAbandonPayment(props.payment.paymentId);
  const end = async () => {
    const ended = await abandon.mutateAsync();
    setAsking(false);
    if (ended.ok) props.onEnded?.(ended.value);
  };
  return (
    <>
      {abandon.data?.ok === false ? (
        <Notice tone="attention" announced>
          <p>{problemText(t, abandon.data.fault)}</p>
        </Notice>
      ) : null}
      <Button
        look="secondary"
        {...(props.oneOfMany
          ? { label: t('payments.abandonOf', { amount: formatFils(props.payment.amount, language) }) }
          : {})}
        onPress={() => setAsking(true)}
      >
        {t('payments.abandon')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('payments.abandon')}
          confirm={t('payments.abandon')}
          busy={abandon.isPending}
          onConfirm={() => void end()}
          onClose={() => setAsking(false)}
        >
          <p>{t('payments.abandonAsk')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
