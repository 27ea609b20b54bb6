import type { ParkedPickup, ViewOf } from '../../../contracts/kiosk-view.ts';
import type { PickupEvidence } from '../../../contracts/pickup.ts';
import type { Journal } from '../journal/journal.ts';
import { awaitsAttendant, type PickupRecord } from '../journal/pickup-record.ts';

/** What the maintenance screen shows from the journal. */
export interface MaintenanceReport extends Pick<ViewOf<'maintenance'>, 'outboxLength' | 'journalIntact'> {
  readonly parked: readonly ParkedPickup[];
}

/** The evidence of a pickup that waits for a person: what was written when it was parked, or the portal's refusal. */
function evidenceOf({
  evidence,
  portalRefusal,
  countersBefore,
  countersAfter,
}: PickupRecord): PickupEvidence {
  if (portalRefusal === null && evidence) return evidence;
  return {
    cause: portalRefusal === null ? 'unknown' : `portalRefused:${portalRefusal}`,
    cardLocation: evidence?.cardLocation ?? 'unknown',
    countersBefore,
    countersAfter: evidence?.countersAfter ?? countersAfter,
  };
}

/** Reads the journal for the maintenance screen; `journalIntact` is the last verdict, for the chain is read only once. */
export function readReport(journal: Journal, journalIntact: boolean): MaintenanceReport {
  return {
    parked: journal
      .unfinished()
      .filter(awaitsAttendant)
      .map((record) => ({
        pickupId: record.pickupId,
        reference: record.reference,
        at: record.lastAt,
        evidence: evidenceOf(record),
      })),
    outboxLength: journal.outbox.length(),
    journalIntact,
  };
}

/** What the attendant found where a pickup waits. */
export type Finding = 'handedOver' | 'noCard';

/**
 * Closes a pickup by the word of the attendant who looked. Returns false when it does not wait for one.
 * The portal hears of it, unless it has refused to hear more of this pickup.
 */
export function resolvePickup(
  journal: Journal,
  pickupId: PickupRecord['pickupId'],
  finding: Finding,
): boolean {
  const record = journal.pickup(pickupId);
  if (!record || !awaitsAttendant(record)) return false;
  if (record.portalRefusal !== null) journal.append(pickupId, { type: 'resolved', finding });
  else if (finding === 'handedOver') journal.append(pickupId, { type: 'issued', by: 'attendant' });
  else journal.append(pickupId, { type: 'released', evidence: evidenceOf(record), by: 'attendant' });
  return true;
}
