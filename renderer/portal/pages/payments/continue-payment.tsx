import { useNavigate } from '@tanstack/react-router';
import { formatFils } from '../../../../contracts/money.ts';
import type { PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button, type ButtonRole } from '../../../ui/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { useContinuePayment } from './use-payment.ts';

/** Goes on with an open payment at the gateway, in whichever tab or browser it was begun; one that has ended is shown instead. */
export function ContinuePayment(props: {
  readonly payment: PaymentView;
  readonly look: ButtonRole;
  /** Other payments stand beside it: the button names its amount. */
  readonly oneOfMany?: boolean;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const { paymentId, amount } = props.payment;
  const resume = useContinuePayment(
    paymentId,
    () => void navigate({ to: '/payments/$paymentId', params: { paymentId } }),
  );
  return (
    <>
      {resume.data?.ok === false ? (
        <Notice tone="attention" announced>
          <p>{problemText(t, resume.data.fault)}</p>
        </Notice>
      ) : null}
      <Button
        look={props.look}
        icon="lock"
        busy={resume.isPending}
        {...(props.oneOfMany
          ? { label: t('payments.resumeOf', { amount: formatFils(amount, language) }) }
          : {})}
        onPress={() => resume.mutate()}
      >
        {t('payments.resume')}
      </Button>
    </>
  );
}
