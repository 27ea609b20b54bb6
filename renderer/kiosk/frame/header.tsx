import type { Language } from '../../../contracts/language.ts';
import { translate } from '../../i18n/translate.ts';
import { Emblem } from '../../ui/emblem.tsx';

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
