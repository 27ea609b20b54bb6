import { z } from 'zod';
import { IsoDate } from './calendar.ts';
import { CivilId } from './civil-id.ts';
import { Bilingual } from './language.ts';
import { CountryCode, LatinName, LatinText, PersonName, Sex } from './person.ts';

/** Licence types of Resolution 81/1976, Article 85, as amended by Decision 425/2025. */
export const LicenceCategory = z.enum([
  'private',
  'generalA',
  'generalB',
  'motorcycleA',
  'motorcycleB',
  'construction',
  'industrial',
  'agricultural',
  'specialActivity',
]);
export type LicenceCategory = z.infer<typeof LicenceCategory>;

/** The name of each licence type, as printed and shown. */
export const LICENCE_CATEGORY_NAMES: Readonly<Record<LicenceCategory, Bilingual>> = {
  private: { ar: 'خاصة', en: 'Private' },
  generalA: { ar: 'عامة (أ)', en: 'General A' },
  generalB: { ar: 'عامة (ب)', en: 'General B' },
  motorcycleA: { ar: 'دراجة نارية (أ)', en: 'Motorcycle A' },
  motorcycleB: { ar: 'دراجة نارية (ب)', en: 'Motorcycle B' },
  construction: { ar: 'إنشائية', en: 'Construction' },
  industrial: { ar: 'صناعية', en: 'Industrial' },
  agricultural: { ar: 'زراعية', en: 'Agricultural' },
  specialActivity: { ar: 'نشاط خاص', en: 'Special activity' },
};

/** One category the holder may drive, with its own dates (ISO 18013-1, fields 9 to 11). */
export const DrivingPrivilege = z.strictObject({
  category: LicenceCategory,
  issueDate: IsoDate,
  expiryDate: IsoDate,
});
export type DrivingPrivilege = z.infer<typeof DrivingPrivilege>;

/** Everything that is printed on a licence, except portrait and codes. */
export const Licence = z.strictObject({
  /** Field 5. */
  number: z.string().regex(/^\d{6,12}$/),
  /** Field 4d. */
  civilId: CivilId,
  nameArabic: PersonName,
  nameLatin: LatinName,
  birthDate: IsoDate,
  sex: Sex,
  nationality: CountryCode,
  nationalityName: Bilingual,
  issueDate: IsoDate,
  expiryDate: IsoDate,
  /** Field 4c. */
  issuingAuthority: Bilingual.extend({ en: LatinText }),
  privileges: z.array(DrivingPrivilege).min(1).max(9),
});
export type Licence = z.infer<typeof Licence>;

/** Most letters of a signed {@link LicenceCredential} that both codes on the card hold; every {@link Licence} fits. */
export const CREDENTIAL_MAX_LENGTH = 1071;

/**
 * The payload that QR and PDF417 on the back carry as a JSON Web Signature (RFC 7515, compact, ES256):
 * element names of ISO/IEC 18013-5, clause 7.2.1. The portrait stays on the front. Where the plain JSON would make the
 * signature longer than {@link CREDENTIAL_MAX_LENGTH}, the payload is raw DEFLATE (RFC 1951) and the header says
 * `"zip":"DEF"`, as SMART Health Cards do; the word is that of RFC 7516 §4.1.3.
 */
export const LicenceCredential = z.strictObject({
  family_name: z.string(),
  given_name: z.string(),
  birth_date: IsoDate,
  issue_date: IsoDate,
  expiry_date: IsoDate,
  issuing_country: z.literal('KW'),
  issuing_authority: z.string(),
  document_number: z.string(),
  driving_privileges: z
    .array(z.strictObject({ vehicle_category_code: z.string(), issue_date: IsoDate, expiry_date: IsoDate }))
    .min(1),
  un_distinguishing_sign: z.literal('KWT'),
});
export type LicenceCredential = z.infer<typeof LicenceCredential>;
