import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { TopicPage } from '../../kit/topic-page.tsx';
import type { FormState } from '../../kit/use-form.ts';
import { TOPIC_OF_FAULT, type Topic, topicAfter, topicBefore, topicsOf } from './topics.ts';

/** What each topic's page is given. */
export interface TopicProps {
  readonly request: RequestView;
}

/** Goes on to what is asked next; to the check as soon as nothing is missing. */
export function useGoOn(topic: Topic): (saved: RequestView) => void {
  const navigate = useNavigate();
  return ({ requestId, kind, open }) => {
    const complete = open.every((fault) => TOPIC_OF_FAULT[fault] === null);
    void navigate({
      to: '/requests/$requestId/apply/$topic',
      params: { requestId, topic: complete ? 'check' : topicAfter(kind, topic) },
    });
  };
}

function Back({ request, topic }: TopicProps & { readonly topic: Topic }) {
  const t = useTranslate();
  const { requestId, kind } = request;
  const before = topicBefore(kind, topic);
  return before === null ? (
    <BackLink to="/requests/$requestId" params={{ requestId }}>
      {t('apply.theRequest')}
    </BackLink>
  ) : (
    <BackLink to="/requests/$requestId/apply/$topic" params={{ requestId, topic: before }}>
      {t(`apply.${before}.title`)}
    </BackLink>
  );
}

/** One topic of an application: where it stands among the others, its question, and the way on. */
export function TopicForm(props: {
  readonly request: RequestView;
  readonly topic: Topic;
  readonly form: Pick<FormState<unknown>, 'errors' | 'failures' | 'submit' | 'pending'>;
  readonly children: ReactNode;
  /** The word on the button; "continue" unless given. */
  readonly submit?: string;
}) {
  const t = useTranslate();
  const { request, topic, form } = props;
  const topics = topicsOf(request.kind);
  return (
    <TopicPage
      title={t(`apply.${topic}.title`)}
      lead={t(`apply.${topic}.lead`)}
      service={t(`kind.${request.kind}`)}
      step={topics.indexOf(topic) + 1}
      of={topics.length}
      back={<Back request={request} topic={topic} />}
      form={form}
      submit={props.submit}
      later={
        <ButtonLink look="quiet" to="/dashboard">
          {t('apply.later')}
        </ButtonLink>
      }
    >
      {props.children}
    </TopicPage>
  );
}
