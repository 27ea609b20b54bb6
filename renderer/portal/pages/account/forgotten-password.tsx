import { useNavigate, useRouterState } from '@tanstack/react-router';
import { AccountRealm } from '../../../../contracts/portal-api/accounts.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { Form } from '../../kit/form.tsx';
import { Page } from '../../kit/page.tsx';
import { useForm } from '../../kit/use-form.ts';
import { CivilIdField } from './civil-id-field.tsx';
import { RealmField } from './realm-field.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Whose password was forgotten. */
    readonly realm?: AccountRealm;
  }
}

/** Asks for the mail that sets another password. */
export function ForgottenPasswordPage() {
  const t = useTranslate();
  const call = useCall();
  const navigate = useNavigate();
  const chosen = useRouterState({ select: ({ location }) => location.state.realm ?? 'individual' });
  const initial: Record<'realm' | 'civilId', string> = { realm: chosen, civilId: '' };
  const form = useForm({
    initial,
    submit: ({ realm, civilId }) =>
      call('requestPasswordReset', { body: { realm: AccountRealm.parse(realm), civilId } }),
    onDone: () => void navigate({ to: '/check-your-mail', state: { mailAbout: 'passwordReset' } }),
  });
  return (
    <Page
      title={t('account.forgottenTitle')}
      lead={t('account.forgottenLead')}
      above={<BackLink to="/sign-in">{t('nav.signIn')}</BackLink>}
    >
      <Form form={form}>
        <RealmField {...form.field('realm')} />
        <CivilIdField {...form.field('civilId')} realm={AccountRealm.parse(form.values.realm)} />
        <Actions>
          <Button look="primary" submits busy={form.pending}>
            {t('account.mailLink')}
          </Button>
        </Actions>
      </Form>
    </Page>
  );
}
