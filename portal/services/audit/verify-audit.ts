import type { Store } from '../../store/store.ts';
import { readAuditHead, readAuditPage, readLastAuditSeq } from '../../store/audit.ts';
import { AUDIT_CHAIN_START, type AuditBreak, type AuditHead, followChain } from './audit-chain.ts';

/** What the verification of the whole trail found. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | ({ readonly intact: false } & AuditBreak);

/** Entries read at a time: the trail may be larger than memory. */
const PAGE_SIZE = 1_000;

/**
 * Recomputes the audit trail from its first entry to the end it had when verification began.
 * Note the printed head somewhere else now and then: whoever can rewrite the whole database can rewrite the chain.
 */
export async function verifyAudit(store: Store): Promise<AuditVerdict> {
  // Rows and head are committed together, so a row seen before the head was read cannot lie beyond it.
  const lastSeq = await readLastAuditSeq(store.reader);
  const end = await readAuditHead(store.reader);
  if (lastSeq > end.seq) return { intact: false, seq: end.seq + 1, fault: 'entryAdded' };
  let head: AuditHead = AUDIT_CHAIN_START;
  while (head.seq < end.seq) {
    const page = await readAuditPage(store.reader, head.seq, Math.min(PAGE_SIZE, end.seq - head.seq));
    if (page.length === 0) return { intact: false, seq: head.seq + 1, fault: 'endCutOff' };
    const followed = followChain(head, page);
    if ('broken' in followed) return { intact: false, ...followed.broken };
    head = followed.head;
  }
  if (head.hash !== end.hash) return { intact: false, seq: head.seq, fault: 'linkBroken' };
  return { intact: true, entries: head.seq, head: head.hash };
}
