import type { CaseStatus } from '../../../../contracts/case.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { IconName } from '../../../ui/icon.tsx';
import type { Tone } from '../../kit/notice.tsx';
import { Tag } from '../../kit/tag.tsx';

const LOOK: Readonly<Record<CaseStatus, { readonly tone: Tone; readonly icon?: IconName }>> = {
  draft: { tone: 'attention', icon: 'pause' },
  submitted: { tone: 'info', icon: 'clock' },
  returned: { tone: 'attention' },
  approved: { tone: 'done' },
  rejected: { tone: 'stop' },
  cancelled: { tone: 'stop' },
};

/** Where a case stands. */
export function CaseStatusTag({ status }: { readonly status: CaseStatus }) {
  const t = useTranslate();
  return <Tag {...LOOK[status]}>{t(`case.status.${status}`)}</Tag>;
}
