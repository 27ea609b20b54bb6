import { describedBy, FieldFrame, type FieldProps } from './field-frame.tsx';

/** One line of text, or several (`lines`). Numbers, addresses and Latin text stand left to right (`latin`). */
export function TextField(
  props: FieldProps<string> & {
    readonly type?: 'text' | 'email' | 'tel';
    readonly inputMode?: 'numeric' | 'email' | 'tel';
    readonly autoComplete?: string;
    readonly latin?: boolean;
    /** Width by what is expected in it. */
    readonly size?: 'short' | 'medium' | 'full';
    readonly lines?: number;
    readonly maxLength?: number;
  },
) {
  const common = {
    id: props.id,
    className: `input input-${props.size ?? 'full'}`,
    value: props.value,
    dir: props.latin ? ('ltr' as const) : ('auto' as const),
    maxLength: props.maxLength,
    autoComplete: props.autoComplete,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': describedBy(props),
  };
  return (
    <FieldFrame {...props}>
      {props.lines === undefined ? (
        <input
          {...common}
          type={props.type ?? 'text'}
          inputMode={props.inputMode}
          onChange={(event) => props.onChange(event.target.value)}
        />
      ) : (
        <textarea {...common} rows={props.lines} onChange={(event) => props.onChange(event.target.value)} />
      )}
    </FieldFrame>
  );
}
