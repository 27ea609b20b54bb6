import type { RequestStatus } from '../../../contracts/request.ts';
import { useTranslate } from '../../i18n/portal.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { Tone } from './notice.tsx';
import { Tag } from './tag.tsx';

const LOOK: Readonly<Record<RequestStatus, { readonly tone: Tone; readonly icon?: IconName }>> = {
  draft: { tone: 'attention', icon: 'pause' },
  submitted: { tone: 'info', icon: 'clock' },
  returned: { tone: 'attention' },
  awaitingPayment: { tone: 'attention', icon: 'money' },
  paid: { tone: 'info', icon: 'money' },
  underReview: { tone: 'info', icon: 'search' },
  ready: { tone: 'done' },
  reserved: { tone: 'info', icon: 'place' },
  printing: { tone: 'info', icon: 'printer' },
  presented: { tone: 'attention', icon: 'licence' },
  issued: { tone: 'done' },
  rejected: { tone: 'stop' },
  cancelled: { tone: 'stop' },
  expired: { tone: 'stop', icon: 'clock' },
  retained: { tone: 'attention' },
  needsAttendant: { tone: 'attention', icon: 'person' },
  refundDue: { tone: 'attention', icon: 'money' },
};

/** Where a request stands. */
export function StatusTag(props: { readonly status: RequestStatus }) {
  const t = useTranslate();
  return <Tag {...LOOK[props.status]}>{t(`status.${props.status}`)}</Tag>;
}
