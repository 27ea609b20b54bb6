import './request.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { kuwaitDate } from '../../../../contracts/calendar.ts';
import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import type { RequestStatus } from '../../../../contracts/request.ts';
import { formatDate } from '../../../i18n/dates.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { InstantText } from '../../kit/date-text.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Money } from '../../kit/money.tsx';
import { Notice, type Tone } from '../../kit/notice.tsx';
import { OfficerReason } from '../../kit/officer-reason.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { StatusTag } from '../../kit/status-tag.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { Answers } from './answers.tsx';
import { CancelRequest } from './cancel-request.tsx';
import { Collection } from './collection.tsx';
import { NextStepLink } from './next-step-link.tsx';
import { RequestTimeline } from './request-timeline.tsx';
import { requestQuery } from './save-request.ts';

const route = getRouteApi('/requests/$requestId');

/** What becomes of the fee of a request that ended without its licence. */
function Fee({ request: { status, paidAt, refund } }: { readonly request: RequestView }) {
  const t = useTranslate();
  const language = useLanguage();
  if (refund?.status === 'refunded')
    return (
      <p>{t('request.refunded', { date: formatDate(kuwaitDate(Date.parse(refund.since)), language) })}</p>
    );
  if (status !== 'expired' || paidAt === null) return null;
  return <p>{t(refund === null ? 'request.forfeited' : 'request.refundUnderWay')}</p>;
}

/** How what comes next is meant: does it wait for the person, has it gone well, has it ended? */
const TONES: Readonly<Record<RequestStatus, Tone>> = {
  draft: 'attention',
  submitted: 'info',
  returned: 'attention',
  awaitingPayment: 'attention',
  paid: 'info',
  underReview: 'info',
  ready: 'done',
  reserved: 'info',
  printing: 'info',
  presented: 'attention',
  issued: 'done',
  rejected: 'stop',
  cancelled: 'info',
  expired: 'stop',
  retained: 'attention',
  needsAttendant: 'attention',
  refundDue: 'info',
};

function Request({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const { status, reason, receiptUrl } = request;
  return (
    <>
      <Notice tone={TONES[status]} title={t(`next.${status}.title`)}>
        <p>{t(`next.${status}.text`)}</p>
        <Fee request={request} />
        {reason !== null && (status === 'returned' || status === 'rejected') ? (
          <OfficerReason reason={reason} />
        ) : null}
        <Actions>
          <NextStepLink request={request} />
          {receiptUrl === null ? null : (
            <a className="button button-secondary" href={receiptUrl}>
              <Icon name="printer" />
              <span>{t('payments.receipt')}</span>
            </a>
          )}
        </Actions>
      </Notice>
      {status === 'ready' ? <Collection request={request} /> : null}
      <Section title={t('request.timeline')}>
        <RequestTimeline request={request} />
      </Section>
      <Section title={t('request.details')}>
        <SummaryList
          rows={[
            { label: t('request.reference'), value: <Reference value={request.requestId} /> },
            { label: t('request.begun'), value: <InstantText at={request.createdAt} /> },
            { label: t('service.fee'), value: <Money amount={request.fee} /> },
            ...(request.paidAt === null
              ? []
              : [{ label: t('request.paid'), value: <InstantText at={request.paidAt} /> }]),
          ]}
        />
        <Answers request={request} changeable={false} />
      </Section>
      {request.canCancel ? <CancelRequest request={request} /> : null}
    </>
  );
}

/** One request: what comes next, its way, and what was filled in. */
export function RequestPage() {
  const t = useTranslate();
  const query = useQuery(requestQuery(route.useParams().requestId));
  const { data } = query;
  return (
    <Page
      title={data === undefined ? t('request.title') : t(`kind.${data.kind}`)}
      beside={data === undefined ? null : <StatusTag status={data.status} />}
      above={<BackLink to="/dashboard">{t('nav.dashboard')}</BackLink>}
    >
      <Loaded query={query} blocks={3}>
        {(request) => <Request request={request} />}
      </Loaded>
    </Page>
  );
}
