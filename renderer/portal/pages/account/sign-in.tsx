import { Link, Navigate } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall, useSession, useSessionChange } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { CivilIdField } from './civil-id-field.tsx';

/** Signs an individual in, wherever it stands: the page that was asked for appears in its place. */
export function SignInPage() {
  const t = useTranslate();
  const call = useCall();
  const changeSession = useSessionChange();
  const form = useForm({
    initial: { civilId: '', password: '' },
    submit: (values) => call('signIn', { body: values }),
    onDone: changeSession,
  });
  return (
    <Page title={t('account.signInTitle')} lead={t('account.signInLead')}>
      <Form form={form}>
        <CivilIdField {...form.field('civilId')} />
        <PasswordField
          {...form.field('password')}
          label={t('account.password')}
          autoComplete="current-password"
        />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('nav.signIn')}
          </Button>
          <ButtonLink look="secondary" to="/register">
            {t('account.register')}
          </ButtonLink>
        </Actions>
      </Form>
      <p>
        <Link to="/forgotten-password">{t('account.forgotten')}</Link>
      </p>
    </Page>
  );
}

/** The sign-in at its own address; afterwards the person's own page follows. */
export function SignInRoute() {
  const role = useSession()?.role;
  if (role === 'individual') return <Navigate to="/dashboard" replace />;
  if (role === 'trafficOfficer') return <Navigate to="/review" replace />;
  return <SignInPage />;
}
