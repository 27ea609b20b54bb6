import type { PersonName } from '../../../contracts/person.ts';

/** Letters only: machine-readable zones write hyphens, apostrophes and spaces alike (ICAO 9303-3 §4.6). */
const letters = ({ given, family }: PersonName): string =>
  `${given}|${family}`.toUpperCase().replace(/[^A-Z|]/g, '');

/** Whether two Latin names are one: letter by letter, whatever separates the parts. */
export function sameLatinName(one: PersonName, other: PersonName): boolean {
  return letters(one) === letters(other);
}
