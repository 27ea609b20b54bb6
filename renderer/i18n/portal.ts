import { createElement } from 'react';
import type { Language } from '../../contracts/language.ts';
import { type Catalogue, createGrowingCatalogue, type KeyOf, type MessageValues } from './catalogue.ts';
import { type MessageProps, TextWithRuns, useTextsOf } from './language.tsx';
import type common from './portal.en.json';
import type cases from './portal-cases.en.json';
import type desk from './portal-desk.en.json';
import type organisation from './portal-organisation.en.json';
import type oversight from './portal-oversight.en.json';
import type residency from './portal-residency.en.json';
import type services from './portal-services.en.json';

/** Names a text of the portal's catalogue; a text with plural forms is named without its form. */
export type MessageKey = KeyOf<
  typeof common &
    typeof cases &
    typeof desk &
    typeof organisation &
    typeof oversight &
    typeof residency &
    typeof services
>;

/** Looks a text of the portal up in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

type File = () => Promise<{ readonly default: object }>;
type Files = Readonly<Record<Language, File>>;

/** Texts of every page. */
const COMMON: Files = {
  ar: () => import('./portal.ar.json', { with: { type: 'json' } }),
  en: () => import('./portal.en.json', { with: { type: 'json' } }),
};

/** Texts that only the pages of one area need: they come with those pages. */
const AREAS = {
  cases: {
    ar: () => import('./portal-cases.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-cases.en.json', { with: { type: 'json' } }),
  },
  desk: {
    ar: () => import('./portal-desk.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-desk.en.json', { with: { type: 'json' } }),
  },
  organisation: {
    ar: () => import('./portal-organisation.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-organisation.en.json', { with: { type: 'json' } }),
  },
  oversight: {
    ar: () => import('./portal-oversight.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-oversight.en.json', { with: { type: 'json' } }),
  },
  residency: {
    ar: () => import('./portal-residency.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-residency.en.json', { with: { type: 'json' } }),
  },
  services: {
    ar: () => import('./portal-services.ar.json', { with: { type: 'json' } }),
    en: () => import('./portal-services.en.json', { with: { type: 'json' } }),
  },
} as const satisfies Readonly<Record<string, Files>>;

/** An area of pages with texts of its own. */
export type TextArea = keyof typeof AREAS;
export const TEXT_AREAS = Object.keys(AREAS) as readonly TextArea[];

type MessageCatalogue = Catalogue<MessageKey>;
const catalogue = createGrowingCatalogue<
  typeof common &
    typeof cases &
    typeof desk &
    typeof organisation &
    typeof oversight &
    typeof residency &
    typeof services
>();

/** The texts of the portal, as far as they have been loaded. */
export const PORTAL_CATALOGUE: MessageCatalogue = catalogue;

const languages = new Set<Language>();
const areas = new Set<TextArea>();
const begun = new Map<File, Promise<void>>();

async function fetchInto(language: Language, file: File): Promise<void> {
  catalogue.add(language, (await file()).default);
}

function fetchOnce(language: Language, file: File): Promise<void> {
  const running = begun.get(file) ?? fetchInto(language, file);
  begun.set(file, running);
  // What could not be fetched is asked for again the next time.
  running.catch(() => begun.delete(file));
  return running;
}

async function fetchMissing(): Promise<void> {
  const files = [COMMON, ...[...areas].map((area): Files => AREAS[area])];
  await Promise.all(
    files.flatMap((file) => [...languages].map((language) => fetchOnce(language, file[language]))),
  );
}

/** Fetches the texts of `language` for the pages seen so far; rejects when they cannot be fetched. */
export function loadTexts(language: Language): Promise<void> {
  languages.add(language);
  return fetchMissing();
}

/** Fetches the texts of `needed` in the languages spoken so far; rejects when they cannot be fetched. */
export function loadAreas(needed: readonly TextArea[]): Promise<void> {
  for (const area of needed) areas.add(area);
  return fetchMissing();
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
