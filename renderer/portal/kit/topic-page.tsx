import './topic-page.css';
import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Actions } from './actions.tsx';
import { Form } from './form.tsx';
import { Page } from './page.tsx';
import type { FormState } from './use-form.ts';

/** One topic of an application: where it stands among the others, its question, and the way on. */
export function TopicPage(props: {
  readonly title: string;
  readonly lead: string;
  /** What is applied for. */
  readonly service: string;
  readonly step: number;
  readonly of: number;
  readonly back: ReactNode;
  readonly form: Pick<FormState<unknown>, 'errors' | 'failures' | 'submit' | 'pending'>;
  readonly children: ReactNode;
  /** The word on the button; "continue" unless given. */
  readonly submit?: string | undefined;
  /** The way out, to be gone on with later. */
  readonly later: ReactNode;
}) {
  const t = useTranslate();
  return (
    <Page
      title={props.title}
      lead={props.lead}
      above={
        <>
          {props.back}
          <p className="progress-text">
            {props.service} · {t('apply.step', { step: props.step, of: props.of })}
          </p>
        </>
      }
    >
      <Form form={props.form}>
        {props.children}
        <Actions>
          <Button look="primary" submits busy={props.form.pending}>
            {props.submit ?? t('apply.saveAndGoOn')}
          </Button>
          {props.later}
        </Actions>
      </Form>
    </Page>
  );
}
