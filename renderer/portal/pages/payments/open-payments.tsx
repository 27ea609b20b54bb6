import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PaymentItem, PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { AbandonPayment } from './abandon-payment.tsx';
import { itemsOf, openPaymentsOf } from './begin-payment.ts';
import { hasPaymentKey } from './payment-key.ts';
import { PaymentTime } from './payment-time.tsx';
import { useBeginPayment } from './use-payment.ts';

function OpenPayment(props: { readonly payment: PaymentView; readonly onEnded: () => void }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { payment } = props;
  const items = itemsOf(payment);
  const resume = useBeginPayment(items);
  const begunHere = hasPaymentKey(items, sessionStorage);
  return (
    <Notice tone="attention" title={t('payments.openTitle')} announced>
      <p>
        <Money amount={payment.amount} /> · <PaymentTime at={payment.createdAt} />
      </p>
      <p>{t(begunHere ? 'payments.openMeaning' : 'payments.openElsewhere')}</p>
      {resume.data?.ok === false ? <p>{problemText(t, resume.data.fault)}</p> : null}
      <Actions>
        {begunHere ? (
          <Button look="primary" icon="lock" busy={resume.isPending} onPress={() => resume.mutate()}>
            {t('payments.resume')}
          </Button>
        ) : (
          <ButtonLink look="primary" to="/payments/$paymentId" params={{ paymentId: payment.paymentId }}>
            {t('payments.see')}
          </ButtonLink>
        )}
        <AbandonPayment
          payment={payment}
          onEnded={({ status, paymentId }) => {
            // It had been paid after all: its page says so.
            if (status === 'captured' || status === 'refundDue')
              void navigate({ to: '/payments/$paymentId', params: { paymentId } });
            else props.onEnded();
          }}
        />
      </Actions>
    </Notice>
  );
}

/** The payments that stand in the way of paying `items`: each can be gone on with or ended, so nothing is paid twice. */
export function OpenPayments(props: {
  readonly items: readonly PaymentItem[];
  readonly onEnded: () => void;
}) {
  const t = useTranslate();
  const query = useQuery({ ...apiQuery('payments', {}), staleTime: 0 });
  // What was read before the refusal does not know of it.
  if (query.isFetching) return <Skeleton blocks={1} />;
  return (
    <Loaded query={query} blocks={1}>
      {({ payments }) => {
        const open = openPaymentsOf(props.items, payments);
        return open.length > 0 ? (
          open.map((payment) => (
            <OpenPayment key={payment.paymentId} payment={payment} onEnded={props.onEnded} />
          ))
        ) : (
          <Notice tone="attention" announced>
            <p>{t('payments.openUnknown')}</p>
            <Actions>
              <Button look="secondary" icon="refresh" onPress={props.onEnded}>
                {t('payments.tryAgain')}
              </Button>
            </Actions>
          </Notice>
        );
      }}
    </Loaded>
  );
}
