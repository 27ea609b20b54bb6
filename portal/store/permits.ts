import type { IsoDate } from '../../contracts/calendar.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { PermitNumber } from '../../contracts/pickup.ts';
import type { RequestKind, RequestStatus } from '../../contracts/request.ts';
import type { PermitsTable } from './schema.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** A permit as its verification page needs it: nothing about the holder. */
export interface PermitOnFile {
  readonly validUntil: IsoDate;
  readonly machine: string;
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly status: RequestStatus;
}

export async function findPermit(reader: StoreReader, number: PermitNumber): Promise<PermitOnFile | null> {
  const row = await reader
    .selectFrom('permits as permit')
    .innerJoin('requests as request', 'request.request_id', 'permit.request_id')
    .innerJoin('pickups as pickup', 'pickup.pickup_id', 'permit.pickup_id')
    .select(['permit.valid_until', 'pickup.machine', 'request.kind', 'request.category', 'request.status'])
    .where('permit.number', '=', number)
    .executeTakeFirst();
  if (!row) return null;
  const { valid_until: validUntil, machine, kind, category, status } = row;
  return { validUntil, machine, kind, category, status };
}

/** Which of `numbers` have been given already. */
export async function findGivenPermits(
  reader: StoreReader,
  numbers: readonly PermitNumber[],
): Promise<ReadonlySet<PermitNumber>> {
  if (numbers.length === 0) return new Set();
  const rows = await reader.selectFrom('permits').select('number').where('number', 'in', numbers).execute();
  return new Set(rows.map(({ number }) => number));
}

export async function insertPermits(
  transaction: StoreTransaction,
  permits: readonly PermitsTable[],
): Promise<void> {
  if (permits.length > 0) await transaction.insertInto('permits').values(permits).execute();
}
