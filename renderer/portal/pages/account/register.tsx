import { Link, useNavigate } from '@tanstack/react-router';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { useForm } from '../../kit/use-form.ts';
import { CivilIdField } from './civil-id-field.tsx';
import { EmailField, MobileField } from './contact-fields.tsx';

/** Registers an individual; what comes next stands in a mail. */
export function RegisterPage() {
  const t = useTranslate();
  const language = useLanguage();
  const call = useCall();
  const navigate = useNavigate();
  const form = useForm({
    initial: { civilId: '', email: '', mobile: '' },
    submit: (values) => call('register', { body: { ...values, language } }),
    onDone: () => void navigate({ to: '/check-your-mail', state: { mailAbout: 'activation' } }),
  });
  return (
    <Page title={t('account.registerTitle')} lead={t('account.registerLead')}>
      <Form form={form}>
        <CivilIdField {...form.field('civilId')} />
        <EmailField {...form.field('email')} />
        <MobileField {...form.field('mobile')} />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('account.register')}
          </Button>
        </Actions>
      </Form>
      <p>
        <Message id="account.alreadyRegistered" /> <Link to="/sign-in">{t('nav.signIn')}</Link>
      </p>
    </Page>
  );
}
