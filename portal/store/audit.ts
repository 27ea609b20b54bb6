import {
  type AuditEntry,
  type AuditHead,
  auditHash,
  type StoredAuditEntry,
} from '../services/audit/audit-chain.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/**
 * Appends entries to the trail, in the transaction of the change they record. Call it last: from here to the commit
 * the end of the chain is locked.
 */
export async function appendAudit(
  transaction: StoreTransaction,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  // Moving the head before reading it takes the lock on both engines.
  let { seq, hash } = await transaction
    .updateTable('audit_head')
    .set((expression) => ({ seq: expression('seq', '+', entries.length) }))
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  seq -= entries.length;
  const rows = entries.map((entry) => {
    seq += 1;
    const previousHash = hash;
    hash = auditHash(previousHash, seq, entry);
    return { ...entry, seq, previous_hash: previousHash, hash };
  });
  await transaction.insertInto('audit').values(rows).execute();
  await transaction.updateTable('audit_head').set({ hash }).execute();
}

/** Where the trail ends now. */
export function readAuditHead(reader: StoreReader): Promise<AuditHead> {
  return reader.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
}

/** The place of the last stored entry; 0 when there is none. */
export async function readLastAuditSeq(reader: StoreReader): Promise<number> {
  const last = await reader
    .selectFrom('audit')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.seq ?? 0;
}

/** Up to `limit` entries after place `after`, in order. */
export async function readAuditPage(
  reader: StoreReader,
  after: number,
  limit: number,
): Promise<StoredAuditEntry[]> {
  const rows = await reader
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ previous_hash, ...entry }) => ({ ...entry, previousHash: previous_hash }));
}
