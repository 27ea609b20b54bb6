import { useTranslate } from '../../../i18n/portal.ts';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { TextField } from '../../kit/text-field.tsx';

/** A civil ID number, as typed. */
export function CivilIdField(props: Omit<FieldProps<string>, 'label' | 'hint'>) {
  const t = useTranslate();
  return (
    <TextField
      {...props}
      label={t('account.civilId')}
      hint={t('account.civilIdHint')}
      inputMode="numeric"
      autoComplete="username"
      size="medium"
      latin
    />
  );
}
