import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { CaseStatus } from '../../../../contracts/case.ts';
import type { CaseView } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { BilingualText } from '../../kit/bilingual-text.tsx';
import { InstantText } from '../../kit/date-text.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice, type Tone } from '../../kit/notice.tsx';
import { OfficerReason } from '../../kit/officer-reason.tsx';
import { Page } from '../../kit/page.tsx';
import { PrintButton } from '../../kit/print-button.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Section } from '../../kit/section.tsx';
import { SummaryList } from '../../kit/summary-list.tsx';
import { CancelCase } from './cancel-case.tsx';
import { CaseAnswers } from './case-answers.tsx';
import { CaseStatusTag } from './case-status-tag.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { ContinueLink } from './continue-link.tsx';
import { caseQuery } from './save-case.ts';

const route = getRouteApi('/cases/$caseId');

/** How what comes next is meant: does it wait for the person, has it gone well, has it ended? */
const TONES: Readonly<Record<CaseStatus, Tone>> = {
  draft: 'attention',
  submitted: 'info',
  returned: 'attention',
  approved: 'done',
  rejected: 'stop',
  cancelled: 'info',
};

function Case(props: { readonly case: CaseView }) {
  const t = useTranslate();
  const { status, type, reason, timeline, caseId, createdAt, about, canCancel } = props.case;
  return (
    <>
      <Notice tone={TONES[status]} title={t(`case.next.${status}.title`)}>
        <p>{t(status === 'approved' ? `case.approved.${type}` : `case.next.${status}.text`)}</p>
        {reason !== null && (status === 'returned' || status === 'rejected') ? (
          <OfficerReason reason={reason} />
        ) : null}
        {status === 'draft' || status === 'returned' ? (
          <Actions>
            <ContinueLink case={props.case} />
          </Actions>
        ) : null}
      </Notice>
      <Section title={t('request.timeline')}>
        <CaseTimeline status={status} timeline={timeline} />
      </Section>
      <Section title={t('request.details')}>
        <SummaryList
          rows={[
            { label: t('request.reference'), value: <Reference value={caseId} /> },
            { label: t('request.begun'), value: <InstantText at={createdAt} /> },
            ...(about === null
              ? []
              : [
                  {
                    label: t('case.about'),
                    value: (
                      <bdi>
                        <BilingualText text={about} />
                      </bdi>
                    ),
                  },
                ]),
          ]}
        />
        <CaseAnswers case={props.case} changeable={false} />
        <PrintButton />
      </Section>
      {canCancel ? <CancelCase case={props.case} /> : null}
    </>
  );
}

/** One own case: what comes next, its way, and what was filled in. */
export function CasePage() {
  const t = useTranslate();
  const query = useQuery(caseQuery(route.useParams().caseId));
  const { data } = query;
  return (
    <Page
      title={data === undefined ? t('case.title') : t(`case.type.${data.type}`)}
      beside={data === undefined ? null : <CaseStatusTag status={data.status} />}
      above={<BackLink to="/cases">{t('nav.cases')}</BackLink>}
    >
      <Loaded query={query} blocks={3}>
        {(one) => <Case case={one} />}
      </Loaded>
    </Page>
  );
}
