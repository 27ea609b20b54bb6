import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import type { RequestStatus } from '../../../../contracts/request.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Timeline, type TimelineStep } from '../../kit/timeline.tsx';

const COLLECTED: readonly RequestStatus[] = ['issued'];

/** What is still to come from each state, when all goes well. Nothing comes after the states that end. */
const AHEAD: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  draft: ['submitted', 'awaitingPayment', 'ready', 'issued'],
  returned: ['submitted', 'awaitingPayment', 'ready', 'issued'],
  submitted: ['awaitingPayment', 'ready', 'issued'],
  awaitingPayment: ['paid', 'ready', 'issued'],
  paid: ['ready', 'issued'],
  underReview: ['ready', 'issued'],
  ready: COLLECTED,
  reserved: COLLECTED,
  printing: COLLECTED,
  presented: COLLECTED,
  retained: COLLECTED,
  needsAttendant: COLLECTED,
  refundDue: ['cancelled'],
  issued: [],
  rejected: [],
  cancelled: [],
  expired: [],
};

/** The way of a request: what was, where it is, what comes. */
export function RequestTimeline({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const { timeline, status } = request;
  const ahead = AHEAD[status];
  const last = timeline.length - 1;
  const behind = timeline.map(
    (entry, index): TimelineStep => ({
      key: `${entry.at} ${entry.status}`,
      title: t(entry.status === 'draft' ? 'request.wasBegun' : `status.${entry.status}`),
      at: entry.at,
      note: entry.note,
      state: index === last && ahead.length > 0 ? 'now' : 'done',
    }),
  );
  return (
    <Timeline
      label={t('request.timeline')}
      steps={[
        ...behind,
        ...ahead.map((each): TimelineStep => ({ key: each, title: t(`status.${each}`), state: 'ahead' })),
      ]}
    />
  );
}
