import { Link } from '@tanstack/react-router';
import { SubmissionFault } from '../../../../../contracts/portal-api/licences.ts';
import { failure } from '../../../../../contracts/result.ts';
import { Message, useTranslate } from '../../../../i18n/portal.ts';
import { useCall } from '../../../api/queries.ts';
import { Checkbox } from '../../../kit/checkbox.tsx';
import { Money } from '../../../kit/money.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { reasonText } from '../../../kit/problem-text.ts';
import { useForm } from '../../../kit/use-form.ts';
import { Answers } from '../answers.tsx';
import { useTakeOver } from '../save-request.ts';
import { TopicForm, type TopicProps } from '../topic-form.tsx';
import { TOPIC_OF_FAULT } from '../topics.ts';

/** What is still missing, each with the page where it is put right. */
function Missing(props: TopicProps & { readonly faults: readonly SubmissionFault[] }) {
  const t = useTranslate();
  const { requestId, kind } = props.request;
  return props.faults.map((fault) => {
    const topic = TOPIC_OF_FAULT[fault];
    if (fault === 'notEligible')
      return (
        <Notice key={fault} tone="attention" title={t('apply.check.notEligible')}>
          <Link to="/services/$kind/begin" params={{ kind }}>
            {t('apply.check.seeWhy')}
          </Link>
        </Notice>
      );
    return topic === null || topic === 'check' ? null : (
      <Notice key={fault} tone="attention" title={reasonText(t, fault)}>
        <Link to="/requests/$requestId/apply/$topic" params={{ requestId, topic }}>
          {t(`apply.${topic}.title`)}
        </Link>
      </Notice>
    );
  });
}

/** Everything once more, then the declaration and the submission. */
export function CheckTopic({ request }: TopicProps) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOver();
  const { requestId, version, fee } = request;
  const form = useForm({
    initial: { declared: false as boolean },
    faultFields: { notDeclared: 'declared' },
    submit: async ({ declared }) =>
      declared
        ? takeOver(await call('submitRequest', { params: { requestId }, body: { version, declared } }))
        : failure({ error: 'notDeclared' }),
    // The request has left the form: its page leads on.
    onDone: () => undefined,
  });
  const refused = SubmissionFault.safeParse(form.fault);
  const faults = new Set([...request.open, ...(refused.success ? [refused.data] : [])]);
  return (
    <TopicForm request={request} topic="check" form={form} submit={t('apply.check.submit')}>
      <Missing request={request} faults={[...faults]} />
      <Answers request={request} changeable />
      <p>
        <Message id="apply.check.fee" values={{ fee: <Money amount={fee} /> }} />
      </p>
      <Checkbox {...form.field('declared')} label={t('apply.check.declaration')} />
    </TopicForm>
  );
}
