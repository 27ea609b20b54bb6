import type { Language } from '../../contracts/language.ts';

/** Paths of all texts below a node, joined by dots. */
type LeafPath<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${LeafPath<Node[Name]>}`;
}[keyof Node & string];

/** Plural categories of CLDR: Arabic uses all six, English two. */
export const PLURAL_CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
type PluralCategory = (typeof PLURAL_CATEGORIES)[number];

type WithoutPlural<Path extends string> = Path extends `${infer Stem}_${PluralCategory}` ? Stem : Path;

/** Names of the texts in `Texts`; a text with plural forms is named without its form. */
export type KeyOf<Texts> = WithoutPlural<LeafPath<Texts>>;

/** What a text needs: `count` also selects the plural form. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The texts of one surface in both languages. */
export interface Catalogue<Key extends string> {
  /** Every text by language and path, as written: with plural forms and placeholders. */
  readonly texts: Readonly<Record<Language, ReadonlyMap<string, string>>>;
  /** Whether a text of this exact path exists: for words that arrive as data. */
  has(path: string): path is Key;
  /**
   * The text of `key` with its placeholders still in it. With `count` the plural form of the language is chosen
   * (CLDR plural rules); throws when the catalogue lacks the text, which the parity test makes impossible.
   */
  template(language: Language, key: Key, count?: number): string;
  /** The text of `key` in `language`, filled with `values`; digits are Latin in both languages. */
  translate(language: Language, key: Key, values?: MessageValues): string;
}

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

/** Splits a template at its placeholders: every second part is the name of a value. */
export function splitTemplate(text: string): string[] {
  return text.split(/\{\{(\w+)\}\}/);
}

/** The catalogue of one surface, whose texts are named as those of its English file. */
export function createCatalogue<Texts extends object>(files: {
  readonly ar: object;
  readonly en: Texts;
}): Catalogue<KeyOf<Texts>> {
  const catalogue = createGrowingCatalogue<Texts>();
  catalogue.add('ar', files.ar);
  catalogue.add('en', files.en);
  return catalogue;
}

/** A catalogue whose texts come as they are needed, so that nobody waits for texts that are not shown. */
export interface GrowingCatalogue<Key extends string> extends Catalogue<Key> {
  /** Adds the texts of `file`; may come in parts. */
  add(language: Language, file: object): void;
}

/** A {@link GrowingCatalogue} without texts, which will be named as those of `Texts`. */
export function createGrowingCatalogue<Texts extends object>(): GrowingCatalogue<KeyOf<Texts>> {
  type Key = KeyOf<Texts>;
  const texts = { ar: new Map<string, string>(), en: new Map<string, string>() };
  const template = (language: Language, key: Key, count?: number): string => {
    const plural =
      count === undefined ? undefined : texts[language].get(`${key}_${PLURAL_RULES[language].select(count)}`);
    const text = plural ?? texts[language].get(key);
    if (text === undefined) throw new Error(`No text for ${key} in ${language}`);
    return text;
  };
  return {
    texts,
    add: (language, file) => {
      flatten(file, '', texts[language]);
    },
    has: (path): path is Key => texts.ar.has(path) || texts.en.has(path),
    template,
    translate: (language, key, values = {}) => {
      const count = values['count'];
      return splitTemplate(template(language, key, typeof count === 'number' ? count : undefined))
        .map((part, index) => (index % 2 === 0 ? part : String(values[part] ?? '')))
        .join('');
    },
  };
}
