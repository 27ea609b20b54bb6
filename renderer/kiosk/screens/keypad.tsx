import { useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Digits in the order of a telephone (ISO 9564-1 recommends it for PIN entry). */
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

function Key(props: { readonly digit: string; readonly onDigit: (digit: string) => void }) {
  return (
    <button type="button" className="key" onClick={() => props.onDigit(props.digit)}>
      {props.digit}
    </button>
  );
}

/** Ten digits, erase and clear. Keypads are the same in both scripts and do not mirror. */
export function Keypad(props: {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
}) {
  const t = useTranslate();
  return (
    <fieldset className="keypad" dir="ltr">
      <legend className="visually-hidden">{t('pin.keypad')}</legend>
      {DIGITS.map((digit) => (
        <Key key={digit} digit={digit} onDigit={props.onDigit} />
      ))}
      <button type="button" className="key key-command" aria-label={t('pin.clear')} onClick={props.onClear}>
        <Icon name="cross" />
      </button>
      <Key digit="0" onDigit={props.onDigit} />
      <button type="button" className="key key-command" aria-label={t('pin.erase')} onClick={props.onErase}>
        <Icon name="erase" />
      </button>
    </fieldset>
  );
}
