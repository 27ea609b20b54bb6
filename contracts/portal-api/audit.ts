import { z } from 'zod';
import { IsoDate, IsoInstant } from '../calendar.ts';
import { Bilingual } from '../language.ts';
import { TypedCivilId } from './accounts.ts';
import type { ApiRoute } from './route.ts';

/** One entry of the audit trail (S18): who, what, when, from where, why. */
export const AuditEntryView = z.strictObject({
  seq: z.int().positive(),
  at: IsoInstant,
  actor: z.string(),
  origin: z.string(),
  action: z.string(),
  subject: z.string(),
  /** Facts of the action, as name and value. */
  details: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/** What of the trail is looked for; every field narrows it. */
export const AuditSearch = z.strictObject({
  from: IsoDate.optional(),
  until: IsoDate.optional(),
  actor: z.string().trim().min(1).max(128).optional(),
  action: z.string().trim().min(1).max(64).optional(),
  subject: z.string().trim().min(1).max(128).optional(),
  /** The entries before this one. */
  before: z.coerce.number().int().positive().optional(),
});
export type AuditSearch = z.infer<typeof AuditSearch>;

/** Shortest and longest reason of a look-up, in characters. */
export const LOOK_UP_REASON_LEAST_LENGTH = 5;
export const LOOK_UP_REASON_MOST_LENGTH = 500;

/** What staff see of a person they look up. */
export const PersonFile = z.strictObject({
  name: Bilingual,
  civilIdLastFour: z.string(),
  nationality: Bilingual,
  birthYear: z.int(),
  residencyExpiresOn: IsoDate.nullable(),
  licenceExpiresOn: IsoDate.nullable(),
  /** Numbers of their requests and cases, newest first, with their states. */
  requests: z.array(
    z.strictObject({ number: z.string(), kind: z.string(), status: z.string(), at: IsoInstant }),
  ),
});
export type PersonFile = z.infer<typeof PersonFile>;

/** Routes of the auditor's screen (S18), and of look-ups by staff. */
export const AUDIT_ROUTES = {
  auditEntries: {
    method: 'GET',
    path: '/api/audit/entries',
    access: ['auditor'],
    summary: 'Entries of the trail, newest first; the search is itself audited',
    query: AuditSearch,
    answer: z.strictObject({ entries: z.array(AuditEntryView), before: z.int().positive().nullable() }),
  },
  auditChain: {
    method: 'POST',
    path: '/api/audit/verifications',
    access: ['auditor'],
    summary: 'Recomputes the chain and tells whether it is whole',
    body: z.strictObject({}),
    answer: z.discriminatedUnion('whole', [
      z.strictObject({ whole: z.literal(true), entries: z.int().nonnegative(), head: z.string() }),
      z.strictObject({ whole: z.literal(false), brokenAt: z.int().positive() }),
    ]),
  },
  lookUpPerson: {
    method: 'POST',
    path: '/api/people/look-ups',
    access: ['trafficOfficer', 'residencyOfficer', 'accountsOfficer'],
    summary: 'What the register has of a person; the reason is kept on the trail before anything is shown',
    body: z.strictObject({
      civilId: TypedCivilId,
      reason: z
        .string()
        .trim()
        .min(LOOK_UP_REASON_LEAST_LENGTH, { error: 'lookUpReasonTooShort' })
        .max(LOOK_UP_REASON_MOST_LENGTH, { error: 'lookUpReasonTooLong' }),
    }),
    answer: PersonFile,
    faults: ['personUnknown'],
    throttled: true,
  },
} as const satisfies Record<string, ApiRoute>;

/** GET: the found entries as CSV (`AuditSearch` as query). Not JSON, therefore not among the routes. */
export const AUDIT_EXPORT_PATH = '/api/audit/entries.csv';
