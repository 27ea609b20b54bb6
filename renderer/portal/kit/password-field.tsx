import { useState } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { describedBy, FieldFrame, type FieldProps } from './field-frame.tsx';

/** A password, hidden until the person wants to see it. */
export function PasswordField(
  props: FieldProps<string> & { readonly autoComplete: 'current-password' | 'new-password' },
) {
  const t = useTranslate();
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame {...props}>
      <div className="password">
        <input
          id={props.id}
          className="input input-full"
          type={shown ? 'text' : 'password'}
          dir="ltr"
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          value={props.value}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={describedBy(props)}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <Button
          look="quiet"
          label={t(shown ? 'form.hidePassword' : 'form.showPassword')}
          onPress={() => setShown(!shown)}
        >
          {t(shown ? 'form.hide' : 'form.show')}
        </Button>
      </div>
    </FieldFrame>
  );
}
