import { useState } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall, useSession } from '../../api/queries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Page } from '../../kit/page.tsx';
import { ROLE_HOME } from '../../shell/role-home.ts';
import { NewStaffPasswordForm } from './new-password-form.tsx';

/** A member of staff changes the own password. */
export function StaffPasswordPage() {
  const t = useTranslate();
  const call = useCall();
  const [done, setDone] = useState(false);
  const role = useSession()?.role;
  if (done && role !== undefined)
    return (
      <Page key="done" title={t('staff.passwordChangedTitle')} lead={t('staff.passwordChanged')}>
        <ButtonLink look="primary" to={ROLE_HOME[role]}>
          {role === 'auditor' ? t('nav.audit') : t('nav.review')}
        </ButtonLink>
      </Page>
    );
  return (
    <Page title={t('staff.passwordTitle')} lead={t('staff.passwordLead')}>
      <NewStaffPasswordForm
        asksPresent
        act={t('account.setPassword')}
        submit={(body) => call('changeStaffPassword', { body })}
        onDone={() => setDone(true)}
      />
    </Page>
  );
}
