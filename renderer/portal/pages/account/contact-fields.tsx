import { useTranslate } from '../../../i18n/portal.ts';
import type { FieldProps } from '../../kit/field-frame.tsx';
import { TextField } from '../../kit/text-field.tsx';

type Field = Omit<FieldProps<string>, 'label' | 'hint'>;

/** Where the person's mails go. */
export function EmailField(props: Field) {
  const t = useTranslate();
  return (
    <TextField
      {...props}
      label={t('account.email')}
      hint={t('account.emailHint')}
      type="email"
      inputMode="email"
      autoComplete="email"
      latin
    />
  );
}

/** A mobile number in Kuwait. */
export function MobileField(props: Field) {
  const t = useTranslate();
  return (
    <TextField
      {...props}
      label={t('account.mobile')}
      hint={t('account.mobileHint')}
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      size="medium"
      latin
    />
  );
}
