import { useState } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Page } from '../../kit/page.tsx';
import { LinkNotValid } from '../account/link-not-valid.tsx';
import { useLinkToken } from '../account/link-token.ts';
import { NewStaffPasswordForm } from './new-password-form.tsx';

/** Where the link leads that an administrator hands over: a member of staff sets a password and shows a code. */
export function StaffSetUpPage() {
  const t = useTranslate();
  const call = useCall();
  const token = useLinkToken();
  const [ending, setEnding] = useState<'done' | 'linkNotValid' | null>(null);
  if (ending === 'linkNotValid')
    return (
      <LinkNotValid>
        <p>{t('staff.linkAnew')}</p>
      </LinkNotValid>
    );
  if (ending === 'done')
    return (
      <Page key="done" title={t('staff.setUpDoneTitle')} lead={t('staff.setUpDone')}>
        <ButtonLink look="primary" to="/staff">
          {t('staff.signIn')}
        </ButtonLink>
      </Page>
    );
  return (
    <Page title={t('staff.setUpTitle')} lead={t('staff.setUpLead')}>
      <NewStaffPasswordForm
        asksPresent={false}
        act={t('staff.setUp')}
        submit={async ({ password, code }) => {
          const answer = await call('setUpStaff', { body: { token, password, code } });
          const unusable =
            !answer.ok &&
            (answer.fault.error === 'linkNotValid' ||
              answer.fault.fields?.some(({ path }) => path === 'token'));
          if (unusable) setEnding('linkNotValid');
          return answer;
        }}
        onDone={() => setEnding('done')}
      />
    </Page>
  );
}
