import type { RequestSummary, RequestView } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { firstTopic, topicToResume } from './topics.ts';

/** The one thing that the applicant can do next, if it is done on these pages. */
export function NextStepLink(props: {
  readonly request: RequestSummary & Partial<Pick<RequestView, 'open'>>;
}) {
  const t = useTranslate();
  const { requestId, kind, status, open } = props.request;
  if (status === 'draft' || status === 'returned')
    return (
      <ButtonLink
        look="primary"
        to="/requests/$requestId/apply/$topic"
        params={{ requestId, topic: open === undefined ? firstTopic(kind) : topicToResume({ open }) }}
      >
        {t(status === 'draft' ? 'request.continue' : 'request.correct')}
      </ButtonLink>
    );
  if (status === 'awaitingPayment')
    return (
      <ButtonLink look="primary" icon="money" to="/requests/$requestId/pay" params={{ requestId }}>
        {t('request.pay')}
      </ButtonLink>
    );
  return null;
}
