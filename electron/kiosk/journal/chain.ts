import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';

/** What the first entry names as the hash before it. */
export const CHAIN_START = '0'.repeat(64);

/** One row of the journal as it is hashed. */
export interface ChainedRow {
  readonly at: string;
  readonly pickupId: string;
  /** The entry as JSON. */
  readonly body: string;
  readonly previousHash: string;
}

/** SHA-256 in hex over a row and the hash of the row before it. */
export function chainHash({ at, pickupId, body, previousHash }: ChainedRow): string {
  return createHash('sha256')
    .update(JSON.stringify([previousHash, at, pickupId, body]))
    .digest('hex');
}

/** Whether the journal is as it was written; `brokenAt` is the first entry that is not. */
export type ChainVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly brokenAt: number };

const Row = z.object({
  id: z.int(),
  at: z.string(),
  pickupId: z.string(),
  body: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

/** Reads every entry: each must follow the one before it without a gap, and the last number given out must be there. */
export function verifyChain(database: Database.Database): ChainVerdict {
  const rows = database
    .prepare(
      'SELECT id, at, pickup_id AS pickupId, body, previous_hash AS previousHash, hash FROM entries ORDER BY id',
    )
    .iterate();
  let previousHash = CHAIN_START;
  let entries = 0;
  for (const found of rows) {
    const row = Row.parse(found);
    entries += 1;
    if (row.id !== entries || row.previousHash !== previousHash || chainHash(row) !== row.hash)
      return { intact: false, brokenAt: entries };
    previousHash = row.hash;
  }
  const lastGiven = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").pluck().get();
  return Number(lastGiven ?? 0) === entries
    ? { intact: true, entries }
    : { intact: false, brokenAt: entries + 1 };
}
