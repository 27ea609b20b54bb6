import { useNavigate } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { useForm } from '../../kit/use-form.ts';
import { CivilIdField } from './civil-id-field.tsx';

/** Asks for the mail that sets another password. */
export function ForgottenPasswordPage() {
  const t = useTranslate();
  const call = useCall();
  const navigate = useNavigate();
  const form = useForm({
    initial: { civilId: '' },
    submit: (values) => call('requestPasswordReset', { body: values }),
    onDone: () => void navigate({ to: '/check-your-mail', state: { mailAbout: 'passwordReset' } }),
  });
  return (
    <Page
      title={t('account.forgottenTitle')}
      lead={t('account.forgottenLead')}
      above={<BackLink to="/sign-in">{t('nav.signIn')}</BackLink>}
    >
      <Form form={form}>
        <CivilIdField {...form.field('civilId')} />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('account.mailLink')}
          </Button>
        </Actions>
      </Form>
    </Page>
  );
}
