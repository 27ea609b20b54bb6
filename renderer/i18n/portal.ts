import { createElement } from 'react';
import type { Language } from '../../contracts/language.ts';
import { type Catalogue, createGrowingCatalogue, type KeyOf, type MessageValues } from './catalogue.ts';
import { type MessageProps, TextWithRuns, useTextsOf } from './language.tsx';
import type en from './portal.en.json';

/** Names a text of the portal's catalogue; a text with plural forms is named without its form. */
export type MessageKey = KeyOf<typeof en>;

/** Looks a text of the portal up in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts of each language, fetched when it is first spoken. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: object }>>> = {
  ar: () => import('./portal.ar.json', { with: { type: 'json' } }),
  en: () => import('./portal.en.json', { with: { type: 'json' } }),
};

const catalogue = createGrowingCatalogue<typeof en>();

/** The texts of the portal, as far as they have been loaded. */
export const PORTAL_CATALOGUE: Catalogue<MessageKey> = catalogue;

const begun = new Map<Language, Promise<void>>();

async function fetchTexts(language: Language): Promise<void> {
  catalogue.add(language, (await FILES[language]()).default);
}

/** Fetches the texts of `language` once; rejects when they cannot be fetched, and is then tried again the next time. */
export function loadTexts(language: Language): Promise<void> {
  const running = begun.get(language) ?? fetchTexts(language);
  begun.set(language, running);
  running.catch(() => begun.delete(language));
  return running;
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ar: 'العربية', en: 'English' };

/** Looks texts of the portal up in the language around the component. */
export function useTranslate(): Translate {
  return useTextsOf(PORTAL_CATALOGUE);
}

/** A text of the portal whose values stand in it as isolated runs. */
export function Message(props: MessageProps<MessageKey>) {
  return createElement(TextWithRuns<MessageKey>, { ...props, catalogue: PORTAL_CATALOGUE });
}
