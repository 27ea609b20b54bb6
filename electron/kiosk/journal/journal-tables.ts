import type Database from 'better-sqlite3';
import { z } from 'zod';
import { IsoInstant } from '../../../contracts/calendar.ts';
import { type PickupEvent, PickupId } from '../../../contracts/pickup.ts';
import { NO_SUPPLIES, type SupplyCounts } from '../supplies/supplies.ts';
import { CHAIN_START, chainHash } from './chain.ts';
import { JournalEntry } from './entries.ts';

/** One entry with all that is written in its transaction. */
export interface JournalWrite {
  readonly pickupId: PickupId;
  readonly at: IsoInstant;
  readonly entry: JournalEntry;
  readonly event: PickupEvent | null;
  readonly eventState: 'pending' | 'refused';
  readonly finished: boolean;
  readonly supplies: SupplyCounts;
  /** Kept while the reservation is unanswered. */
  readonly collectionToken: string | null;
}

/** The journal's tables as prepared statements. */
export interface JournalTables {
  write(write: JournalWrite): void;
  entriesOf(pickupId: PickupId): { readonly entry: JournalEntry; readonly at: IsoInstant }[];
  unfinishedPickups(): PickupId[];
  collectionToken(pickupId: PickupId): string | null;
  supplies(): SupplyCounts;
  setSupplies(counts: SupplyCounts): void;
  setting(name: string): string | null;
  setSetting(name: string, value: string): void;
}

const EntryRow = z.object({ at: IsoInstant, body: z.string() });
const SupplyRow = z.object({
  unit: z.enum(['cards', 'ribbon', 'retainBin', 'rejectBin']),
  count: z.int(),
});

/** Prepares every statement once; `database` has the newest schema. */
export function openTables(database: Database.Database): JournalTables {
  const lastHash = database.prepare('SELECT hash FROM entries ORDER BY id DESC LIMIT 1').pluck();
  const insertEntry = database.prepare(
    'INSERT INTO entries (at, pickup_id, body, previous_hash, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const insertEvent = database.prepare(
    'INSERT INTO outbox (entry_id, pickup_id, seq, event, state) VALUES (?, ?, ?, ?, ?)',
  );
  const putPickup = database.prepare(
    'INSERT INTO pickups (pickup_id, finished) VALUES (?, ?) ON CONFLICT (pickup_id) DO UPDATE SET finished = excluded.finished',
  );
  const putToken = database.prepare(
    'INSERT INTO open_reservations (pickup_id, collection_token) VALUES (?, ?)',
  );
  const dropToken = database.prepare('DELETE FROM open_reservations WHERE pickup_id = ?');
  const collectionToken = database
    .prepare('SELECT collection_token FROM open_reservations WHERE pickup_id = ?')
    .pluck();
  const refusePending = database.prepare(
    "UPDATE outbox SET state = 'refused' WHERE pickup_id = ? AND state = 'pending'",
  );
  const entriesOf = database.prepare('SELECT at, body FROM entries WHERE pickup_id = ? ORDER BY id');
  const unfinished = database.prepare('SELECT pickup_id FROM pickups WHERE finished = 0').pluck();
  const supplies = database.prepare('SELECT unit, count FROM supplies');
  const putSupply = database.prepare(
    'INSERT INTO supplies (unit, count) VALUES (?, ?) ON CONFLICT (unit) DO UPDATE SET count = excluded.count',
  );
  const setting = database.prepare('SELECT value FROM settings WHERE name = ?').pluck();
  const putSetting = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  const putSupplies = (counts: SupplyCounts) => {
    for (const [unit, count] of Object.entries(counts)) putSupply.run(unit, count);
  };
  const write = (given: JournalWrite) => {
    const { pickupId, at, entry, event } = given;
    const previousHash = z.string().parse(lastHash.get() ?? CHAIN_START);
    const body = JSON.stringify(entry);
    const hash = chainHash({ at, pickupId, body, previousHash });
    const { lastInsertRowid } = insertEntry.run(at, pickupId, body, previousHash, hash);
    if (event) insertEvent.run(lastInsertRowid, pickupId, event.seq, JSON.stringify(event), given.eventState);
    if (given.collectionToken !== null) putToken.run(pickupId, given.collectionToken);
    if (entry.type === 'reserved' || entry.type === 'notReserved') dropToken.run(pickupId);
    if (entry.type === 'portalRefused') refusePending.run(pickupId);
    putPickup.run(pickupId, given.finished ? 1 : 0);
    putSupplies(given.supplies);
  };
  return {
    write: database.transaction(write).immediate,
    entriesOf: (pickupId) =>
      entriesOf.all(pickupId).map((found) => {
        const { at, body } = EntryRow.parse(found);
        return { at, entry: JournalEntry.parse(JSON.parse(body)) };
      }),
    unfinishedPickups: () => PickupId.array().parse(unfinished.all()),
    collectionToken: (pickupId) =>
      z
        .string()
        .nullable()
        .parse(collectionToken.get(pickupId) ?? null),
    supplies: () => {
      const rows = SupplyRow.array().parse(supplies.all());
      return { ...NO_SUPPLIES, ...Object.fromEntries(rows.map(({ unit, count }) => [unit, count])) };
    },
    setSupplies: database.transaction(putSupplies).immediate,
    setting: (name) =>
      z
        .string()
        .nullable()
        .parse(setting.get(name) ?? null),
    setSetting: (name, value) => {
      putSetting.run(name, value);
    },
  };
}
