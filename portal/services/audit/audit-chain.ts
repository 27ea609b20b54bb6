import { hash } from 'node:crypto';
import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { PickupEventBody, PickupId, RequestId } from '../../../contracts/pickup.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import type { AccountFact } from './account-facts.ts';
import type { ApplicationFact } from './application-facts.ts';
import type { CaseFact } from './case-facts.ts';
import type { OrganisationFact } from './organisation-facts.ts';
import type { PaymentFact } from './payment-facts.ts';
import type { RegisterFact } from './register-facts.ts';
import type { ResidencyFact } from './residency-facts.ts';

/** Who did something, and from where (S18). */
export interface AuditActor {
  /** `kiosk:K-014`, `command:seed`. */
  readonly actor: string;
  /** Network address, or `command line`. */
  readonly origin: string;
}

/**
 * What the trail records. No names, no civil ID numbers, and no secrets: permit numbers, receipt codes and tokens
 * open doors, so none of them is written here.
 */
export type AuditFact =
  | CollectionFact
  | AccountFact
  | ApplicationFact
  | PaymentFact
  | CaseFact
  | OrganisationFact
  | ResidencyFact
  | RegisterFact;

type CollectionFact =
  | { readonly action: 'kioskEnrolled' | 'kioskKeyReplaced'; readonly machine: string }
  | { readonly action: 'requestSeeded'; readonly requestId: RequestId; readonly status: RequestStatus }
  | {
      readonly action: 'holderLookedUp';
      readonly machine: string;
      /** `ready`, a reason of refusal, or why the chip was not believed. */
      readonly outcome: string;
      /** The requests whose facts were shown at the machine. */
      readonly requests: readonly RequestId[];
    }
  | {
      readonly action: 'requestReserved';
      readonly requestId: RequestId;
      readonly pickupId: PickupId;
      readonly fencing: number;
    }
  | { readonly action: 'leaseRenewed'; readonly requestId: RequestId; readonly pickupId: PickupId }
  | {
      /** A lease ended because its kiosk has reported a later pickup and never `printing` of this one. */
      readonly action: 'leaseLapsed';
      readonly requestId: RequestId;
      readonly pickupId: PickupId;
    }
  | {
      readonly action: 'pickupReported';
      readonly requestId: RequestId;
      readonly pickupId: PickupId;
      readonly seq: number;
      readonly event: PickupEventBody['type'];
      readonly from: RequestStatus;
      readonly to: RequestStatus;
    };

/** What an entry is about: the first of these that a fact names. */
const SUBJECTS = [
  'requestId',
  'renewalId',
  'paymentId',
  'dueId',
  'accountId',
  'staffId',
  'organisationId',
  'caseId',
  'companyId',
  'unifiedNumber',
  'machine',
  'inquiry',
  'passportId',
  'person',
  'trail',
] as const;

/** One entry without its place in the chain. */
export interface AuditEntry {
  readonly at: IsoInstant;
  readonly actor: string;
  readonly origin: string;
  readonly action: string;
  readonly subject: string;
  /** JSON. */
  readonly details: string;
}

/** Where a chain ends. */
export interface AuditHead {
  readonly seq: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** The end of a chain without entries. */
export const AUDIT_CHAIN_START: AuditHead = { seq: 0, hash: '0'.repeat(64) };

/** Makes the entry of a fact: its subject in front, the rest as details. */
export function auditEntry(fact: AuditFact, { actor, origin }: AuditActor, at: IsoInstant): AuditEntry {
  const { action, ...rest } = fact;
  const named: Readonly<Record<string, unknown>> = rest;
  const key = SUBJECTS.find((subject) => typeof named[subject] === 'string');
  if (key === undefined) throw new Error(`the fact ${action} has no subject`);
  const { [key]: subject, ...details } = named;
  return { at, actor, origin, action, subject: String(subject), details: JSON.stringify(details) };
}

/** SHA-256 (hex) over the hash before, the place and every field of the entry. */
export function auditHash(previousHash: string, seq: number, entry: AuditEntry): string {
  const { at, actor, origin, action, subject, details } = entry;
  const text = JSON.stringify([previousHash, seq, at, actor, origin, action, subject, details]);
  return hash('sha256', text);
}

/** An entry as it was stored. */
export interface StoredAuditEntry extends AuditEntry {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** What is wrong with a chain, and at which place it shows first. */
export interface AuditBreak {
  readonly seq: number;
  readonly fault: 'entryMissing' | 'linkBroken' | 'entryAltered' | 'endCutOff' | 'entryAdded';
}

/** Follows the chain from `head` over the next stored `entries` (in order); the new head, or the first break. */
export function followChain(
  head: AuditHead,
  entries: readonly StoredAuditEntry[],
): { readonly head: AuditHead } | { readonly broken: AuditBreak } {
  let { seq, hash } = head;
  for (const entry of entries) {
    const expected = seq + 1;
    if (entry.seq !== expected) return { broken: { seq: expected, fault: 'entryMissing' } };
    if (entry.previousHash !== hash) return { broken: { seq: expected, fault: 'linkBroken' } };
    if (entry.hash !== auditHash(hash, expected, entry))
      return { broken: { seq: expected, fault: 'entryAltered' } };
    seq = expected;
    hash = entry.hash;
  }
  return { head: { seq, hash } };
}
