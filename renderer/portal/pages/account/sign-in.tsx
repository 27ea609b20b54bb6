import { Navigate } from '@tanstack/react-router';
import { AccountRealm } from '../../../../contracts/portal-api/accounts.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall, useSession, useSessionChange } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { ROLE_HOME } from '../../shell/role-home.ts';
import { CivilIdField } from './civil-id-field.tsx';
import { RealmField } from './realm-field.tsx';

/**
 * Signs in an individual, or a user of a company or government entity, wherever it stands: the page that was asked for
 * appears in its place. `realm` is chosen at first.
 */
export function SignInPage(props: { readonly realm?: AccountRealm }) {
  const t = useTranslate();
  const call = useCall();
  const changeSession = useSessionChange();
  const initial: Record<'realm' | 'civilId' | 'password', string> = {
    realm: props.realm ?? 'individual',
    civilId: '',
    password: '',
  };
  const form = useForm({
    initial,
    submit: ({ realm, ...values }) =>
      call('signIn', { body: { realm: AccountRealm.parse(realm), ...values } }),
    onDone: changeSession,
  });
  const realm = AccountRealm.parse(form.values.realm);
  return (
    <Page title={t('account.signInTitle')} lead={t('account.signInLead')}>
      <Form form={form}>
        <RealmField {...form.field('realm')} />
        <CivilIdField {...form.field('civilId')} realm={realm} />
        <PasswordField
          {...form.field('password')}
          label={t('account.password')}
          autoComplete="current-password"
        />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('nav.signIn')}
          </Button>
          {realm === 'individual' ? (
            <ButtonLink look="secondary" to="/register">
              {t('account.register')}
            </ButtonLink>
          ) : null}
        </Actions>
      </Form>
      {realm === 'organisation' ? <p>{t('account.organisationAccounts')}</p> : null}
      <ButtonLink look="quiet" to="/forgotten-password" state={{ realm }}>
        {t('account.forgotten')}
      </ButtonLink>
    </Page>
  );
}

/** The sign-in at its own address; afterwards the page that the role begins with follows. */
export function SignInRoute() {
  const role = useSession()?.role;
  return role === undefined ? <SignInPage /> : <Navigate to={ROLE_HOME[role]} replace />;
}
