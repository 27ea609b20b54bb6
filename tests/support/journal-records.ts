import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type ChainVerdict, verifyChain } from '../../electron/kiosk/journal/chain.ts';
import type { StandPlaces } from '../../simulators/stand/demo-data.ts';

/** What a kiosk's journal holds, read from outside while the kiosk runs or lies dead. */
export interface JournalRecord {
  readonly chain: ChainVerdict;
  /** Types of all entries, oldest first. */
  readonly entries: readonly string[];
  /** Events that the portal has not acknowledged. */
  readonly pending: number;
}

/** Reads the journal of the stand's kiosk; nothing is changed. */
export function readJournal({ kioskData }: StandPlaces): JournalRecord {
  const journal = new Database(join(kioskData, 'journal.sqlite'), { readonly: true });
  try {
    const types = journal.prepare("SELECT body ->> 'type' FROM entries ORDER BY id").pluck().all();
    const pending = journal.prepare("SELECT count(*) FROM outbox WHERE state = 'pending'").pluck().get();
    return {
      chain: verifyChain(journal),
      entries: z.array(z.string()).parse(types),
      pending: z.int().parse(pending),
    };
  } finally {
    journal.close();
  }
}
