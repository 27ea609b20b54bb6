import type { PersonName, Sex } from '../../../contracts/person.ts';
import type { IsoDate } from '../../../contracts/calendar.ts';
import type { CaseOpenPoint } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { mrzCheckDigit, splitName } from '../../../native-adapters/civil-id-reader/lds1/mrz.ts';

/** A part of the machine-readable zone, as a fault names it. */
export type MrzPart = NonNullable<Extract<CaseOpenPoint, { readonly at: 'field' }>['part']>;

/** The fields of a TD3 machine-readable zone (ICAO 9303-4 §4.2.2), without fillers; dates as `YYMMDD`. */
export interface Td3 {
  readonly issuingState: string;
  readonly documentNumber: string;
  readonly nationality: string;
  readonly birthDate: string;
  /** `M`, `F`, or empty when not specified. */
  readonly sex: string;
  readonly expiryDate: string;
  readonly primaryIdentifier: string;
  readonly secondaryIdentifier: string;
  /** Whether the name field is full, so that the name may have been cut off (ICAO 9303-3 §4.6). */
  readonly nameMayBeCut: boolean;
}

/** What is wrong with a zone by itself. */
export type MrzFault =
  | { readonly fault: 'mrzShape' }
  | { readonly fault: 'mrzCheckDigit'; readonly parts: readonly MrzPart[] };

/** Characters of one of the two lines. */
const LINE_LENGTH = 44;
const FILLER = '<';
/** Two lines of a passport (document code P) in the characters of ICAO 9303-3 §4.3, dates in digits. */
const SHAPE =
  /^P[A-Z<][A-Z<]{3}[A-Z<]{39}[A-Z0-9<]{9}[0-9][A-Z<]{3}\d{6}[0-9][MF<]\d{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]$/;

const withoutFillers = (text: string) => text.replace(/<+$/, '').replace(/<+/g, ' ');

/** The parts that a digit of the second line checks, each with the place of its digit (ICAO 9303-4 §4.2.2.2). */
const CHECKED = [
  { part: 'documentNumber', text: (line: string) => line.slice(0, 9), digit: 9 },
  { part: 'birthDate', text: (line: string) => line.slice(13, 19), digit: 19 },
  { part: 'expiryDate', text: (line: string) => line.slice(21, 27), digit: 27 },
  { part: 'optionalData', text: (line: string) => line.slice(28, 42), digit: 42 },
  {
    part: 'composite',
    text: (line: string) => line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43),
    digit: 43,
  },
] as const satisfies readonly {
  readonly part: MrzPart;
  readonly text: (line: string) => string;
  readonly digit: number;
}[];

/** Whether the digit of a part is right; where there are no optional data a filler may stand for the digit (note 5). */
function isRight(line: string, { part, text, digit }: (typeof CHECKED)[number]): boolean {
  const found = line.charAt(digit);
  const checked = text(line);
  if (part === 'optionalData' && found === FILLER) return /^<*$/.test(checked);
  return mrzCheckDigit(checked) === found;
}

/**
 * Reads both lines of a passport's zone, typed or pasted: spaces, line breaks and small letters do not matter.
 * Every digit that does not check out is named by the part that it belongs to; that of the whole line only by itself, since a
 * mistake in a part makes it wrong, too.
 */
export function parseTd3(typed: string): Result<Td3, MrzFault> {
  const zone = typed.replace(/\s/g, '').toUpperCase();
  if (!SHAPE.test(zone)) return failure({ fault: 'mrzShape' });
  const first = zone.slice(0, LINE_LENGTH);
  const second = zone.slice(LINE_LENGTH);
  const wrong = CHECKED.filter((checked) => !isRight(second, checked)).map(({ part }) => part);
  const ofParts = wrong.filter((part) => part !== 'composite');
  if (wrong.length > 0)
    return failure({ fault: 'mrzCheckDigit', parts: ofParts.length > 0 ? ofParts : wrong });
  const names = first.slice(5);
  const { primary, secondary } = splitName(names);
  return success({
    issuingState: withoutFillers(first.slice(2, 5)),
    documentNumber: withoutFillers(second.slice(0, 9)),
    nationality: withoutFillers(second.slice(10, 13)),
    birthDate: second.slice(13, 19),
    sex: withoutFillers(second.charAt(20)),
    expiryDate: second.slice(21, 27),
    primaryIdentifier: primary,
    secondaryIdentifier: secondary,
    nameMayBeCut: !names.endsWith(FILLER),
  });
}

/** What a zone has to agree with: the fields of the form, and the person of the register. */
export interface MrzExpectation {
  readonly passportNumber: string;
  readonly expiresOn: IsoDate;
  readonly person: {
    readonly nameLatin: PersonName;
    readonly birthDate: IsoDate;
    readonly nationality: string;
    readonly sex: Sex;
  };
}

/** `date` as the zone writes it: `YYMMDD`. */
const zoneDate = (date: IsoDate) => date.slice(2).replaceAll('-', '');

/** Letters of a name: the zone writes hyphens and spaces alike and leaves apostrophes out (ICAO 9303-3 §4.6). */
const letters = (name: string) => name.toUpperCase().replace(/[^A-Z]/g, '');

function sameName(zone: Td3, { family, given }: PersonName): boolean {
  const found = [letters(zone.primaryIdentifier), letters(zone.secondaryIdentifier)] as const;
  const wanted = [letters(family), letters(given)] as const;
  if (!zone.nameMayBeCut) return found[0] === wanted[0] && found[1] === wanted[1];
  // Which of the two was cut the zone does not tell (ICAO 9303-4 §4.2.3).
  return wanted[0].startsWith(found[0]) && wanted[1].startsWith(found[1]);
}

/** The parts in which a zone says something else than the form or the register, in the order of the zone. */
export function mrzDisagreements(zone: Td3, expected: MrzExpectation): readonly MrzPart[] {
  const { person } = expected;
  const agrees = {
    names: sameName(zone, person.nameLatin),
    documentNumber: zone.documentNumber === expected.passportNumber,
    nationality: zone.nationality === person.nationality,
    birthDate: zone.birthDate === zoneDate(person.birthDate),
    sex: zone.sex === '' || zone.sex === person.sex,
    expiryDate: zone.expiryDate === zoneDate(expected.expiresOn),
  } as const satisfies Partial<Record<MrzPart, boolean>>;
  return (Object.keys(agrees) as (keyof typeof agrees)[]).filter((part) => !agrees[part]);
}
