import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { type Engine, migrationsFor } from './migrations.ts';
import type { Database } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** What a repository works in: a transaction of the store. */
export type StoreTransaction = Transaction<Database>;

/** What a repository may read from: a transaction, or the store itself for a single statement. */
export type StoreReader = Kysely<Database>;

/** Someone else changed what this transaction had read. The store starts the transaction again. */
export class ConcurrentChangeError extends Error {
  override readonly name = 'ConcurrentChangeError';
  constructor() {
    super('changed by another transaction meanwhile');
  }
}

/** The portal's one store. */
export interface Store {
  /** For single reads. */
  readonly reader: StoreReader;
  /**
   * Runs `work` in one transaction: all of it becomes true or none. When another transaction came first, `work` runs
   * again from the start, so it must have no effect besides the store's; throws after {@link MAX_ATTEMPTS}.
   */
  transaction<Value>(work: (transaction: StoreTransaction) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** How often a transaction is begun anew after losing a race. */
export const MAX_ATTEMPTS = 20;

/** Open connections to PostgreSQL per server process. */
const POOL_SIZE = 10;
/** How long a PostgreSQL statement may run, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 10_000;

/**
 * Codes by which the engines say that a race was lost: unique violation, serialisation failure, deadlock (PostgreSQL
 * appendix A); unique and primary key constraint (SQLite result codes).
 */
const RACE_LOST = new Set([
  '23505',
  '40001',
  '40P01',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

function lostRace(error: unknown): boolean {
  if (error instanceof ConcurrentChangeError) return true;
  return error instanceof Error && 'code' in error && RACE_LOST.has(String(error.code));
}

/** Whether `database` (of the configuration) is a PostgreSQL address rather than a SQLite file. */
export function isPostgresUrl(database: string): boolean {
  return /^postgres(ql)?:\/\//.test(database);
}

/** Opens the pool; `onConnectionLost` hears of idle connections that broke (the pool replaces them). */
function openPostgres(url: string, onConnectionLost: (error: Error) => void): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  pool.on('error', onConnectionLost);
  return new PostgresDialect({ pool });
}

/**
 * Opens the store and brings its tables up to date.
 * @param database path of a SQLite file (created if missing), or `postgres://…`
 * @throws when the engine cannot be reached or a migration fails
 */
export async function openStore(
  database: string,
  onConnectionLost: (error: Error) => void = () => {},
): Promise<Store> {
  const engine: Engine = isPostgresUrl(database) ? 'postgres' : 'sqlite';
  const reader = new Kysely<Database>({
    dialect: engine === 'postgres' ? openPostgres(database, onConnectionLost) : sqliteDialect(database),
  });
  const { error } = await new Migrator({ db: reader, provider: migrationsFor(engine) }).migrateToLatest();
  if (error) {
    await reader.destroy();
    throw error;
  }
  return {
    reader,
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await reader.transaction().execute(work);
        } catch (fault) {
          if (attempt === MAX_ATTEMPTS || !lostRace(fault)) throw fault;
        }
      }
    },
    close: () => reader.destroy(),
  };
}
