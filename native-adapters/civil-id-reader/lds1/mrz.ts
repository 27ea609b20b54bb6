import { MalformedData } from './tlv.ts';

/** The fields of a TD1 machine-readable zone (ICAO 9303-5 §4.2.2), without fillers; dates as `YYMMDD`. */
export interface Td1 {
  readonly documentCode: string;
  readonly issuingState: string;
  readonly documentNumber: string;
  readonly birthDate: string;
  /** `M`, `F`, or empty when not specified. */
  readonly sex: string;
  readonly expiryDate: string;
  readonly nationality: string;
  readonly primaryIdentifier: string;
  readonly secondaryIdentifier: string;
}

/** Characters in a TD1 machine-readable zone: three lines of thirty. */
export const TD1_LENGTH = 90;
const LINE_LENGTH = 30;
const WEIGHTS = [7, 3, 1] as const;
const FILLER = '<';
const DATE = /^\d{6}$/;
/** Characters allowed in the zone (ICAO 9303-3 §4.3). */
const ALLOWED = /^[0-9A-Z<]*$/;

function characterValue(character: string): number {
  return character === FILLER ? 0 : Number.parseInt(character, 36);
}

/** Check digit of ICAO 9303-3 §4.9: weights 7, 3, 1, modulo 10. `text` holds digits, capital letters and `<` only. */
export function mrzCheckDigit(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    sum += characterValue(text.charAt(index)) * (WEIGHTS[index % WEIGHTS.length] ?? 0);
  }
  return String(sum % 10);
}

/** `text` without fillers at its end, inner fillers as spaces. */
function withoutFillers(text: string): string {
  return text.replace(/<+$/, '').replace(/<+/g, ' ');
}

function insistCheckDigit(text: string, digit: string): void {
  if (mrzCheckDigit(text) !== digit) throw new MalformedData('check digit');
}

/**
 * The document number with its check digit verified. More than nine characters continue in the optional data, behind a
 * filler in the place of the check digit (ICAO 9303-5 §4.2.2, note j).
 */
function documentNumber(line: string): string {
  const principal = line.slice(5, 14);
  if (line.charAt(14) !== FILLER) {
    insistCheckDigit(principal, line.charAt(14));
    return withoutFillers(principal);
  }
  const continuation = line.slice(15).split(FILLER, 1)[0] ?? '';
  const whole = principal + continuation.slice(0, -1);
  insistCheckDigit(whole, continuation.slice(-1));
  return whole;
}

/** Takes a primary and a secondary identifier from a name field, separated by two fillers (ICAO 9303-3 §4.6). */
export function splitName(field: string): { primary: string; secondary: string } {
  const [primary = '', ...secondary] = field.replace(/<+$/, '').split('<<');
  return { primary: withoutFillers(primary), secondary: withoutFillers(secondary.join(FILLER)) };
}

/** Parses a TD1 zone of exactly {@link TD1_LENGTH} characters. Throws {@link MalformedData}, also for a wrong check digit. */
export function parseTd1(zone: string): Td1 {
  if (zone.length !== TD1_LENGTH || !ALLOWED.test(zone)) throw new MalformedData('machine-readable zone');
  const first = zone.slice(0, LINE_LENGTH);
  const second = zone.slice(LINE_LENGTH, 2 * LINE_LENGTH);
  const third = zone.slice(2 * LINE_LENGTH);
  const birthDate = second.slice(0, 6);
  const expiryDate = second.slice(8, 14);
  if (!DATE.test(birthDate) || !DATE.test(expiryDate)) throw new MalformedData('date');
  insistCheckDigit(birthDate, second.charAt(6));
  insistCheckDigit(expiryDate, second.charAt(14));
  insistCheckDigit(
    first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29),
    second.charAt(29),
  );
  const { primary, secondary } = splitName(third);
  return {
    documentCode: withoutFillers(first.slice(0, 2)),
    issuingState: withoutFillers(first.slice(2, 5)),
    documentNumber: documentNumber(first),
    birthDate,
    sex: withoutFillers(second.charAt(7)),
    expiryDate,
    nationality: withoutFillers(second.slice(15, 18)),
    primaryIdentifier: primary,
    secondaryIdentifier: secondary,
  };
}
