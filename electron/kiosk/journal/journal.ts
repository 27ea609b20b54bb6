import { isoInstant } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';
import { KioskSettings } from '../../../contracts/collection-api.ts';
import { PickupEvent, type PickupId, type RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { countsAfter, type SupplyCounts, type SupplyUnit } from '../supplies/supplies.ts';
import { type ChainVerdict, verifyChain } from './chain.ts';
import { openJournalFile } from './database.ts';
import { eventOf, JournalEntry } from './entries.ts';
import { type JournalTables, openTables } from './journal-tables.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { foldEntry, isFinished, type PickupRecord } from './pickup-record.ts';

/**
 * The kiosk's own memory of every pickup: append-only, hash-chained, on the disk before a call returns. An entry, the
 * event the portal will be told, and the supplies it uses are one transaction.
 */
export interface Journal {
  /** Writes `entry`; throws when it cannot follow what is written, or cannot be written. */
  append(pickupId: PickupId, entry: JournalEntry): PickupRecord;
  /** Writes `reserving`, and beside the chain the token that asks for it, until the reservation is answered. */
  beginReservation(
    pickupId: PickupId,
    reservation: {
      readonly requestId: RequestId;
      readonly reference: string;
      readonly collectionToken: string;
    },
  ): void;
  /** The token of a reservation that is not answered yet. */
  collectionToken(pickupId: PickupId): string | null;
  pickup(pickupId: PickupId): PickupRecord | null;
  /** Every pickup that the kiosk or an attendant still has to close, oldest first. */
  unfinished(): readonly PickupRecord[];
  readonly outbox: Outbox;
  supplies(): SupplyCounts;
  setSupply(unit: SupplyUnit, count: number): void;
  /** The settings last received from the portal; `null` before the first. */
  portalSettings(): KioskSettings | null;
  keepPortalSettings(settings: KioskSettings): void;
  /** Reads the whole chain. */
  verify(): ChainVerdict;
  close(): void;
}

const PORTAL_SETTINGS = 'portalSettings';

/** Opens the journal at `path` (made when absent); fails with a sentence that says why it cannot be used. */
export function openJournal({
  path,
  clock,
}: {
  readonly path: string;
  readonly clock: Clock;
}): Result<Journal, string> {
  const file = openJournalFile(path);
  if (!file.ok) return failure(`The journal ${path} cannot be used: ${file.fault}.`);
  const { database, close } = file.value;
  const verdict = verifyChain(database);
  if (!verdict.intact) {
    close();
    return failure(`The journal ${path} cannot be used: entry ${verdict.brokenAt} is not as it was written.`);
  }
  const tables = openTables(database);
  return success({
    ...createPickups(tables, clock),
    collectionToken: tables.collectionToken,
    outbox: createOutbox(database),
    supplies: () => tables.supplies(),
    setSupply: (unit, count) => tables.setSupplies({ ...tables.supplies(), [unit]: count }),
    portalSettings: () => {
      const text = tables.setting(PORTAL_SETTINGS);
      return text === null ? null : KioskSettings.parse(JSON.parse(text));
    },
    keepPortalSettings: (settings) => {
      const text = JSON.stringify(settings);
      if (tables.setting(PORTAL_SETTINGS) !== text) tables.setSetting(PORTAL_SETTINGS, text);
    },
    verify: () => verifyChain(database),
    close,
  });
}

/** Pickups as folded from their entries; those still needed are kept at hand. */
function createPickups(
  tables: JournalTables,
  clock: Clock,
): Pick<Journal, 'append' | 'beginReservation' | 'pickup' | 'unfinished'> {
  const fold = (pickupId: PickupId): PickupRecord | null =>
    tables
      .entriesOf(pickupId)
      .reduce<PickupRecord | null>((record, { entry, at }) => foldEntry(record, pickupId, entry, at), null);
  const kept = new Map<PickupId, PickupRecord>();
  for (const pickupId of tables.unfinishedPickups()) {
    const record = fold(pickupId);
    if (record) kept.set(pickupId, record);
  }
  const pickup = (pickupId: PickupId) => kept.get(pickupId) ?? fold(pickupId);
  const write = (pickupId: PickupId, given: JournalEntry, collectionToken: string | null) => {
    const entry = JournalEntry.parse(given);
    const at = isoInstant(clock.now());
    const record = foldEntry(pickup(pickupId), pickupId, entry, at);
    const body = eventOf(entry);
    tables.write({
      pickupId,
      at,
      entry,
      event: body && PickupEvent.parse({ seq: record.lastSeq, at, body }),
      eventState: record.portalRefusal === null ? 'pending' : 'refused',
      finished: isFinished(record),
      supplies: countsAfter(tables.supplies(), entry, record),
      collectionToken,
    });
    if (isFinished(record)) kept.delete(pickupId);
    else kept.set(pickupId, record);
    return record;
  };
  return {
    append: (pickupId, entry) => write(pickupId, entry, null),
    beginReservation: (pickupId, { requestId, reference, collectionToken }) => {
      write(pickupId, { type: 'reserving', requestId, reference }, collectionToken);
    },
    pickup,
    unfinished: () => [...kept.values()].sort((one, other) => one.lastAt.localeCompare(other.lastAt)),
  };
}
