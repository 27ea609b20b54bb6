import { useEffect, useRef } from 'react';
import { REVIEW_REASON_MOST_LENGTH, type ReviewDecision } from '../../../contracts/portal-api/decision.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { type MessageKey, useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Actions } from '../kit/actions.tsx';
import { Form } from '../kit/form.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useForm } from '../kit/use-form.ts';
import { withTemplate } from './reason-template.ts';

/**
 * Asks once more for a decision, and for its reason where the applicant is owed one. It takes the focus; Escape goes back.
 * No dialog, because the documents are looked at while the reason is written.
 */
export function DecisionPanel(props: {
  readonly decision: ReviewDecision['decision'];
  /** Ready-made reasons. */
  readonly templates: readonly MessageKey[];
  readonly send: (decision: ReviewDecision) => Promise<Result<unknown, Problem>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const { decision, onClose } = props;
  const panel = useRef<HTMLDivElement>(null);
  const form = useForm({
    initial: { reason: '' },
    submit: ({ reason }) => props.send(decision === 'approve' ? { decision } : { decision, reason }),
    onDone: props.onDone,
  });
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('textarea, button')?.focus();
  }, []);
  const reason = form.field('reason');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from wherever in the panel the focus is
    <div
      className="decision-panel"
      ref={panel}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Form form={form}>
        {decision === 'approve' ? (
          <p>{t('review.ask.approve')}</p>
        ) : (
          <div className="decision-reason">
            <TextField
              {...reason}
              label={t('review.reason')}
              hint={t(`review.ask.${decision}`)}
              lines={3}
              maxLength={REVIEW_REASON_MOST_LENGTH}
            />
            <ul className="reason-templates" aria-label={t('review.templates')}>
              {props.templates.map((text) => (
                <li key={text}>
                  <Button
                    look="quiet"
                    icon="plus"
                    onPress={() => void withTemplate(reason.value, text).then(reason.onChange)}
                  >
                    {t(text)}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t(`review.confirm.${decision}`)}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {t('form.goBack')}
          </Button>
        </Actions>
      </Form>
    </div>
  );
}
