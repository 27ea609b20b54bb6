import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { useCall, useSessionChange } from '../api/queries.ts';

/** Ends the session here and at the portal, and goes to the first page. */
export function SignOutButton() {
  const t = useTranslate();
  const call = useCall();
  const changeSession = useSessionChange();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    const ended = await call('signOut', {});
    setBusy(false);
    if (!ended.ok && ended.fault.error !== 'notSignedIn') return;
    await navigate({ to: '/' });
    changeSession(null);
  };
  return (
    <Button look="quiet" busy={busy} onPress={() => void signOut()}>
      {t('nav.signOut')}
    </Button>
  );
}
