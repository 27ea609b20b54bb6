import type { IsoInstant } from '../../../contracts/calendar.ts';
import {
  type PermitNumber,
  PICKUP_EVENT_ACTIONS,
  type PickupEvidence,
  type PickupId,
  type PrinterCounters,
  type RequestId,
} from '../../../contracts/pickup.ts';
import { nextStatus, type RequestStatus } from '../../../contracts/request.ts';
import { eventOf, type JournalEntry, type PortalRefusal } from './entries.ts';

/** The entries that say how far a pickup has come. */
export type PickupStep =
  | 'reserving'
  | 'unanswered'
  | 'reserved'
  | 'accepting'
  | 'retaining'
  | 'oldLicenceRetained'
  | 'printing'
  | 'printed'
  | 'presenting'
  | 'presented'
  | 'rejecting'
  | 'retracting';

/** A pickup as its journal entries tell it. */
export interface PickupRecord {
  readonly pickupId: PickupId;
  readonly requestId: RequestId;
  /** Reference of the session it belongs to. */
  readonly reference: string;
  /** The last step begun or done. */
  readonly step: PickupStep;
  /** Where the request stands once the portal has every event; `null` before the reservation was answered. */
  readonly status: RequestStatus | null;
  readonly fencing: number | null;
  readonly leaseExpiresAt: IsoInstant | null;
  readonly oldLicenceRetained: boolean;
  readonly countersBefore: PrinterCounters | null;
  readonly countersAfter: PrinterCounters | null;
  readonly permit: PermitNumber | null;
  /** The evidence of the last `retained`, `parked` or `examined`; `null` when there is none. */
  readonly evidence: PickupEvidence | null;
  /** A parked pickup about which the printer has been asked since. */
  readonly examined: boolean;
  readonly portalRefusal: PortalRefusal | null;
  /** Nothing is left to do at this machine, except by an attendant where `status` or `portalRefusal` says so. */
  readonly closed: boolean;
  /** The attendant has closed what the portal had refused. */
  readonly resolved: boolean;
  /** When the last entry was written. */
  readonly lastAt: IsoInstant;
  /** Number of the last event; 0 before the first. */
  readonly lastSeq: number;
}

/** Whether a person with a key has to look: parked, drawn back, or contradicted by the portal. */
export function awaitsAttendant(record: PickupRecord): boolean {
  if (record.portalRefusal !== null) return !record.resolved;
  return record.status === 'needsAttendant' || record.status === 'retained';
}

/** Whether the kiosk may close it alone: it is open, or it was parked only because the printer could not be asked. */
export function awaitsPrinter(record: PickupRecord): boolean {
  if (record.closed || record.step === 'unanswered') return false;
  return record.status !== 'needsAttendant' || !record.examined;
}

/** Whether the record is needed no more, once its events are acknowledged. */
export function isFinished(record: PickupRecord): boolean {
  return record.closed && !awaitsAttendant(record);
}

/**
 * The record after one more entry.
 * Throws when the entry cannot follow: that is a mistake of this program, and nothing may be written on top of it.
 */
export function foldEntry(
  record: PickupRecord | null,
  pickupId: PickupId,
  entry: JournalEntry,
  at: IsoInstant,
): PickupRecord {
  if (entry.type === 'reserving') {
    if (record) throw new Error(`Pickup ${pickupId} is reserved twice`);
    return begin(pickupId, entry, at);
  }
  if (!record) throw new Error(`Pickup ${pickupId} has no beginning`);
  if (entry.type === 'printing' && record.countersBefore !== null)
    throw new Error(`Pickup ${pickupId} is printed twice`);
  return { ...record, ...reported(record, entry), ...told(entry), lastAt: at };
}

function begin(
  pickupId: PickupId,
  entry: Extract<JournalEntry, { type: 'reserving' }>,
  at: IsoInstant,
): PickupRecord {
  return {
    pickupId,
    requestId: entry.requestId,
    reference: entry.reference,
    step: 'reserving',
    status: null,
    fencing: null,
    leaseExpiresAt: null,
    oldLicenceRetained: false,
    countersBefore: null,
    countersAfter: null,
    permit: null,
    evidence: null,
    examined: false,
    portalRefusal: null,
    closed: false,
    resolved: false,
    lastAt: at,
    lastSeq: 0,
  };
}

/** What the event of an entry changes: its number, and the request's state by the one table. */
function reported(record: PickupRecord, entry: JournalEntry): Partial<PickupRecord> {
  if (entry.type === 'reserved') return { status: 'reserved' };
  const event = eventOf(entry);
  if (!event) return {};
  const lastSeq = record.lastSeq + 1;
  const action = PICKUP_EVENT_ACTIONS[event.type];
  if (action === null) return { lastSeq };
  const status = record.status && nextStatus(record.status, action);
  if (!status) throw new Error(`Pickup ${record.pickupId}: ${action} is not allowed in ${record.status}`);
  return { lastSeq, status };
}

/** What an entry itself tells. */
function told(entry: Exclude<JournalEntry, { type: 'reserving' }>): Partial<PickupRecord> {
  switch (entry.type) {
    case 'reserved':
      return { step: 'reserved', fencing: entry.fencing, leaseExpiresAt: entry.leaseExpiresAt };
    case 'oldLicenceRetained':
      return { step: 'oldLicenceRetained', oldLicenceRetained: true };
    case 'printing':
      return { step: 'printing', countersBefore: entry.counters };
    case 'printed':
    case 'presented':
      return { step: entry.type, countersAfter: entry.counters };
    case 'unanswered':
    case 'accepting':
    case 'retaining':
    case 'presenting':
    case 'rejecting':
    case 'retracting':
      return { step: entry.type };
    case 'notReserved':
    case 'issued':
    case 'released':
      return { closed: true };
    case 'retained':
      return { closed: true, evidence: entry.evidence };
    case 'parked':
      return { evidence: entry.evidence };
    case 'examined':
      return { evidence: entry.evidence, examined: true };
    case 'permitGranted':
      return { permit: entry.permit };
    case 'portalRefused':
      return { portalRefusal: entry.reason };
    case 'resolved':
      return { closed: true, resolved: true };
  }
}
