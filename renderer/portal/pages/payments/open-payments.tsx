import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PaymentItem, PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { AbandonPayment } from './abandon-payment.tsx';
import { openPaymentsOf } from './begin-payment.ts';
import { ContinuePayment } from './continue-payment.tsx';
import { PaymentTime } from './payment-time.tsx';

function OpenPayment(props: { readonly payment: PaymentView; readonly onEnded: () => void }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { payment } = props;
  return (
    <Notice tone="attention" title={t('payments.openTitle')} announced>
      <p>
        <Money amount={payment.amount} /> · <PaymentTime at={payment.createdAt} />
      </p>
      <p>{t('payments.openMeaning')}</p>
      <Actions>
        <ContinuePayment payment={payment} look="primary" />
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
