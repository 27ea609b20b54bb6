import './payments.css';
import { useQuery } from '@tanstack/react-query';
import { formatFils } from '../../../../contracts/money.ts';
import type { PaymentView } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Table } from '../../kit/table.tsx';
import { AbandonPayment } from './abandon-payment.tsx';
import { ContinuePayment } from './continue-payment.tsx';
import { PaymentStatusTag } from './payment-status-tag.tsx';
import { PaymentTime } from './payment-time.tsx';
import { ReceiptLink } from './receipt-link.tsx';

function LinesInShort({ payment: { lines } }: { readonly payment: PaymentView }) {
  const [first, ...others] = lines;
  return first === undefined ? null : (
    <>
      <BilingualText text={first.description} />
      {others.length > 0 ? (
        <>
          {' '}
          <Message id="payments.andMore" count={others.length} />
        </>
      ) : null}
    </>
  );
}

function PaymentTable({ payments }: { readonly payments: readonly PaymentView[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <Table
      caption={t('payments.title')}
      rows={payments}
      rowKey={({ paymentId }) => paymentId}
      columns={[
        {
          header: t('payments.date'),
          cell: ({ createdAt }) => <PaymentTime at={createdAt} />,
        },
        { header: t('payments.forWhat'), cell: (payment) => <LinesInShort payment={payment} /> },
        { header: t('payments.status'), cell: ({ status }) => <PaymentStatusTag status={status} /> },
        {
          header: t('payments.reference'),
          cell: ({ reference }) => (reference === null ? null : <Reference value={reference} />),
        },
        { header: t('payments.amount'), numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
        {
          header: t('payments.details'),
          action: true,
          cell: (payment) => (
            <Actions>
              {payment.status === 'open' ? (
                <>
                  <ContinuePayment payment={payment} look="secondary" oneOfMany />
                  <AbandonPayment payment={payment} oneOfMany />
                </>
              ) : null}
              <ReceiptLink payment={payment} look="secondary" />
              <ButtonLink
                look="quiet"
                to="/payments/$paymentId"
                params={{ paymentId: payment.paymentId }}
                aria-label={t('payments.detailsOf', { amount: formatFils(payment.amount, language) })}
              >
                {t('payments.details')}
              </ButtonLink>
            </Actions>
          ),
        },
      ]}
      empty={
        <EmptyState
          icon="money"
          title={t('payments.noneTitle')}
          action={
            <ButtonLink look="secondary" to="/dues">
              {t('payments.toDues')}
            </ButtonLink>
          }
        >
          <p>{t('payments.none')}</p>
        </EmptyState>
      }
    />
  );
}

/** Own payments with their receipts (S12), newest first. */
export function PaymentsPage() {
  const t = useTranslate();
  const query = useQuery(apiQuery('payments', {}));
  return (
    <Page title={t('payments.title')} lead={t('payments.lead')} width="wide">
      <Loaded query={query}>{({ payments }) => <PaymentTable payments={payments} />}</Loaded>
    </Page>
  );
}
