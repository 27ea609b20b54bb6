import { toLatinDigits } from '../../contracts/language.ts';
import type { PersonName } from '../../contracts/person.ts';

/** Letters that are written for one another in Arabic names: the forms of alef, alef maqsura, ta marbuta, and hamza's seats. */
const SAME_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[أإآٱ]/g, 'ا'],
  [/ى/g, 'ي'],
  [/ة/g, 'ه'],
  [/ؤ/g, 'و'],
  [/ئ/g, 'ي'],
];

/** A text as names are compared when somebody searches: no case, no vowel signs or tatweel, no hyphens and apostrophes. */
function folded(text: string): string {
  // Folded before marks are taken away: a hamza that is a mark of its own would be lost with them.
  const letters = SAME_LETTERS.reduce(
    (folding, [written, by]) => folding.replace(written, by),
    text.normalize('NFKC'),
  );
  return toLatinDigits(letters)
    .normalize('NFKD')
    .replace(/\p{M}|ـ|['’‘`-]/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** What the store keeps of a person to be found by: civil ID, Arabic and Latin name. */
export function searchable(civilId: string, nameArabic: PersonName, nameLatin: PersonName): string {
  const parts = [civilId, nameArabic.given, nameArabic.family, nameLatin.given, nameLatin.family];
  return parts.map(folded).join(' ');
}

/** The parts that a person must hold all of, somewhere, to be found by `text`. */
export function searchedWords(text: string): string[] {
  return folded(text)
    .split(' ')
    .filter((word) => word !== '');
}
