import { z } from 'zod';
import { IsoDate } from './calendar.ts';
import { CivilId } from './civil-id.ts';
import type { Bilingual } from './language.ts';

/** A name in one script: `family` is ISO 18013-1 field 1 (surname), `given` field 2 (other names). */
export const PersonName = z.strictObject({ family: z.string().min(1), given: z.string().min(1) });
export type PersonName = z.infer<typeof PersonName>;

/** A name in one line, as people write it: other names, then the surname. */
export function fullName({ given, family }: PersonName): string {
  return `${given} ${family}`;
}

/** The names of a person in both scripts, each in one line. */
export function bilingualName(person: {
  readonly nameArabic: PersonName;
  readonly nameLatin: PersonName;
}): Bilingual {
  return { ar: fullName(person.nameArabic), en: fullName(person.nameLatin) };
}

/**
 * Most letters of a {@link LatinText}: with names and authority this long, a licence of nine categories still fits the codes
 * on the card (`CREDENTIAL_MAX_LENGTH`). ISO/IEC 18013-2 allows 36 to a name, a machine-readable zone 30 to both.
 */
const LATIN_TEXT_MAX_LENGTH = 70;

/** Text as the Latin fields of a licence and the machine-readable zone (ICAO 9303-3 §4.3) write it: printable ASCII. */
export const LatinText = z
  .string()
  .regex(/^[ -~]+$/)
  .max(LATIN_TEXT_MAX_LENGTH);

/** A {@link PersonName} in Latin letters, as long as a licence may carry it. */
export const LatinName = z.strictObject({ family: LatinText, given: LatinText });

/** ISO 3166-1 alpha-3, as in the machine-readable zone (ICAO 9303-3). */
export const CountryCode = z.string().regex(/^[A-Z]{3}$/);

/** ISO/IEC 5218 in the letters of ICAO 9303: male, female. */
export const Sex = z.enum(['M', 'F']);
export type Sex = z.infer<typeof Sex>;

/** The holder as the chip of a smart civil ID tells it: DG1 (ICAO 9303 TD1) and DG11. */
export const Holder = z.strictObject({
  civilId: CivilId,
  /** Name in Arabic script, DG11 tag 5F0E. */
  nameArabic: z.string().min(1),
  /** Name in Latin letters, from the MRZ. */
  nameLatin: PersonName,
  birthDate: IsoDate,
  sex: Sex,
  nationality: CountryCode,
  documentNumber: z.string().min(1),
  documentExpiry: IsoDate,
});
export type Holder = z.infer<typeof Holder>;
