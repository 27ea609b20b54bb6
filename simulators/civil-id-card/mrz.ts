import type { IsoDate } from '../../contracts/calendar.ts';
import type { PersonName, Sex } from '../../contracts/person.ts';

/** What the machine-readable zone of an ID-1 card says. */
export interface MrzFields {
  /** Two characters, e.g. `ID` or `I<`. */
  readonly documentCode: string;
  /** ICAO letters, e.g. `KWT`. */
  readonly issuingState: string;
  /** At most 9 characters. */
  readonly documentNumber: string;
  /** At most 15 characters. */
  readonly optionalData: string;
  readonly birthDate: IsoDate;
  readonly sex: Sex;
  readonly expiryDate: IsoDate;
  readonly nationality: string;
  readonly name: PersonName;
}

/** Characters of one line. */
const LINE = 30;

/** The check digit of ICAO 9303-3 §4.9: weights 7, 3, 1; A = 10 … Z = 35; `<` = 0. */
export function mrzCheckDigit(text: string): string {
  const weights = [7, 3, 1];
  const sum = [...text].reduce((total, character, index) => {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    return total + value * (weights[index % 3] ?? 0);
  }, 0);
  return String(sum % 10);
}

function fill(text: string, length: number): string {
  if (text.length > length) throw new RangeError(`"${text}" has more than ${length} characters`);
  return text.padEnd(length, '<');
}

function checked(text: string): string {
  return text + mrzCheckDigit(text);
}

/** `2090-01-01` as `900101`. */
function shortDate(date: IsoDate): string {
  return date.slice(2).replaceAll('-', '');
}

/** Apostrophes vanish, hyphens and spaces become fillers (ICAO 9303-3 §4.6). */
function nameField(name: PersonName): string {
  const part = (text: string) => text.toUpperCase().replaceAll("'", '').replace(/[ -]+/g, '<');
  return `${part(name.family)}<<${part(name.given)}`.slice(0, LINE).padEnd(LINE, '<');
}

/** The 90 characters of a TD1 zone, three lines of 30 without separators (ICAO 9303-5 §4.2). A name that is too long is cut. */
export function composeTd1(fields: MrzFields): string {
  const upper =
    fill(fields.documentCode, 2) +
    fill(fields.issuingState, 3) +
    checked(fill(fields.documentNumber, 9)) +
    fill(fields.optionalData, 15);
  const birth = checked(shortDate(fields.birthDate));
  const expiry = checked(shortDate(fields.expiryDate));
  const noOptionalData = fill('', 11);
  const composite = mrzCheckDigit(upper.slice(5) + birth + expiry + noOptionalData);
  const middle = birth + fields.sex + expiry + fill(fields.nationality, 3) + noOptionalData + composite;
  return upper + middle + nameField(fields.name);
}
