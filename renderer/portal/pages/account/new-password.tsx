import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PasswordFault } from '../../../../contracts/portal-api/accounts.ts';
import { failure } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { apiQuery, useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { LinkNotValid } from './link-not-valid.tsx';
import { useLinkToken } from './link-token.ts';

/** Faults of a new password stand at its field. */
const PASSWORD_FIELDS = Object.fromEntries(
  PasswordFault.options.map((fault) => [fault, 'password' as const]),
);

/** Sets a password by a mailed link: the first one, or another in place of a forgotten one. */
function NewPassword(props: { readonly route: 'activate' | 'resetPassword' }) {
  const t = useTranslate();
  const call = useCall();
  const token = useLinkToken();
  const policy = useQuery(apiQuery('passwordPolicy', {}));
  const [ending, setEnding] = useState<'done' | 'linkNotValid' | null>(null);
  const form = useForm({
    initial: { password: '', again: '' },
    faultFields: PASSWORD_FIELDS,
    submit: async ({ password, again }) => {
      if (password !== again)
        return failure({ error: 'invalidBody', fields: [{ path: 'again', reason: 'passwordsDiffer' }] });
      const answer = await call(props.route, { body: { token, password } });
      const unusable =
        !answer.ok &&
        (answer.fault.error === 'linkNotValid' || answer.fault.fields?.some(({ path }) => path === 'token'));
      if (unusable) setEnding('linkNotValid');
      return answer;
    },
    onDone: () => setEnding('done'),
  });
  if (ending === 'linkNotValid')
    return (
      <LinkNotValid>
        {props.route === 'activate' ? <p>{t('account.newLinkOrganisation')}</p> : null}
        <ButtonLink look="primary" to={props.route === 'activate' ? '/register' : '/forgotten-password'}>
          {t('account.newLink')}
        </ButtonLink>
      </LinkNotValid>
    );
  if (ending === 'done')
    return (
      <Page key="done" title={t('account.passwordSetTitle')} lead={t('account.passwordSet')}>
        <ButtonLink look="primary" to="/sign-in">
          {t('nav.signIn')}
        </ButtonLink>
      </Page>
    );
  return (
    <Page title={t(`account.${props.route}Title`)}>
      <Loaded query={policy}>
        {({ policy }) => (
          <Form form={form}>
            <PasswordField
              {...form.field('password')}
              label={t('account.newPassword')}
              hint={t(`account.policy.${policy}`)}
              autoComplete="new-password"
            />
            <PasswordField
              {...form.field('again')}
              label={t('account.passwordAgain')}
              autoComplete="new-password"
            />
            <Actions>
              <Button look="primary" submits busy={form.pending}>
                {t('account.setPassword')}
              </Button>
            </Actions>
          </Form>
        )}
      </Loaded>
    </Page>
  );
}

/** Where the link of the activation mail leads. */
export function ActivatePage() {
  return <NewPassword route="activate" />;
}

/** Where the link of the mail about a forgotten password leads. */
export function ResetPasswordPage() {
  return <NewPassword route="resetPassword" />;
}
