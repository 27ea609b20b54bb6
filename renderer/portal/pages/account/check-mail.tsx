import { useRouterState } from '@tanstack/react-router';
import { useTranslate } from '../../../i18n/portal.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What the mail that was just asked for is about. */
    readonly mailAbout?: 'activation' | 'passwordReset';
  }
}

/** Says that a mail is on its way, in the same words whether an account exists or not. */
export function CheckMailPage() {
  const t = useTranslate();
  const about = useRouterState({ select: ({ location }) => location.state.mailAbout ?? 'activation' });
  return (
    <Page title={t('account.checkMailTitle')} lead={t(`account.checkMail.${about}`)}>
      <Notice tone="info" title={t('account.noMailTitle')}>
        <p>{t('account.noMail')}</p>
      </Notice>
      <ButtonLink look="secondary" to={about === 'activation' ? '/register' : '/forgotten-password'}>
        {t('account.tryMailAgain')}
      </ButtonLink>
    </Page>
  );
}
