import type Database from 'better-sqlite3';
import { z } from 'zod';
import { PickupEvent, PickupId } from '../../../contracts/pickup.ts';

/** Events of one pickup that go to the portal together, in order. */
export interface OutboxBatch {
  readonly pickupId: PickupId;
  readonly events: readonly PickupEvent[];
}

/**
 * What the portal has not acknowledged yet. Events leave in the order in which they happened over *all* pickups: the
 * portal concludes from an event of a later pickup that nothing of an earlier one is still on its way.
 */
export interface Outbox {
  /** The oldest pending event with those of the same pickup that follow it directly; `null` when nothing is pending. */
  next(): OutboxBatch | null;
  /** Every event of a pickup, whatever became of it, from the first. */
  history(pickupId: PickupId): PickupEvent[];
  /** The portal holds every event of the pickup up to `seq`. */
  acknowledge(pickupId: PickupId, seq: number): void;
  /** Events that are still to be acknowledged. */
  length(): number;
}

/** How many events one report holds at most. */
const BATCH_LIMIT = 32;

const Row = z.object({ pickupId: PickupId, event: z.string() });

const parseEvent = (text: string) => PickupEvent.parse(JSON.parse(text));

/** The outbox of the journal in `database`. Rows are put in by the journal, in the transaction of their entry. */
export function createOutbox(database: Database.Database): Outbox {
  const pending = database.prepare(
    `SELECT pickup_id AS pickupId, event FROM outbox WHERE state = 'pending' ORDER BY entry_id LIMIT ${BATCH_LIMIT}`,
  );
  const history = database.prepare('SELECT event FROM outbox WHERE pickup_id = ? ORDER BY seq').pluck();
  const acknowledge = database.prepare(
    "UPDATE outbox SET state = 'acknowledged' WHERE pickup_id = ? AND seq <= ? AND state = 'pending'",
  );
  const length = database.prepare("SELECT count(*) FROM outbox WHERE state = 'pending'").pluck();
  return {
    next: () => {
      const rows = Row.array().parse(pending.all());
      const pickupId = rows[0]?.pickupId;
      if (!pickupId) return null;
      const other = rows.findIndex((row) => row.pickupId !== pickupId);
      const events = rows.slice(0, other < 0 ? rows.length : other).map((row) => parseEvent(row.event));
      return { pickupId, events };
    },
    history: (pickupId) => z.string().array().parse(history.all(pickupId)).map(parseEvent),
    acknowledge: (pickupId, seq) => {
      acknowledge.run(pickupId, seq);
    },
    length: () => Number(length.get()),
  };
}
