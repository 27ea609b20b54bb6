import type { CaseStatus } from '../../../../contracts/case.ts';
import type { CaseTimelineEntry } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Timeline, type TimelineStep } from '../../kit/timeline.tsx';

/** What is still to come from each state, when all goes well. */
const AHEAD: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  draft: ['submitted', 'approved'],
  returned: ['submitted', 'approved'],
  submitted: ['approved'],
  approved: [],
  rejected: [],
  cancelled: [],
};

/** The way of a case: what was, where it is, what comes. */
export function CaseTimeline(props: {
  readonly status: CaseStatus;
  readonly timeline: readonly CaseTimelineEntry[];
}) {
  const t = useTranslate();
  const { timeline } = props;
  const ahead = AHEAD[props.status];
  const last = timeline.length - 1;
  const behind = timeline.map(
    ({ at, status, note }, index): TimelineStep => ({
      key: `${at} ${status}`,
      title: t(status === 'draft' ? 'request.wasBegun' : `case.status.${status}`),
      at,
      note,
      state: index === last && ahead.length > 0 ? 'now' : 'done',
    }),
  );
  return (
    <Timeline
      label={t('request.timeline')}
      steps={[
        ...behind,
        ...ahead.map(
          (each): TimelineStep => ({ key: each, title: t(`case.status.${each}`), state: 'ahead' }),
        ),
      ]}
    />
  );
}
