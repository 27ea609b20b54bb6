import { sql } from 'kysely';
import type { IsoInstant } from '../../contracts/calendar.ts';
import type { AuditEntry } from '../services/audit/audit-chain.ts';
import type { StoreReader } from './store.ts';

/** Before every instant: with it each search is a range of an index. */
const EVER = '' as IsoInstant;

/** What of the trail is looked for; every field narrows it. */
export interface TrailQuery {
  /** The first instant. */
  readonly from: IsoInstant | null;
  /** The first instant that is too late. */
  readonly before: IsoInstant | null;
  readonly actor: string | null;
  readonly action: string | null;
  readonly subject: string | null;
}

/** An entry with its place. */
export interface FoundEntry extends AuditEntry {
  readonly seq: number;
}

/** Up to `limit` entries that fit, newest first, after the one with the place `after` (`null`: from the newest). */
export function findAuditEntries(
  reader: StoreReader,
  { from, before, actor, action, subject }: TrailQuery,
  after: number | null,
  limit: number,
): Promise<FoundEntry[]> {
  return reader
    .selectFrom('audit')
    .select(['seq', 'at', 'actor', 'origin', 'action', 'subject', 'details'])
    .$if(actor !== null, (query) => query.where('actor', '=', actor))
    .$if(action !== null, (query) => query.where('action', '=', action))
    .$if(subject !== null, (query) => query.where('subject', '=', subject))
    .where('at', '>=', from ?? EVER)
    .$if(before !== null, (query) => query.where('at', '<', before))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, seq) < ((select at from audit where seq = ${after}), ${after})`),
    )
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
