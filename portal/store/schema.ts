import type { Selectable } from 'kysely';
import type { IsoDate, IsoInstant } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import type { PermitNumber, PickupEventBody, PickupId, RequestId } from '../../contracts/pickup.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';

/** A truth value as both engines store it: SQLite has no boolean column. */
type Flag = 0 | 1;

/** Machines whose signature the portal believes. */
interface KiosksTable {
  machine: string;
  /** Ed25519, SubjectPublicKeyInfo in PEM. */
  public_key: string;
  enrolled_at: IsoInstant;
  /** How many reservations the machine has had: orders its pickups exactly, whatever the clocks say. */
  reservations: number;
}

/** Licence requests (S13–S15): what a lookup needs, and nothing that is only printed. */
interface RequestsTable {
  request_id: RequestId;
  civil_id: CivilId;
  kind: RequestKind;
  category: LicenceCategory;
  status: RequestStatus;
  /** Grows with every change; a change names the version it saw (optimistic locking). */
  version: number;
  /** Number of the last reservation; 0: never reserved. */
  fencing: number;
  /** The last pickup, also after it ended. */
  pickup_id: PickupId | null;
  /** Fils. */
  fee_paid: Fils;
  paid_at: IsoInstant | null;
  payment_reference: string | null;
  ready_on: IsoDate | null;
  old_licence_retained: Flag;
  issued_at: IsoInstant | null;
}

/** What is printed for a request; apart from `requests` so that lookups never carry portraits. */
interface LicencesTable {
  request_id: RequestId;
  /** `Licence` as JSON. */
  licence: string;
  /** JPEG in base64. */
  portrait: string;
}

/** Challenges not answered yet. An answered one is deleted: that is what makes it single use. */
interface ChallengesTable {
  challenge_id: string;
  machine: string;
  /** 8 octets in base64. */
  octets: string;
  expires_at: IsoInstant;
}

/** Permission to reserve, given after a chip's proof was believed. */
interface CollectionTokensTable {
  /** SHA-256 of the token in base64url: a copy of the table lets nobody collect. */
  token_hash: string;
  machine: string;
  civil_id: CivilId;
  expires_at: IsoInstant;
}

/** Collections: a lease on one request by one kiosk. */
interface PickupsTable {
  pickup_id: PickupId;
  request_id: RequestId;
  machine: string;
  /** Place among the machine's reservations, from 1. */
  ordinal: number;
  fencing: number;
  token_hash: string;
  reserved_at: IsoInstant;
  lease_expires_at: IsoInstant;
  /** Highest sequence number held; 0: nothing reported yet. */
  last_seq: number;
}

/** What kiosks reported, as they reported it. Insert-only. */
interface PickupEventsTable {
  pickup_id: PickupId;
  seq: number;
  type: PickupEventBody['type'];
  /** The kiosk's time. */
  at: IsoInstant;
  /** The portal's time. */
  received_at: IsoInstant;
  /** The whole `PickupEvent` as JSON: what a repetition is compared with. */
  event: string;
}

export interface PermitsTable {
  number: PermitNumber;
  request_id: RequestId;
  pickup_id: PickupId;
  granted_at: IsoInstant;
  valid_until: IsoDate;
}

interface ReceiptsTable {
  /** Unguessable: who holds it holds the receipt. */
  code: string;
  request_id: RequestId;
  created_at: IsoInstant;
}

/** The audit trail (S18): insert-only and hash-chained. */
interface AuditTable {
  /** From 1, without gaps. */
  seq: number;
  at: IsoInstant;
  actor: string;
  /** From where: a network address, or `command line`. */
  origin: string;
  action: string;
  subject: string;
  /** JSON. */
  details: string;
  previous_hash: string;
  /** SHA-256 in hex. */
  hash: string;
}

/** One row: where the chain ends, so that entries cut off its end are missed. */
interface AuditHeadTable {
  id: 1;
  seq: number;
  hash: string;
}

export interface Database {
  kiosks: KiosksTable;
  requests: RequestsTable;
  licences: LicencesTable;
  challenges: ChallengesTable;
  collection_tokens: CollectionTokensTable;
  pickups: PickupsTable;
  pickup_events: PickupEventsTable;
  permits: PermitsTable;
  receipts: ReceiptsTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
}

export type PickupRow = Selectable<PickupsTable>;
