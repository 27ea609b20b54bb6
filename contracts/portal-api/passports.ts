import { z } from 'zod';
import { IsoDate } from '../calendar.ts';
import { Bilingual } from '../language.ts';
import { Relation } from '../residency.ts';
import type { ApiRoute } from './route.ts';

export const PassportId = z.uuid().brand<'PassportId'>();
export type PassportId = z.infer<typeof PassportId>;

/** - `replaced`: another one was transferred in its place (S9). */
export const PassportStatus = z.enum(['valid', 'expiresSoon', 'expired', 'replaced']);
export type PassportStatus = z.infer<typeof PassportStatus>;

/** A passport on record (معلومات الجواز). */
export const PassportView = z.strictObject({
  passportId: PassportId,
  name: Bilingual,
  /** How its holder belongs to the caller; `self` for one's own. */
  relation: Relation,
  latinName: z.string(),
  /** Masked but for the last three characters, until revealed. */
  numberMasked: z.string(),
  issuedOn: IsoDate,
  expiresOn: IsoDate,
  placeOfIssue: z.string(),
  status: PassportStatus,
  /** Days until it expires; negative once it has. */
  daysLeft: z.int(),
});
export type PassportView = z.infer<typeof PassportView>;

/** Routes of S10. */
export const PASSPORT_ROUTES = {
  passports: {
    method: 'GET',
    path: '/api/passports',
    access: ['individual'],
    summary: 'Passports on record of oneself and of those one sponsors',
    answer: z.strictObject({ passports: z.array(PassportView) }),
  },
  revealPassport: {
    method: 'POST',
    path: '/api/passports/:passportId/revelation',
    access: ['individual'],
    summary: 'Tells the whole number of a passport; that it was told is audited',
    params: z.strictObject({ passportId: PassportId }),
    answer: z.strictObject({ number: z.string() }),
  },
} as const satisfies Record<string, ApiRoute>;
