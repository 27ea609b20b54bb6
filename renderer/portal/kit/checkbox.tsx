import type { ReactNode } from 'react';
import { describedBy, FieldNotes, type FieldProps } from './field-frame.tsx';

/** A statement that is ticked or not. */
export function Checkbox(
  props: Omit<FieldProps<boolean>, 'label'> & { readonly label: ReactNode; readonly disabled?: boolean },
) {
  return (
    <div className={props.error ? 'field field-wrong' : 'field'}>
      <FieldNotes {...props} />
      <div className="choice">
        <input
          type="checkbox"
          id={props.id}
          checked={props.value}
          disabled={props.disabled}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={describedBy(props)}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <label htmlFor={props.id}>{props.label}</label>
      </div>
    </div>
  );
}
