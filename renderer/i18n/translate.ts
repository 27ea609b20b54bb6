import type { Language } from '../../contracts/language.ts';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** Paths of all texts in a catalogue, joined by dots. */
type LeafPath<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${LeafPath<Node[Name]>}`;
}[keyof Node & string];

/** Plural categories of CLDR: Arabic uses all six, English two. */
export const PLURAL_CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
type PluralCategory = (typeof PLURAL_CATEGORIES)[number];

type WithoutPlural<Path extends string> = Path extends `${infer Stem}_${PluralCategory}` ? Stem : Path;

/** Names a text of the catalogues; a text with plural forms is named without its form. */
export type MessageKey = WithoutPlural<LeafPath<typeof en>>;

/** What a text needs: `count` also selects the plural form. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Looks a text up in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

const PLURAL_RULES: Readonly<Record<Language, Intl.PluralRules>> = {
  ar: new Intl.PluralRules('ar'),
  en: new Intl.PluralRules('en'),
};

/** All texts of a catalogue by their full path, so that a lookup is one step. */
function flatten(node: object, prefix: string, into: Map<string, string>): Map<string, string> {
  for (const [name, value] of Object.entries(node)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') into.set(path, value);
    else flatten(value, path, into);
  }
  return into;
}

/** Every text by language and path, as written: with plural forms and placeholders. */
export const CATALOGUES: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  ar: flatten(ar, '', new Map()),
  en: flatten(en, '', new Map()),
};

/** Whether a text of this exact path exists: for words that arrive as data. */
export function isMessageKey(path: string): path is MessageKey {
  return CATALOGUES.ar.has(path);
}

/**
 * The text of `key` with its placeholders still in it. With `count` the plural form of the language is chosen
 * (CLDR plural rules); throws when the catalogue lacks the text, which the parity test makes impossible.
 */
export function template(language: Language, key: MessageKey, count?: number): string {
  const texts = CATALOGUES[language];
  const plural =
    count === undefined ? undefined : texts.get(`${key}_${PLURAL_RULES[language].select(count)}`);
  const text = plural ?? texts.get(key);
  if (text === undefined) throw new Error(`No text for ${key} in ${language}`);
  return text;
}

/** Splits a template at its placeholders: every second part is the name of a value. */
export function splitTemplate(text: string): string[] {
  return text.split(/\{\{(\w+)\}\}/);
}

/** The text of `key` in `language`, filled with `values`; digits are Latin in both languages. */
export function translate(language: Language, key: MessageKey, values: MessageValues = {}): string {
  const count = values['count'];
  return splitTemplate(template(language, key, typeof count === 'number' ? count : undefined))
    .map((part, index) => (index % 2 === 0 ? part : String(values[part] ?? '')))
    .join('');
}
