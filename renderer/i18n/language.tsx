import { createContext, createElement, Fragment, type ReactNode, useContext, useMemo } from 'react';
import type { Language } from '../../contracts/language.ts';
import { type Catalogue, type MessageValues, splitTemplate } from './catalogue.ts';

const LanguageContext = createContext<Language>('ar');

/** Gives everything inside it its language. */
export function TranslationProvider(props: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={props.language}>{props.children}</LanguageContext>;
}

/** The language around the component. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** Looks texts of `catalogue` up in the language around the component. */
export function useTextsOf<Key extends string>(
  catalogue: Catalogue<Key>,
): (key: Key, values?: MessageValues) => string {
  const language = useLanguage();
  return useMemo(() => (key, values) => catalogue.translate(language, key, values), [catalogue, language]);
}

/** What a {@link TextWithRuns} says: `count` also selects the plural form. */
export interface MessageProps<Key extends string> {
  readonly id: Key;
  readonly values?: Readonly<Record<string, ReactNode>>;
  readonly count?: number;
}

/**
 * A text whose values stand in it as isolated runs (`<bdi>`), so that a number, date or amount never reorders the
 * sentence around it (Unicode Bidirectional Algorithm, UAX #9).
 */
export function TextWithRuns<Key extends string>(
  props: MessageProps<Key> & { readonly catalogue: Catalogue<Key> },
) {
  const language = useLanguage();
  const values: Readonly<Record<string, ReactNode>> = { count: props.count, ...props.values };
  const template = props.catalogue.template(language, props.id, props.count);
  const parts = splitTemplate(template).map((part, index) =>
    index % 2 === 0 ? part : createElement('bdi', null, values[part]),
  );
  return createElement(Fragment, null, ...parts);
}
