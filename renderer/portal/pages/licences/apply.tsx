import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { NotFound } from '../../shell/not-found.tsx';
import { requestQuery } from './save-request.ts';
import type { TopicProps } from './topic-form.tsx';
import { CategoryTopic } from './topics/category.tsx';
import { CheckTopic } from './topics/check.tsx';
import { DamageTopic } from './topics/damage.tsx';
import { DocumentsTopic } from './topics/documents.tsx';
import { LossReportTopic } from './topics/loss-report.tsx';
import { MachineTopic } from './topics/machine.tsx';
import { TOPICS, type Topic, topicsOf } from './topics.ts';

const route = getRouteApi('/requests/$requestId/apply/$topic');

const PAGES: Readonly<Record<Topic, ComponentType<TopicProps>>> = {
  category: CategoryTopic,
  damage: DamageTopic,
  lossReport: LossReportTopic,
  documents: DocumentsTopic,
  machine: MachineTopic,
  check: CheckTopic,
};

/** An application, one topic a page; each page saves what was filled in, so that it can be taken up again any time. */
export function ApplyPage() {
  const t = useTranslate();
  const params = route.useParams();
  const topic = TOPICS.find((each) => each === params.topic);
  const query = useQuery(requestQuery(params.requestId));
  if (query.data === undefined)
    return (
      <Page title={t('apply.title')}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  const { status, kind, requestId } = query.data;
  if (topic === undefined || !topicsOf(kind).includes(topic)) return <NotFound />;
  if (status === 'submitted' || status === 'awaitingPayment')
    return <Navigate to="/requests/$requestId/submitted" params={{ requestId }} replace />;
  if (status !== 'draft' && status !== 'returned')
    return <Navigate to="/requests/$requestId" params={{ requestId }} replace />;
  const TopicPage = PAGES[topic];
  return <TopicPage key={topic} request={query.data} />;
}
