import { useNavigate } from '@tanstack/react-router';
import { canonicalNumber } from '../../../../contracts/language.ts';
import { failure } from '../../../../contracts/result.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall, useSessionChange } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useForm } from '../../kit/use-form.ts';
import { ROLE_HOME } from '../../shell/role-home.ts';

/** Officers sign in with the code of their authenticator, and go on to the page of their role. */
export function StaffSignInPage() {
  const t = useTranslate();
  const call = useCall();
  const navigate = useNavigate();
  const changeSession = useSessionChange();
  const form = useForm({
    initial: { userName: '', password: '', code: '' },
    submit: async ({ userName, password, code }) => {
      const body = { userName, password, code: canonicalNumber(code) };
      const answer = await call('signInStaff', { body });
      // What to check is not what an individual checks.
      return !answer.ok && answer.fault.error === 'signInRefused'
        ? failure({ error: 'staffSignInRefused' })
        : answer;
    },
    onDone: (signedIn) => {
      changeSession(signedIn);
      void navigate({ to: ROLE_HOME[signedIn.role] });
    },
  });
  return (
    <Page title={t('staff.title')} lead={t('staff.lead')}>
      <Form form={form}>
        <TextField {...form.field('userName')} label={t('staff.userName')} autoComplete="username" latin />
        <PasswordField
          {...form.field('password')}
          label={t('staff.password')}
          autoComplete="current-password"
        />
        <TextField
          {...form.field('code')}
          label={t('staff.code')}
          hint={t('staff.codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="short"
          latin
        />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('staff.signIn')}
          </Button>
          <ButtonLink look="quiet" to="/sign-in">
            {t('staff.toSignIn')}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}
