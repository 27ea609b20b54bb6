import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

/** How long a statement waits for another process's lock (the seed and audit commands), in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/** Takes the write lock at `begin`: a transaction that read first could otherwise not write any more. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite changes schemas in transactions, so a migration happens wholly or not at all. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class PortalSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/**
 * A Kysely dialect on the SQLite file at `path`, created if missing and readable by its owner only.
 * One connection, write-ahead log, `synchronous=FULL` (a committed transaction survives a power cut), foreign keys
 * enforced. Every distinct statement is prepared once.
 */
export function sqliteDialect(path: string): SqliteDialect {
  mkdirSync(dirname(path), { recursive: true });
  const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
  chmodSync(path, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const prepared = new Map<string, SqliteStatement>();
  return new PortalSqliteDialect({
    database: {
      prepare(sql) {
        const known = prepared.get(sql);
        if (known) return known;
        const statement = database.prepare(sql);
        prepared.set(sql, statement);
        return statement;
      },
      close: () => {
        prepared.clear();
        database.close();
      },
    },
  });
}
