import { describedBy, FieldFrame, type FieldProps } from './field-frame.tsx';

/** One of many named values, in the browser's own list; nothing is chosen at first. */
export function SelectField<Value extends string>(
  props: FieldProps<Value | ''> & {
    readonly options: readonly { readonly value: Value; readonly name: string }[];
    /** What stands there while nothing is chosen. */
    readonly placeholder: string;
  },
) {
  return (
    <FieldFrame {...props}>
      <select
        id={props.id}
        className="input input-medium"
        value={props.value}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(props)}
        onChange={(event) =>
          props.onChange(props.options.find(({ value }) => value === event.target.value)?.value ?? '')
        }
      >
        <option value="">{props.placeholder}</option>
        {props.options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
