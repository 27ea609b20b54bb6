import { Link } from '@tanstack/react-router';
import { failure } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Notice } from '../../kit/notice.tsx';
import { reasonText } from '../../kit/problem-text.ts';
import { useForm } from '../../kit/use-form.ts';
import { CaseAnswers } from './case-answers.tsx';
import { useTakeOverCase } from './save-case.ts';
import { TopicForm, type TopicProps } from './topic-form.tsx';
import { reasonOfPoint, topicOf } from './topics.ts';

/** What is still open, each with the page where it is put right. */
function Open(props: Pick<TopicProps, 'case'>) {
  const t = useTranslate();
  const { caseId, type, open } = props.case;
  return open.map((point) => {
    const topic = topicOf(type, point);
    const reason = reasonText(t, reasonOfPoint(point));
    return (
      <Notice
        key={point.at === 'document' ? point.document : `${point.field} ${point.fault} ${point.part}`}
        tone="attention"
        title={point.at === 'document' ? `${t(`case.document.${point.document}.name`)}: ${reason}` : reason}
      >
        <Link to="/cases/$caseId/apply/$topic" params={{ caseId, topic }}>
          {t(`case.topic.${topic}.title`)}
        </Link>
      </Notice>
    );
  });
}

/** Everything once more, then the declaration and the submission. */
export function CheckTopic(props: TopicProps) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOverCase();
  const { caseId, version } = props.case;
  const form = useForm({
    initial: { declared: false as boolean },
    faultFields: { notDeclared: 'declared' },
    submit: async ({ declared }) =>
      declared
        ? takeOver(await call('submitCase', { params: { caseId }, body: { version, declared } }))
        : failure({ error: 'notDeclared' }),
    // The case has left the form: its page leads on.
    onDone: () => undefined,
  });
  return (
    <TopicForm case={props.case} topic={props.topic} form={form} submit={t('case.submit')}>
      <Open case={props.case} />
      <CaseAnswers case={props.case} changeable />
      <Checkbox {...form.field('declared')} label={t('case.declaration')} />
    </TopicForm>
  );
}
