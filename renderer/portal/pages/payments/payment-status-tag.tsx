import type { PaymentStatus } from '../../../../contracts/portal-api/payments.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { IconName } from '../../../ui/icon.tsx';
import type { Tone } from '../../kit/notice.tsx';
import { Tag } from '../../kit/tag.tsx';

/** How each state of a payment is meant. */
export const PAYMENT_LOOK: Readonly<
  Record<PaymentStatus, { readonly tone: Tone; readonly icon?: IconName }>
> = {
  open: { tone: 'info', icon: 'clock' },
  captured: { tone: 'done' },
  notCaptured: { tone: 'stop' },
  cancelled: { tone: 'attention', icon: 'cross' },
  timedOut: { tone: 'attention', icon: 'clock' },
  refundDue: { tone: 'attention', icon: 'money' },
  refunded: { tone: 'info', icon: 'money' },
};

/** Where a payment stands. */
export function PaymentStatusTag(props: { readonly status: PaymentStatus }) {
  const t = useTranslate();
  return <Tag {...PAYMENT_LOOK[props.status]}>{t(`payments.state.${props.status}`)}</Tag>;
}
