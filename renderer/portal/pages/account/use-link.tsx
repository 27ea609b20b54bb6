import { useState } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { useForm } from '../../kit/use-form.ts';
import { LinkNotValid } from './link-not-valid.tsx';
import { useLinkToken } from './link-token.ts';

/**
 * Uses a mailed link once its button is pressed: programs that look at the links in mails must not use them up.
 */
function UseLink(props: { readonly route: 'unlock' | 'confirmEmail' }) {
  const t = useTranslate();
  const call = useCall();
  const token = useLinkToken();
  const [ending, setEnding] = useState<'done' | 'linkNotValid' | null>(null);
  const form = useForm({
    initial: {},
    submit: async () => {
      const answer = await call(props.route, { body: { token } });
      if (!answer.ok && ['linkNotValid', 'invalidBody'].includes(answer.fault.error))
        setEnding('linkNotValid');
      return answer;
    },
    onDone: () => setEnding('done'),
  });
  const onward = props.route === 'unlock' ? '/sign-in' : '/account';
  if (ending === 'linkNotValid')
    return (
      <LinkNotValid>
        <ButtonLink look="primary" to={onward}>
          {t(`account.${props.route}.anew`)}
        </ButtonLink>
      </LinkNotValid>
    );
  if (ending === 'done')
    return (
      <Page key="done" title={t(`account.${props.route}.doneTitle`)} lead={t(`account.${props.route}.done`)}>
        <ButtonLink look="primary" to={onward}>
          {t(`account.${props.route}.onward`)}
        </ButtonLink>
      </Page>
    );
  return (
    <Page title={t(`account.${props.route}.title`)} lead={t(`account.${props.route}.lead`)}>
      <Form form={form}>
        <Button look="primary" submits busy={form.pending}>
          {t(`account.${props.route}.act`)}
        </Button>
      </Form>
    </Page>
  );
}

/** Where the link of the mail about a locked account leads. */
export function UnlockPage() {
  return <UseLink route="unlock" />;
}

/** Where the link mailed to a new address leads. */
export function ConfirmEmailPage() {
  return <UseLink route="confirmEmail" />;
}
