import { toLatinDigits } from '../../../contracts/language.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { describedBy, FieldGroup, type FieldProps } from './field-frame.tsx';

/** Parts in the order they are asked, with their place in `YYYY-MM-DD` and their digits. */
const PARTS = [
  { name: 'day', place: 2, digits: 2 },
  { name: 'month', place: 1, digits: 2 },
  { name: 'year', place: 0, digits: 4 },
] as const;

/** `text` with its part at `place` replaced; what is typed so far stays as typed, complete parts are padded on leaving. */
function withPart(text: string, place: number, part: string): string {
  const parts = text.split('-');
  return [0, 1, 2].map((index) => (index === place ? part : (parts[index] ?? ''))).join('-');
}

/** A date known by heart, as day, month and year; its value is `YYYY-MM-DD` as far as it is filled in. */
export function DateField(props: FieldProps<string>) {
  const t = useTranslate();
  return (
    <FieldGroup {...props}>
      <div className="date">
        {PARTS.map(({ name, place, digits }) => {
          const id = name === 'day' ? props.id : `${props.id}-${name}`;
          const part = props.value.split('-')[place] ?? '';
          return (
            <div key={name}>
              <label htmlFor={id}>{t(`form.${name}`)}</label>
              <input
                id={id}
                className={`input input-${name}`}
                inputMode="numeric"
                dir="ltr"
                maxLength={digits}
                value={part}
                aria-invalid={props.error ? true : undefined}
                aria-describedby={describedBy(props)}
                onChange={(event) =>
                  props.onChange(
                    withPart(props.value, place, toLatinDigits(event.target.value).replace(/\D/g, '')),
                  )
                }
                onBlur={() =>
                  part === '' || props.onChange(withPart(props.value, place, part.padStart(digits, '0')))
                }
              />
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}
