import type { DelegateStatus } from '../../../../contracts/portal-api/organisations.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { IconName } from '../../../ui/icon.tsx';
import type { Tone } from '../../kit/notice.tsx';
import { Tag } from '../../kit/tag.tsx';

const LOOK: Readonly<Record<DelegateStatus, { readonly tone: Tone; readonly icon?: IconName }>> = {
  awaitingActivation: { tone: 'attention', icon: 'pause' },
  active: { tone: 'done' },
  suspended: { tone: 'stop', icon: 'pause' },
};

/** The guide's status of a user: إيقاف or تفعيل. */
export function DelegateStatusTag({ status }: { readonly status: DelegateStatus }) {
  const t = useTranslate();
  return <Tag {...LOOK[status]}>{t(`organisation.status.${status}`)}</Tag>;
}
