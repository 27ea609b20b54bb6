import { z } from 'zod';
import { IsoInstant } from '../../../contracts/calendar.ts';
import { EventsAnswer } from '../../../contracts/collection-api.ts';
import {
  PermitNumber,
  PickupEvidence,
  type PickupEventBody,
  PrinterCounters,
  RequestId,
} from '../../../contracts/pickup.ts';
import { unreachable } from '../../../contracts/result.ts';

/** Why the portal did not take an event. */
export const PortalRefusal = EventsAnswer.options[1].shape.reason;
export type PortalRefusal = z.infer<typeof PortalRefusal>;

/** Whose word closes a pickup: the kiosk's sensors, or the attendant who looked. */
const Witness = z.enum(['kiosk', 'attendant']);

const BinCount = z.int().nonnegative();

/**
 * What the journal holds of a pickup. Entries ending in `-ing` are written *before* the act they name; the others state
 * what is known to have happened. No personal data: ids, counters, hashes and places only.
 */
export const JournalEntry = z.discriminatedUnion('type', [
  /** Before the reservation is asked for. */
  z.strictObject({ type: z.literal('reserving'), requestId: RequestId, reference: z.string() }),
  z.strictObject({
    type: z.literal('reserved'),
    fencing: z.int().positive(),
    leaseExpiresAt: IsoInstant,
  }),
  /** The portal does not hold a reservation for this pickup: nothing is left to do. */
  z.strictObject({ type: z.literal('notReserved') }),
  /** The answer to the reservation never came; it is asked for again, and then given up. */
  z.strictObject({ type: z.literal('unanswered') }),
  /** Before the bezel opens for the old licence. */
  z.strictObject({ type: z.literal('accepting') }),
  /** Before the old licence is dropped into the retain bin. */
  z.strictObject({ type: z.literal('retaining'), retainBinCount: BinCount }),
  z.strictObject({ type: z.literal('oldLicenceRetained') }),
  /** Before the first byte of the job is sent. */
  z.strictObject({
    type: z.literal('printing'),
    jobHash: z.string(),
    counters: PrinterCounters,
    rejectBinCount: BinCount,
  }),
  z.strictObject({ type: z.literal('printed'), counters: PrinterCounters }),
  /** Before the card is moved to the bezel. */
  z.strictObject({ type: z.literal('presenting') }),
  z.strictObject({ type: z.literal('presented'), counters: PrinterCounters }),
  /** Before a card that nobody was offered is dropped into the reject bin. */
  z.strictObject({ type: z.literal('rejecting'), rejectBinCount: BinCount }),
  /** Before a card that was offered is drawn back and dropped into the reject bin. */
  z.strictObject({ type: z.literal('retracting'), rejectBinCount: BinCount }),
  z.strictObject({ type: z.literal('issued'), by: Witness }),
  z.strictObject({ type: z.literal('retained'), evidence: PickupEvidence }),
  z.strictObject({ type: z.literal('released'), evidence: PickupEvidence, by: Witness }),
  z.strictObject({ type: z.literal('parked'), evidence: PickupEvidence }),
  /** The printer could be asked again about a parked pickup, and still only a person can tell. */
  z.strictObject({ type: z.literal('examined'), evidence: PickupEvidence }),
  z.strictObject({ type: z.literal('permitGranted'), permit: PermitNumber }),
  /** The portal refused event `seq`; what follows of this pickup is kept here and not sent. */
  z.strictObject({ type: z.literal('portalRefused'), seq: z.int().positive(), reason: PortalRefusal }),
  /** The attendant closed a pickup of which the portal takes no more events. */
  z.strictObject({ type: z.literal('resolved'), finding: z.enum(['handedOver', 'noCard']) }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;
/** The kinds of journal entries. */
export type JournalEntryType = JournalEntry['type'];

/** What the portal is told of an entry; `null`: nothing. */
export function eventOf(entry: JournalEntry): PickupEventBody | null {
  switch (entry.type) {
    case 'oldLicenceRetained':
      return { type: 'oldLicenceRetained' };
    case 'printing':
      return { type: 'printing', jobHash: entry.jobHash, counters: entry.counters };
    case 'presented':
      return { type: 'presented', counters: entry.counters };
    case 'issued':
      return { type: 'issued' };
    case 'retained':
    case 'released':
    case 'parked':
      return { type: entry.type, evidence: entry.evidence };
    case 'permitGranted':
      return { type: 'permitGranted', permit: entry.permit };
    case 'reserving':
    case 'reserved':
    case 'notReserved':
    case 'unanswered':
    case 'accepting':
    case 'retaining':
    case 'printed':
    case 'presenting':
    case 'rejecting':
    case 'retracting':
    case 'examined':
    case 'portalRefused':
    case 'resolved':
      return null;
    default:
      return unreachable(entry);
  }
}
