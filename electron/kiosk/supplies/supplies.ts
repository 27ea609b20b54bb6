import type { BinState, CardPrinterStatus, SupplyState } from '../../../contracts/device-status.ts';
import type { SupplyCount } from '../../../contracts/kiosk-view.ts';
import type { JournalEntry } from '../journal/entries.ts';
import type { PickupRecord } from '../journal/pickup-record.ts';

/** The storage units that are counted. */
export type SupplyUnit = SupplyCount['unit'];

/** What each unit holds: cards, prints left on the ribbon, cards in each bin. */
export type SupplyCounts = Readonly<Record<SupplyUnit, number>>;

/** What each unit can hold, from the configuration. */
export type SupplyCapacities = SupplyCounts;

/** A supply is low at this share of its capacity, a bin high at the rest of it. */
export const LOW_SHARE = 0.15;

/** The counts of a machine that was never filled and never emptied. */
export const NO_SUPPLIES: SupplyCounts = { cards: 0, ribbon: 0, retainBin: 0, rejectBin: 0 };

/** What one journal entry changes in the counts. The ribbon is read from its tag, never reckoned. */
export function countsAfter(counts: SupplyCounts, entry: JournalEntry, record: PickupRecord): SupplyCounts {
  switch (entry.type) {
    case 'oldLicenceRetained':
      return { ...counts, retainBin: counts.retainBin + 1 };
    case 'printing':
      return { ...counts, cards: Math.max(0, counts.cards - 1), ribbon: entry.counters.ribbonRemaining };
    case 'printed':
    case 'presented':
      return { ...counts, ribbon: entry.counters.ribbonRemaining };
    case 'retained':
      return { ...counts, rejectBin: counts.rejectBin + 1 };
    case 'released':
      return entry.by === 'kiosk' ? countsAfterFailure(counts, entry, record) : counts;
    case 'examined':
      return countsAfterFailure(counts, entry, record);
    default:
      return counts;
  }
}

/** A card that was fed lies in the reject bin, or was never fed, or is still where nobody counts. */
function countsAfterFailure(
  counts: SupplyCounts,
  { evidence, type }: Extract<JournalEntry, { type: 'released' | 'examined' }>,
  record: PickupRecord,
): SupplyCounts {
  const ribbon = evidence.countersAfter?.ribbonRemaining ?? counts.ribbon;
  if (evidence.cardLocation === 'rejectBin') return { ...counts, ribbon, rejectBin: counts.rejectBin + 1 };
  const neverFed = type === 'released' && record.step === 'printing' && evidence.cardLocation === 'none';
  return { ...counts, ribbon, cards: neverFed ? counts.cards + 1 : counts.cards };
}

/** The supplies and bins in words of XFS4IoT. */
export interface SupplyStates {
  readonly cards: SupplyState;
  readonly ribbon: SupplyState;
  readonly retainBin: BinState;
  readonly rejectBin: BinState;
}

/** Sensors overrule counts; where a sensor is silent or only says "not empty", the count refines it. */
export function supplyStates(
  counts: SupplyCounts,
  capacities: SupplyCapacities,
  printer: CardPrinterStatus,
): SupplyStates {
  return {
    cards: supplyState(printer.cards, counts.cards, capacities.cards),
    ribbon: supplyState(printer.ribbon, printer.ribbonRemaining ?? counts.ribbon, capacities.ribbon),
    retainBin: binState(printer.retractBin, counts.retainBin, capacities.retainBin),
    rejectBin: binState(printer.retractBin, counts.rejectBin, capacities.rejectBin),
  };
}

function supplyState(sensor: SupplyState, count: number, capacity: number): SupplyState {
  if (sensor === 'out' || sensor === 'low') return sensor;
  const low = count <= capacity * LOW_SHARE;
  if (sensor === 'full') return low ? 'low' : 'full';
  if (count === 0) return 'out';
  return low ? 'low' : 'full';
}

function binState(sensor: BinState, count: number, capacity: number): BinState {
  if (sensor === 'full' || count >= capacity) return 'full';
  return sensor === 'high' || count >= capacity * (1 - LOW_SHARE) ? 'high' : 'healthy';
}

const UNITS: readonly SupplyUnit[] = ['cards', 'ribbon', 'retainBin', 'rejectBin'];

/** The counts as the maintenance screen lists them. */
export function listSupplies(
  counts: SupplyCounts,
  capacities: SupplyCapacities,
  printer: CardPrinterStatus,
): SupplyCount[] {
  const known: SupplyCounts = { ...counts, ribbon: printer.ribbonRemaining ?? counts.ribbon };
  return UNITS.map((unit) => ({ unit, count: known[unit], capacity: capacities[unit] }));
}
