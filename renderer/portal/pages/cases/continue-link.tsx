import type { CaseSummary, CaseView } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { firstTopic, topicToResume } from './topics.ts';

/** The way to go on with a draft, or to correct what was returned; nothing for the others. */
export function ContinueLink(props: { readonly case: CaseSummary & Partial<Pick<CaseView, 'open'>> }) {
  const t = useTranslate();
  const { caseId, type, status, open } = props.case;
  if (status !== 'draft' && status !== 'returned') return null;
  return (
    <ButtonLink
      look="primary"
      to="/cases/$caseId/apply/$topic"
      params={{ caseId, topic: open === undefined ? firstTopic(type) : topicToResume({ type, open }) }}
    >
      {t(status === 'draft' ? 'request.continue' : 'request.correct')}
    </ButtonLink>
  );
}
