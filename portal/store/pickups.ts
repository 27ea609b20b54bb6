import type { IsoInstant } from '../../contracts/calendar.ts';
import { isoInstant } from '../../contracts/calendar.ts';
import type { PickupId, RequestId } from '../../contracts/pickup.ts';
import type { RequestStatus } from '../../contracts/request.ts';
import { type AppliedEvent, eventText } from '../services/collection/pickup-events.ts';
import type { PickupRow } from './schema.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A pickup with the state of its request, read in one statement. */
export interface PickupWithRequest {
  readonly pickupId: PickupId;
  readonly requestId: RequestId;
  readonly machine: string;
  readonly fencing: number;
  readonly tokenHash: string;
  readonly reservedAt: IsoInstant;
  readonly leaseExpiresAt: IsoInstant;
  readonly lastSeq: number;
  readonly request: {
    readonly status: RequestStatus;
    readonly version: number;
    readonly fencing: number;
  };
}

export async function findPickup(reader: StoreReader, pickupId: PickupId): Promise<PickupWithRequest | null> {
  const row = await reader
    .selectFrom('pickups as pickup')
    .innerJoin('requests as request', 'request.request_id', 'pickup.request_id')
    .select([
      'pickup.pickup_id',
      'pickup.request_id',
      'pickup.machine',
      'pickup.fencing',
      'pickup.token_hash',
      'pickup.reserved_at',
      'pickup.lease_expires_at',
      'pickup.last_seq',
      'request.status',
      'request.version',
      'request.fencing as request_fencing',
    ])
    .where('pickup.pickup_id', '=', pickupId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    pickupId: row.pickup_id,
    requestId: row.request_id,
    machine: row.machine,
    fencing: row.fencing,
    tokenHash: row.token_hash,
    reservedAt: row.reserved_at,
    leaseExpiresAt: row.lease_expires_at,
    lastSeq: row.last_seq,
    request: { status: row.status, version: row.version, fencing: row.request_fencing },
  };
}

/** Inserts a pickup as the machine's next one. */
export async function insertPickup(
  transaction: StoreTransaction,
  pickup: Omit<PickupRow, 'ordinal' | 'last_seq'>,
): Promise<void> {
  const { reservations } = await transaction
    .updateTable('kiosks')
    .set((expression) => ({ reservations: expression('reservations', '+', 1) }))
    .where('machine', '=', pickup.machine)
    .returning('reservations')
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('pickups')
    .values({ ...pickup, ordinal: reservations, last_seq: 0 })
    .execute();
}

/** Moves the end of a lease. */
export async function renewLease(
  transaction: StoreTransaction,
  pickupId: PickupId,
  leaseExpiresAt: IsoInstant,
): Promise<void> {
  await transaction
    .updateTable('pickups')
    .set({ lease_expires_at: leaseExpiresAt })
    .where('pickup_id', '=', pickupId)
    .execute();
}

/** The events held with numbers from `firstSeq` on, as text by number. */
export async function findEventTexts(
  reader: StoreReader,
  pickupId: PickupId,
  firstSeq: number,
): Promise<Map<number, string>> {
  const rows = await reader
    .selectFrom('pickup_events')
    .select(['seq', 'event'])
    .where('pickup_id', '=', pickupId)
    .where('seq', '>=', firstSeq)
    .execute();
  return new Map(rows.map(({ seq, event }) => [seq, event]));
}

/** Keeps new events and the new highest number. */
export async function insertEvents(
  transaction: StoreTransaction,
  pickupId: PickupId,
  applied: readonly AppliedEvent[],
  receivedAt: IsoInstant,
): Promise<void> {
  await transaction
    .insertInto('pickup_events')
    .values(
      applied.map(({ event }) => ({
        pickup_id: pickupId,
        seq: event.seq,
        type: event.body.type,
        at: isoInstant(Date.parse(event.at)),
        received_at: receivedAt,
        event: eventText(event),
      })),
    )
    .execute();
  await transaction
    .updateTable('pickups')
    .set({ last_seq: Math.max(...applied.map(({ event }) => event.seq)) })
    .where('pickup_id', '=', pickupId)
    .execute();
}
