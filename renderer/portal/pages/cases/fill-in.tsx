import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { NotFound } from '../../shell/not-found.tsx';
import { CheckTopic } from './check-topic.tsx';
import { DocumentsTopic } from './documents-topic.tsx';
import { FieldsTopic } from './fields-topic.tsx';
import { caseQuery } from './save-case.ts';
import type { TopicProps } from './topic-form.tsx';
import { TOPICS, type Topic, topicsOf } from './topics.ts';

const route = getRouteApi('/cases/$caseId/apply/$topic');

const PAGES: Readonly<Record<Topic, ComponentType<TopicProps>>> = {
  organisation: FieldsTopic,
  entity: FieldsTopic,
  person: FieldsTopic,
  latinName: FieldsTopic,
  passport: FieldsTopic,
  zone: FieldsTopic,
  documents: DocumentsTopic,
  check: CheckTopic,
};

/** A case being filled in, one topic a page; each page saves what was filled in, so that it can be taken up again any time. */
export function FillInPage() {
  const t = useTranslate();
  const params = route.useParams();
  const topic = TOPICS.find((each) => each === params.topic);
  const query = useQuery(caseQuery(params.caseId));
  if (query.data === undefined)
    return (
      <Page title={t('case.title')}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  const { status, type, caseId } = query.data;
  if (topic === undefined || !topicsOf(type).includes(topic)) return <NotFound />;
  if (status === 'submitted') return <Navigate to="/cases/$caseId/submitted" params={{ caseId }} replace />;
  if (status !== 'draft' && status !== 'returned')
    return <Navigate to="/cases/$caseId" params={{ caseId }} replace />;
  const TopicPage = PAGES[topic];
  return <TopicPage key={topic} case={query.data} topic={topic} />;
}
