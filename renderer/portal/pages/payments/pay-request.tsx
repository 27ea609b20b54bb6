import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LICENCE_CATEGORY_NAMES } from '../../../../contracts/licence.ts';
import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { apiQuery } from '../../api/queries.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { PaymentCheck } from './payment-check.tsx';

const route = getRouteApi('/requests/$requestId/pay');

function PayRequest({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const language = useLanguage();
  const { requestId, kind, category, status } = request;
  if (status !== 'awaitingPayment')
    return (
      <EmptyState
        icon="money"
        title={t('payments.notDueTitle')}
        action={
          <ButtonLink look="primary" to="/requests/$requestId" params={{ requestId }}>
            {t('payments.toRequest')}
          </ButtonLink>
        }
      >
        <p>{t('payments.notDue')}</p>
      </EmptyState>
    );
  const description =
    category === null
      ? t(`kind.${kind}`)
      : t('payments.requestLine', {
          kind: t(`kind.${kind}`),
          category: LICENCE_CATEGORY_NAMES[category][language],
        });
  return (
    <PaymentCheck lines={[{ item: { type: 'request', requestId }, description, amount: request.fee }]} />
  );
}

/** The fee of a licence request, to be checked before it is paid. */
export function PayRequestPage() {
  const t = useTranslate();
  const { requestId } = route.useParams();
  const query = useQuery(apiQuery('request', { params: { requestId } }));
  return (
    <Page
      title={t('payments.payTitle')}
      lead={t('payments.payLead')}
      above={
        <BackLink to="/requests/$requestId" params={{ requestId }}>
          {t('payments.theRequest')}
        </BackLink>
      }
    >
      <Loaded query={query}>{(request) => <PayRequest request={request} />}</Loaded>
    </Page>
  );
}
