import type { CardLocation } from '../../../contracts/device-status.ts';
import type { PickupEvidence, PickupId } from '../../../contracts/pickup.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { PickupEnded, PickupIssued, PickupPresented } from '../collect/outcome.ts';
import { grantPermit } from '../collect/permit.ts';
import type { PickupDeps } from '../collect/pickup-deps.ts';
import type { PickupRecord } from '../journal/pickup-record.ts';
import {
  cardMayExist,
  compareCounters,
  type CounterFinding,
  decideRecovery,
  type RecoveryAct,
} from './decide.ts';
import { inquirePrinter, PRINTER_INQUIRY_GRACE_MS, type PrinterFinding } from './inquire.ts';

/** What finding out about a pickup needs. */
export type ReconcileDeps = Pick<PickupDeps, 'printer' | 'journal' | 'clock' | 'log' | 'encodeQr'>;

/** What led to the question where the card is. */
export interface Mishap {
  /** One word for the evidence, e.g. `coverOpen` or `restarted`. */
  readonly cause: string;
  /** What the person is told when the request is released; parked and retained pickups have reasons of their own. */
  readonly reason: RefusalReason;
  /** Somebody can be expected to stand before the machine. */
  readonly attended: boolean;
  /** A fault of the printer led here: it is reset before it is asked. */
  readonly afterFault: boolean;
}

/** The cause in evidence when nothing but a restart is known. */
export const RESTARTED_CAUSE = 'restarted';

/** How a mishap ended; `leftOpen`: a parked pickup about which nothing more is known than before. */
export type ReconcileOutcome = PickupPresented | PickupIssued | PickupEnded | { readonly kind: 'leftOpen' };

/**
 * Finds out what became of a pickup and brings it to a true end: asks the printer, decides by the table, acts, writes.
 * The same way for a fault in front of the person, a restart, and a printer that answers again. Never prints.
 */
export async function reconcilePickup(
  deps: ReconcileDeps,
  pickupId: PickupId,
  mishap: Mishap,
): Promise<ReconcileOutcome> {
  const record = recordOf(deps, pickupId);
  const parked = record.status === 'needsAttendant';
  // A pickup is not parked for a printer that is only slow to answer; one that is parked has time.
  const graceMs = cardMayExist(record.step) && !parked ? PRINTER_INQUIRY_GRACE_MS : 0;
  const finding = await inquirePrinter(deps, { afterFault: mishap.afterFault, graceMs });
  const counters = compareCounters(record.countersBefore, finding.counters);
  const act = decideRecovery({
    step: record.step,
    location: finding.location,
    counters,
    attended: mishap.attended,
    parked,
  });
  deps.log.info(
    { pickupId, step: record.step, location: finding.location, counters, act, cause: mishap.cause },
    'pickup reconciled',
  );
  return perform({ deps, pickupId, mishap, finding, counters, parked }, act);
}

/**
 * Keeps a finished card from the person because the portal has refused what this pickup reported: the request may be
 * somebody else's by now. The card goes into the reject bin, and the attendant decides.
 */
export async function withholdCard(deps: ReconcileDeps, pickupId: PickupId): Promise<ReconcileOutcome> {
  const record = recordOf(deps, pickupId);
  const finding = await inquirePrinter(deps, { afterFault: false, graceMs: 0 });
  const counters = compareCounters(record.countersBefore, finding.counters);
  const mishap: Mishap = {
    cause: `portalRefused:${record.portalRefusal}`,
    reason: 'printUncertain',
    attended: true,
    afterFault: false,
  };
  return perform({ deps, pickupId, mishap, finding, counters, parked: false }, 'rejectAndPark');
}

/** A mishap with what the printer said about it. */
interface Case {
  readonly deps: ReconcileDeps;
  readonly pickupId: PickupId;
  readonly mishap: Mishap;
  readonly finding: PrinterFinding;
  readonly counters: CounterFinding;
  /** The portal knows it as parked already. */
  readonly parked: boolean;
}

function recordOf({ journal }: ReconcileDeps, pickupId: PickupId): PickupRecord {
  const record = journal.pickup(pickupId);
  if (!record) throw new Error(`The journal does not know pickup ${pickupId}`);
  return record;
}

async function perform(found: Case, act: RecoveryAct): Promise<ReconcileOutcome> {
  const { deps, pickupId, mishap, finding } = found;
  switch (act) {
    case 'leaveUnanswered':
      deps.journal.append(pickupId, { type: 'unanswered' });
      return { kind: 'ended', reason: mishap.reason, cardLocation: 'none', permit: null };
    case 'release':
      return release(found, finding.location);
    case 'returnOldLicence':
      return (await deps.printer.presentCard()).ok ? release(found, 'bezel') : retainOldLicence(found);
    case 'retainOldLicence':
      return retainOldLicence(found);
    case 'recordOldLicence':
      deps.journal.append(pickupId, { type: 'oldLicenceRetained' });
      return release(found, 'none');
    case 'present':
      return present(found);
    case 'awaitTaken':
      return recordPresented(found);
    case 'issue':
      deps.journal.append(pickupId, { type: 'issued', by: 'kiosk' });
      return { kind: 'issued' };
    case 'rejectAndRelease':
      return rejectAndRelease(found);
    case 'rejectAndRetain':
      return rejectAndRetain(found);
    case 'rejectAndPark':
      return rejectAndPark(found);
    case 'park':
      return park(found, finding.location);
    default:
      return unreachable(act);
  }
}

function evidenceOf({ deps, pickupId, mishap, finding }: Case, cardLocation: CardLocation): PickupEvidence {
  const { countersBefore } = recordOf(deps, pickupId);
  return { cause: mishap.cause, cardLocation, countersBefore, countersAfter: finding.counters };
}

/** Gives the request back; whoever is without a licence now gets a permit. */
function release(found: Case, cardLocation: CardLocation): PickupEnded {
  const { deps, pickupId, mishap } = found;
  const evidence = evidenceOf(found, cardLocation);
  const permit = permitFor(found);
  deps.journal.append(pickupId, { type: 'released', evidence, by: 'kiosk' });
  return { kind: 'ended', reason: mishap.reason, cardLocation, permit };
}

/** The permit where the old licence was kept; granted before the pickup is closed, so that no crash can swallow it. */
function permitFor({ deps, pickupId }: Case) {
  const record = recordOf(deps, pickupId);
  return record.oldLicenceRetained ? grantPermit(deps, record) : null;
}

/** Drops the old licence into its bin. Should that fail it is in the machine's keeping all the same. */
async function retainOldLicence(found: Case): Promise<PickupEnded> {
  const { journal, printer } = found.deps;
  if (recordOf(found.deps, found.pickupId).step !== 'retaining')
    journal.append(found.pickupId, { type: 'retaining', retainBinCount: journal.supplies().retainBin });
  const dropped = await printer.retainCard();
  journal.append(found.pickupId, { type: 'oldLicenceRetained' });
  return release(found, dropped.ok ? 'none' : 'transport');
}

/** Moves a finished card to the bezel; a second failure makes it end in the reject bin. */
async function present(found: Case): Promise<ReconcileOutcome> {
  const { deps, pickupId, finding } = found;
  if (recordOf(deps, pickupId).step === 'printing' && finding.counters)
    deps.journal.append(pickupId, { type: 'printed', counters: finding.counters });
  deps.journal.append(pickupId, { type: 'presenting' });
  const moved = await deps.printer.presentCard();
  if (moved.ok) return recordPresented(found);
  return reconcilePickup(deps, pickupId, {
    ...found.mishap,
    cause: moved.fault.reason,
    attended: false,
    afterFault: true,
  });
}

function recordPresented({ deps, pickupId, finding }: Case): PickupPresented {
  if (recordOf(deps, pickupId).step !== 'presented' && finding.counters)
    deps.journal.append(pickupId, { type: 'presented', counters: finding.counters });
  return { kind: 'presented' };
}

/** Drops a card into the reject bin. A card that was never finished is released even if it cannot be moved. */
async function rejectAndRelease(found: Case): Promise<ReconcileOutcome> {
  const { deps, pickupId, finding, counters } = found;
  announceDrop(found, 'rejecting');
  const dropped = await deps.printer.rejectCard();
  if (dropped.ok) return release(found, 'rejectBin');
  deps.log.warn({ pickupId, reason: dropped.fault.reason }, 'a card could not be dropped');
  return counters === 'completed' ? park(found, finding.location) : release(found, finding.location);
}

/** Draws an offered card back. From then on it is the attendant's to give. */
async function rejectAndRetain(found: Case): Promise<ReconcileOutcome> {
  const { deps, pickupId, finding, parked } = found;
  // The table knows no way from printing to retained; the card at the bezel was presented, if by nobody's word yet.
  if (!parked) recordPresented(found);
  announceDrop(found, 'retracting');
  const dropped = await deps.printer.rejectCard();
  if (!dropped.ok) {
    // Seen at the bezel a moment ago, and nothing left to draw in: a hand was quicker.
    if (finding.location !== 'bezel' || dropped.fault.reason !== 'noMediaPresent')
      return park(found, finding.location);
    deps.journal.append(pickupId, { type: 'issued', by: 'kiosk' });
    return { kind: 'issued' };
  }
  const evidence = evidenceOf(found, 'rejectBin');
  const permit = permitFor(found);
  deps.journal.append(pickupId, { type: 'retained', evidence });
  return { kind: 'ended', reason: 'notTaken', cardLocation: 'rejectBin', permit };
}

/** Drops a card whose story is not clear. Should the drop be cut short, only a person can tell. */
async function rejectAndPark(found: Case): Promise<ReconcileOutcome> {
  announceDrop(found, 'retracting');
  const dropped = await found.deps.printer.rejectCard();
  return park(found, dropped.ok ? 'rejectBin' : found.finding.location);
}

/** Writes that a card is about to be dropped; once, however often it has to be tried. */
function announceDrop({ deps, pickupId }: Case, type: 'rejecting' | 'retracting'): void {
  if (recordOf(deps, pickupId).step !== type)
    deps.journal.append(pickupId, { type, rejectBinCount: deps.journal.supplies().rejectBin });
}

/** Leaves it to a person. The portal is told once; what the printer says later is kept as evidence. */
function park(found: Case, cardLocation: CardLocation): ReconcileOutcome {
  const { deps, pickupId, finding, parked } = found;
  const evidence = evidenceOf(found, cardLocation);
  const permit = permitFor(found);
  if (!parked) deps.journal.append(pickupId, { type: 'parked', evidence });
  // A card that is known to be stuck may still be dropped once the printer is free; then it is looked at again.
  const final = finding.counters !== null && (cardLocation === 'none' || cardLocation === 'rejectBin');
  if (final) deps.journal.append(pickupId, { type: 'examined', evidence });
  return parked && !final
    ? { kind: 'leftOpen' }
    : { kind: 'ended', reason: 'printUncertain', cardLocation, permit };
}
