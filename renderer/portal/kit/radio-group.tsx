import type { ReactNode } from 'react';
import { FieldGroup, type FieldProps } from './field-frame.tsx';

/** One of a few choices, each with what it means. The first choice takes the group's id, so that errors lead to it. */
export function RadioGroup(
  props: FieldProps<string> & {
    readonly options: readonly {
      readonly value: string;
      readonly label: ReactNode;
      readonly hint?: ReactNode;
    }[];
  },
) {
  return (
    <FieldGroup {...props}>
      <div className="choices">
        {props.options.map(({ value, label, hint }, index) => {
          const id = index === 0 ? props.id : `${props.id}-${index}`;
          return (
            <div className="choice" key={value}>
              <input
                type="radio"
                id={id}
                name={props.id}
                value={value}
                checked={props.value === value}
                aria-describedby={hint ? `${id}-option` : undefined}
                onChange={() => props.onChange(value)}
              />
              <label htmlFor={id}>{label}</label>
              {hint ? (
                <div className="choice-hint" id={`${id}-option`}>
                  {hint}
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}
