import type { Language } from '../../../contracts/language.ts';
import { translate } from '../../i18n/translate.ts';

/** Eight-pointed star around a card: stands where the Ministry's emblem goes. */
function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 96 96" aria-hidden="true">
      <path
        className="emblem-star"
        d="M48 4l13 13h18v18l13 13-13 13v18H61L48 92 35 79H17V61L4 48l13-13V17h18z"
      />
      <rect className="emblem-card" x="25" y="33" width="46" height="30" rx="5" />
      <path className="emblem-lines" d="M33 43h10v11H33zM50 44h14M50 53h9" />
    </svg>
  );
}

const READING_DIRECTION = { ar: 'rtl', en: 'ltr' } as const satisfies Record<Language, string>;

function Name(props: { readonly language: Language }) {
  return (
    <div
      className={`header-name header-name-${props.language}`}
      lang={props.language}
      dir={READING_DIRECTION[props.language]}
    >
      <p className="header-ministry">{translate(props.language, 'header.ministry')}</p>
      <p className="header-machine">{translate(props.language, 'header.machine')}</p>
    </div>
  );
}

/** Whose machine it is and what for, in both languages at once and the same on every screen. */
export function Header() {
  return (
    <header className="header">
      <Emblem />
      <Name language="ar" />
      <Name language="en" />
    </header>
  );
}
