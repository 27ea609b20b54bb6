import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';

/** What every field has in common; `useForm` gives the first four. */
export interface FieldProps<Value> {
  readonly id: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly error: string | undefined;
  readonly label: string;
  readonly hint?: ReactNode;
}

type Described = Pick<FieldProps<unknown>, 'id' | 'error' | 'hint'>;

/** The ids of what describes a field, for `aria-describedby`. */
export function describedBy(field: Described): string | undefined {
  const ids = [field.hint ? `${field.id}-hint` : '', field.error ? `${field.id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Hint and error of a field, in this order, above what is filled in. */
export function FieldNotes(props: Described) {
  return (
    <>
      {props.hint ? (
        <p className="field-hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.error ? (
        <p className="field-error" id={`${props.id}-error`}>
          <Icon name="warning" />
          <span>{props.error}</span>
        </p>
      ) : null}
    </>
  );
}

/** Label, hint and error around one control. */
export function FieldFrame(props: Described & { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={props.error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={props.id}>
        {props.label}
      </label>
      <FieldNotes {...props} />
      {props.children}
    </div>
  );
}

/** Legend, hint and error around several controls that answer one question. */
export function FieldGroup(props: Described & { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className={props.error ? 'field field-wrong' : 'field'} aria-describedby={describedBy(props)}>
      <legend className="field-label">{props.label}</legend>
      <FieldNotes {...props} />
      {props.children}
    </fieldset>
  );
}
