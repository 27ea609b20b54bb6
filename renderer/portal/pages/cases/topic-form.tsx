import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { TopicPage } from '../../kit/topic-page.tsx';
import type { FormState } from '../../kit/use-form.ts';
import { type Topic, topicAfter, topicBefore, topicsOf } from './topics.ts';

/** What each topic's page is given. */
export interface TopicProps {
  readonly case: CaseView;
  readonly topic: Topic;
}

/** Goes on to what is asked next; to the check as soon as nothing is open. */
export function useGoOn(topic: Topic): (saved: CaseView) => void {
  const navigate = useNavigate();
  return ({ caseId, type, open }) => {
    void navigate({
      to: '/cases/$caseId/apply/$topic',
      params: { caseId, topic: open.length === 0 ? 'check' : topicAfter(type, topic) },
    });
  };
}

function Back(props: TopicProps) {
  const t = useTranslate();
  const { caseId, type } = props.case;
  const before = topicBefore(type, props.topic);
  return before === null ? (
    <BackLink to="/cases/$caseId" params={{ caseId }}>
      {t('case.theCase')}
    </BackLink>
  ) : (
    <BackLink to="/cases/$caseId/apply/$topic" params={{ caseId, topic: before }}>
      {t(`case.topic.${before}.title`)}
    </BackLink>
  );
}

/** One topic of a case: its question, and the way on. */
export function TopicForm(
  props: TopicProps & {
    readonly form: Pick<FormState<unknown>, 'errors' | 'failures' | 'submit' | 'pending'>;
    readonly children: ReactNode;
    readonly submit?: string;
  },
) {
  const t = useTranslate();
  const { type } = props.case;
  const topics = topicsOf(type);
  return (
    <TopicPage
      title={t(`case.topic.${props.topic}.title`)}
      lead={t(`case.topic.${props.topic}.lead`)}
      service={t(`case.type.${type}`)}
      step={topics.indexOf(props.topic) + 1}
      of={topics.length}
      back={<Back case={props.case} topic={props.topic} />}
      form={props.form}
      submit={props.submit}
      later={
        <ButtonLink look="quiet" to="/cases">
          {t('apply.later')}
        </ButtonLink>
      }
    >
      {props.children}
    </TopicPage>
  );
}
