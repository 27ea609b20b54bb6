import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type {
  PaymentItem,
  PaymentLine,
  PaymentStatus,
  PaymentView,
} from '../../../../contracts/portal-api/payments.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { AbandonPayment } from './abandon-payment.tsx';
import { ContinuePayment } from './continue-payment.tsx';
import { nameOfItem } from './payment-key.ts';
import { PaymentLines } from './payment-lines.tsx';
import { PAYMENT_LOOK, PaymentStatusTag } from './payment-status-tag.tsx';
import { PaymentTime } from './payment-time.tsx';
import { ReceiptLink } from './receipt-link.tsx';
import { useReadAgain } from './use-payment.ts';

const route = getRouteApi('/payments/$paymentId');

/** How often an open payment is asked after, in milliseconds; each time the portal asks the gateway. */
export const PAYMENT_POLL_MS = 3_000;

/** What can be done once a payment stands as it does: see what was paid for, or pay it anew. */
function NextStep({ payment }: { readonly payment: PaymentView }) {
  const t = useTranslate();
  const settled = payment.status === 'captured';
  const request = payment.lines.map(({ item }) => item).find((item) => item.type === 'request');
  if (request !== undefined)
    return settled ? (
      <ButtonLink look="secondary" to="/requests/$requestId" params={{ requestId: request.requestId }}>
        {t('payments.toRequest')}
      </ButtonLink>
    ) : (
      <ButtonLink look="primary" to="/requests/$requestId/pay" params={{ requestId: request.requestId }}>
        {t('payments.tryAgain')}
      </ButtonLink>
    );
  const renewal = payment.lines.map(({ item }) => item).find((item) => item.type === 'renewal');
  if (renewal !== undefined)
    return settled ? (
      <ButtonLink look="secondary" to="/residency">
        {t('payments.toResidencies')}
      </ButtonLink>
    ) : (
      <ButtonLink look="primary" to="/residency/basket">
        {t('payments.tryAgain')}
      </ButtonLink>
    );
  const dueIds = payment.lines.flatMap(({ item }) => (item.type === 'due' ? [item.dueId] : []));
  return settled ? (
    <ButtonLink look="secondary" to="/dues">
      {t('payments.toDues')}
    </ButtonLink>
  ) : (
    <ButtonLink look="primary" to="/dues" state={{ dueIds }}>
      {t('payments.tryAgain')}
    </ButtonLink>
  );
}

const SETTLED_NEXT = {
  request: 'payments.requestNext',
  renewal: 'payments.renewalsNext',
  due: 'payments.duesNext',
} as const satisfies Record<PaymentItem['type'], string>;

function LineText({ line: { item, description } }: { readonly line: PaymentLine }) {
  return item.type === 'renewal' ? (
    <Link to="/residency/renewals/$renewalId" params={{ renewalId: item.renewalId }}>
      <BilingualText text={description} />
    </Link>
  ) : (
    <BilingualText text={description} />
  );
}

/** What can be done by where the payment stands. */
const ACTIONS: Readonly<Record<PaymentStatus, (payment: PaymentView) => ReactNode>> = {
  open: (payment) => (
    <>
      <ContinuePayment payment={payment} look="primary" />
      <AbandonPayment payment={payment} />
    </>
  ),
  captured: (payment) => (
    <>
      <ReceiptLink payment={payment} look="primary" />
      <NextStep payment={payment} />
    </>
  ),
  notCaptured: (payment) => <NextStep payment={payment} />,
  cancelled: (payment) => <NextStep payment={payment} />,
  timedOut: (payment) => <NextStep payment={payment} />,
  refundDue: (payment) => <ReceiptLink payment={payment} look="secondary" />,
  refunded: (payment) => <ReceiptLink payment={payment} look="secondary" />,
};

function Outcome({ payment }: { readonly payment: PaymentView }) {
  const t = useTranslate();
  const { status } = payment;
  const kind = payment.lines[0]?.item.type;
  return (
    <>
      <Notice tone={PAYMENT_LOOK[status].tone} title={t(`payments.outcome.${status}.title`)} announced>
        <p>{t(`payments.outcome.${status}.meaning`)}</p>
        {status === 'captured' && kind !== undefined ? <p>{t(SETTLED_NEXT[kind])}</p> : null}
        <p>{t(`payments.outcome.${status}.next`)}</p>
      </Notice>
      <Actions>{ACTIONS[status](payment)}</Actions>
      <Section title={t('payments.forWhat')}>
        <PaymentLines
          label={t('payments.forWhat')}
          lines={payment.lines.map((line) => ({
            key: nameOfItem(line.item),
            description: <LineText line={line} />,
            amount: line.amount,
          }))}
          total={payment.amount}
        />
        <SummaryList
          rows={[
            { label: t('payments.status'), value: <PaymentStatusTag status={status} /> },
            { label: t('payments.date'), value: <PaymentTime at={payment.createdAt} /> },
            ...(payment.reference === null
              ? []
              : [{ label: t('payments.reference'), value: <Reference value={payment.reference} /> }]),
          ]}
        />
      </Section>
    </>
  );
}

/** Where the payer comes back to: what became of the payment, asked after for as long as it is open. */
export function PaymentPage() {
  const t = useTranslate();
  const { paymentId } = route.useParams();
  const query = useQuery({
    ...apiQuery('payment', { params: { paymentId } }),
    // Always as it stands now: after a reload and when coming back, too.
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.status === 'open' ? PAYMENT_POLL_MS : false),
  });
  const status = query.data?.status;
  const readAgain = useReadAgain();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each state that it ends in
  useEffect(() => {
    if (status !== undefined && status !== 'open') void readAgain();
  }, [status]);
  return (
    <Page title={t('payments.one')} above={<BackLink to="/payments">{t('payments.title')}</BackLink>}>
      <Loaded query={query}>{(payment) => <Outcome payment={payment} />}</Loaded>
    </Page>
  );
}
