import type { AccountRealm } from '../../../../contracts/portal-api/accounts.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { TextField } from '../../kit/text-field.tsx';

/** A civil ID number, as typed; for users of a company or entity it is their user code (رمز المستخدم). */
export function CivilIdField(
  props: Omit<FieldProps<string>, 'label' | 'hint'> & { readonly realm?: AccountRealm },
) {
  const t = useTranslate();
  const { realm, ...field } = props;
  return (
    <TextField
      {...field}
      label={t(realm === 'organisation' ? 'account.userCode' : 'account.civilId')}
      hint={t(realm === 'organisation' ? 'account.userCodeHint' : 'account.civilIdHint')}
      inputMode="numeric"
      autoComplete="username"
      size="medium"
      latin
    />
  );
}
