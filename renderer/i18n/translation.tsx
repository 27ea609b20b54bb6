import { createContext, createElement, Fragment, type ReactNode, useContext, useMemo } from 'react';
import type { Language } from '../../contracts/language.ts';
import { type MessageKey, splitTemplate, type Translate, template, translate } from './translate.ts';

const LanguageContext = createContext<Language>('ar');

/** Gives everything inside it its language. */
export function TranslationProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>;
}

/** The language around the component. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Looks texts up in the language around the component. */
export function useTranslate(): Translate {
  const language = useLanguage();
  return useMemo(() => (key, values) => translate(language, key, values), [language]);
}

/**
 * A text whose values stand in it as isolated runs (`<bdi>`), so that a number, date or amount never reorders the
 * sentence around it (Unicode Bidirectional Algorithm, UAX #9). `count` also selects the plural form.
 */
export function Message(props: {
  readonly id: MessageKey;
  readonly values?: Readonly<Record<string, ReactNode>>;
  readonly count?: number;
}) {
  const language = useLanguage();
  const values: Readonly<Record<string, ReactNode>> = { count: props.count, ...props.values };
  const parts = splitTemplate(template(language, props.id, props.count)).map((part, index) =>
    index % 2 === 0 ? part : createElement('bdi', null, values[part]),
  );
  return createElement(Fragment, null, ...parts);
}
