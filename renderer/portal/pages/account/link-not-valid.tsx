import type { ReactNode } from 'react';
import { useTranslate } from '../../../i18n/portal.ts';
import { Page } from '../../kit/page.tsx';

/** A link that was used or is too old, with the way to another (`children`). */
export function LinkNotValid(props: { readonly children: ReactNode }) {
  const t = useTranslate();
  return (
    <Page title={t('account.linkNotValidTitle')} lead={t('account.linkNotValid')}>
      {props.children}
    </Page>
  );
}
