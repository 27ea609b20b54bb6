import { AccountRealm } from '../../../../contracts/portal-api/accounts.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { RadioGroup } from '../../kit/radio-group.tsx';

/** Whose account it is: one's own, or that of a user of a company or government entity. */
export function RealmField(props: Omit<FieldProps<string>, 'label' | 'hint'>) {
  const t = useTranslate();
  return (
    <RadioGroup
      {...props}
      label={t('account.realm.label')}
      options={AccountRealm.options.map((realm) => ({
        value: realm,
        label: t(`account.realm.${realm}`),
        hint: t(`account.realm.${realm}Hint`),
      }))}
    />
  );
}
