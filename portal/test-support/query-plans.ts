import { CompiledQuery, type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Engine } from '../store/migrations.ts';
import type { Database } from '../store/schema.ts';
import type { Store, StoreTransaction } from '../store/store.ts';

/** `store` whose every query is told to `onQuery` before it runs, as the engine is given it. */
export function watchQueries(store: Store, onQuery: (query: CompiledQuery) => void): Store {
  const watch = <Reader extends Kysely<Database>>(reader: Reader): Reader =>
    reader.withPlugin({
      transformQuery({ node, queryId }) {
        onQuery(reader.getExecutor().compileQuery(node, queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    }) as Reader;
  return {
    reader: watch(store.reader),
    transaction: (work) => store.transaction((transaction) => work(watch(transaction))),
    close: () => store.close(),
  };
}

/**
 * Tables that a query may read from end to end: `audit_head` has one row, and `machine_places` as many as there are machines,
 * all of which are the answer.
 */
const MAY_BE_SCANNED: ReadonlySet<string> = new Set(['audit_head', 'machine_places']);

/** A line of SQLite's EXPLAIN QUERY PLAN; rows of VALUES and results of subqueries are no tables. */
const SQLITE_SCAN = /^SCAN (?!\d+-ROW VALUES|\d+ CONSTANT|CONSTANT|\()(\S+)/;
/** SQLite makes an index for one query only by reading the whole table. */
const SQLITE_AUTOMATIC_INDEX = /^SEARCH (\S+) USING AUTOMATIC/;

async function sqliteScans(store: Store, query: CompiledQuery): Promise<string[]> {
  const explain = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]);
  const { rows } = await store.reader.executeQuery<{ readonly detail: string }>(explain);
  return rows.flatMap(({ detail }) => {
    const scanned = (SQLITE_SCAN.exec(detail) ?? SQLITE_AUTOMATIC_INDEX.exec(detail))?.[1];
    return scanned === undefined || MAY_BE_SCANNED.has(scanned) ? [] : [detail];
  });
}

/** A node of PostgreSQL's plan as far as it tells of scans. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Index Cond'?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}
const PlanNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  get Plans() {
    return z.array(PlanNode).optional();
  },
});
const Plan = z.tuple([z.object({ Plan: PlanNode })]);

/** A table is read from end to end by a sequential scan, or through an index without a condition on it. */
function scansOf(node: PlanNode): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index } = node;
  const whole = type === 'Seq Scan' || (index !== undefined && node['Index Cond'] === undefined);
  const own =
    whole && !MAY_BE_SCANNED.has(table ?? '') ? [`${type} of ${table ?? index ?? 'an unnamed table'}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}

function postgresScans(store: Store, query: CompiledQuery): Promise<string[]> {
  return store.transaction(async (transaction: StoreTransaction) => {
    // Small tables are read from end to end whatever indexes they have; what is asked is whether an index can serve.
    await sql`set local enable_seqscan = off`.execute(transaction);
    const explain = CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]);
    const { rows } = await transaction.executeQuery<{ readonly 'QUERY PLAN': unknown }>(explain);
    return Plan.parse(rows[0]?.['QUERY PLAN']).flatMap(({ Plan: node }) => scansOf(node));
  });
}

/** Which tables the plan of `query` reads from end to end, as the engine names it; empty: none. The query is not run. */
export function tableScans(engine: Engine, store: Store, query: CompiledQuery): Promise<string[]> {
  return engine === 'sqlite' ? sqliteScans(store, query) : postgresScans(store, query);
}
