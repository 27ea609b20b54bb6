import { z } from 'zod';
import { IsoDate, IsoInstant } from './calendar.ts';
import { CivilId } from './civil-id.ts';
import { Bilingual } from './language.ts';
import { DrivingPrivilege, Licence, LicenceCategory } from './licence.ts';
import { Fils } from './money.ts';
import { CompanyId, OrganisationType } from './organisation.ts';
import { CountryCode, LatinName, PersonName, Sex } from './person.ts';
import { RequestId } from './pickup.ts';
import { DueId, NotPayableReason } from './portal-api/payments.ts';
import { STAFF_ROLES } from './portal-api/route.ts';
import { RequestKind, RequestStatus } from './request.ts';
import { Relation, ResidencyArticle } from './residency.ts';

/** A request as the portal stores it, for demonstration and tests: synthetic people only. */
export const SeedRequest = z.strictObject({
  requestId: RequestId,
  kind: RequestKind,
  category: LicenceCategory,
  status: RequestStatus,
  feePaid: Fils,
  paidAt: IsoInstant.nullable(),
  paymentReference: z.string().nullable(),
  /** First date of collection; `null`: as soon as it is ready. */
  readyOn: IsoDate.nullable(),
  /** The licence that will be printed. */
  licence: Licence,
  /** Portrait, JPEG in base64. */
  portrait: z.base64(),
});
export type SeedRequest = z.infer<typeof SeedRequest>;

/** A passport on record (S9, S10); the last of a person's list is the current one. */
export const SeedPassport = z.strictObject({
  passportId: z.uuid(),
  number: z.string().regex(/^[A-Z0-9]{6,9}$/),
  /** As the passport's machine-readable zone has it. */
  nameLatin: LatinName,
  issuedOn: IsoDate,
  expiresOn: IsoDate,
  placeOfIssue: z.string().min(1),
});
export type SeedPassport = z.infer<typeof SeedPassport>;

/** A person on the civil register, with the licence they hold now. */
export const SeedPerson = z.strictObject({
  civilId: CivilId,
  unifiedNumber: z.string().regex(/^\d{6,11}$/),
  nameArabic: PersonName,
  nameLatin: LatinName,
  birthDate: IsoDate,
  sex: Sex,
  nationality: CountryCode,
  nationalityName: Bilingual,
  /** `null` for citizens. */
  residencyExpiresOn: IsoDate.nullable(),
  sponsorCivilId: CivilId.nullable(),
  /** What a residency is held under; missing where there is none. */
  residency: z
    .strictObject({
      article: ResidencyArticle,
      relation: Relation,
      /** The company or entity that employs them; `null`: a person sponsors them, or they themselves. */
      employer: CompanyId.nullable(),
    })
    .optional(),
  passports: z.array(SeedPassport).optional(),
  portrait: z.base64(),
  licence: z
    .strictObject({
      number: z.string().regex(/^\d{6,12}$/),
      issueDate: IsoDate,
      expiryDate: IsoDate,
      privileges: z.array(DrivingPrivilege).min(1).max(9),
      withdrawn: z.boolean(),
    })
    .nullable(),
});
export type SeedPerson = z.infer<typeof SeedPerson>;

/** What the portal keeps of a due, by its type (S11). */
export const TrafficViolationFacts = z.strictObject({
  /** Fils. */
  amount: Fils,
  year: z.int(),
  violation: Bilingual,
  date: IsoDate,
  time: z.string().regex(/^\d{2}:\d{2}$/),
  place: Bilingual,
  plate: z.string().nullable(),
  description: Bilingual,
});
export type TrafficViolationFacts = z.infer<typeof TrafficViolationFacts>;

/** A residency fine grows by the day until the residency was settled; the tariff gives the amount. */
export const ResidencyFineFacts = z.strictObject({
  kind: z.enum(['residency', 'domestic', 'visit']),
  expiredOn: IsoDate,
  /** The day on which the overstay ended; `null`: it goes on. */
  endedOn: IsoDate.nullable(),
});
export type ResidencyFineFacts = z.infer<typeof ResidencyFineFacts>;

const seedDue = {
  dueId: DueId,
  civilId: CivilId,
  number: z.string(),
  notPayable: NotPayableReason.nullable(),
};
export const SeedDue = z.discriminatedUnion('type', [
  z.strictObject({ ...seedDue, type: z.literal('trafficViolation'), facts: TrafficViolationFacts }),
  z.strictObject({ ...seedDue, type: z.literal('residencyFine'), facts: ResidencyFineFacts }),
]);
export type SeedDue = z.infer<typeof SeedDue>;

/** An officer or auditor of the demonstration. */
export const SeedStaff = z.strictObject({
  staffId: z.string(),
  userName: z.string(),
  name: Bilingual,
  role: z.enum(STAFF_ROLES),
  civilId: CivilId,
  password: z.string(),
  /** Base32 (RFC 4648). */
  totpSecret: z.string(),
});
export type SeedStaff = z.infer<typeof SeedStaff>;

/** A company group or government entity on the ministry's register, with the companies or entities under its unified number. */
export const SeedOrganisation = z.strictObject({
  type: OrganisationType,
  unifiedNumber: z.string().regex(/^\d{6,11}$/),
  name: Bilingual,
  companies: z.array(z.strictObject({ companyId: CompanyId, name: Bilingual })).min(1),
});
export type SeedOrganisation = z.infer<typeof SeedOrganisation>;

/** What the portal's `seed` command reads. */
export const DemoSeed = z.strictObject({
  kiosks: z.array(
    z.strictObject({
      machine: z.string(),
      /** Ed25519 public key, SubjectPublicKeyInfo in PEM. */
      publicKey: z.string(),
    }),
  ),
  /** Where machines stand. */
  places: z.array(z.strictObject({ machine: z.string(), place: Bilingual, hours: Bilingual })).optional(),
  people: z.array(SeedPerson).optional(),
  dues: z.array(SeedDue).optional(),
  staff: z.array(SeedStaff).optional(),
  organisations: z.array(SeedOrganisation).optional(),
  requests: z.array(SeedRequest),
});
export type DemoSeed = z.infer<typeof DemoSeed>;
