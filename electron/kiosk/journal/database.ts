import Database from 'better-sqlite3';
import { failure, type Result, success } from '../../../contracts/result.ts';

/** Older versions may lose pages of a write-ahead log that is reset while another connection reads it. */
const OLDEST_SQLITE = [3, 53] as const;

/** What is done to the schema, one version after another. A step once released is never changed. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    pickup_id TEXT NOT NULL,
    body TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_of_pickup ON entries (pickup_id, id);
  CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
  CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;

  CREATE TABLE outbox (
    entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
    pickup_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'acknowledged', 'refused')),
    UNIQUE (pickup_id, seq)
  ) STRICT;
  CREATE INDEX outbox_pending ON outbox (entry_id) WHERE state = 'pending';

  CREATE TABLE pickups (
    pickup_id TEXT PRIMARY KEY,
    finished INTEGER NOT NULL CHECK (finished IN (0, 1))
  ) STRICT;
  CREATE INDEX pickups_unfinished ON pickups (pickup_id) WHERE finished = 0;

  -- What a reservation is asked with, until it is answered.
  CREATE TABLE open_reservations (pickup_id TEXT PRIMARY KEY, collection_token TEXT NOT NULL) STRICT;

  CREATE TABLE supplies (unit TEXT PRIMARY KEY, count INTEGER NOT NULL CHECK (count >= 0)) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
];

/** Whether `version` (`major.minor.patch`) is one the journal may be trusted to. */
export function isTrustedSqlite(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_SQLITE[0] || (major === OLDEST_SQLITE[0] && minor >= OLDEST_SQLITE[1]);
}

/** Brings the schema to the newest version; fails when the file was written by a newer program. */
function migrate(database: Database.Database): Result<null, string> {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length)
    return failure(`it was written by a newer version of this program (schema ${version})`);
  database.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
  return success(null);
}

/**
 * Holds the right to write the journal at `path` for as long as this process lives: an exclusive transaction on a file
 * beside it, which the operating system gives up for a process that dies. Readers of the journal are not hindered.
 */
function lockWriter(path: string): Result<Database.Database, string> {
  const lock = new Database(`${path}.lock`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return success(lock);
  } catch {
    lock.close();
    return failure('another kiosk process is writing it');
  }
}

/** An open journal file: the database, and how to let go of it. */
export interface JournalFile {
  readonly database: Database.Database;
  close(): void;
}

/**
 * Opens the journal file at `path` (made when absent): write-ahead log, every commit on the disk before it returns, one
 * writer, content checked. Fails with a sentence that says why the journal at `path` cannot be used.
 */
export function openJournalFile(path: string): Result<JournalFile, string> {
  const lock = lockWriter(path);
  if (!lock.ok) return lock;
  const database = new Database(path);
  const close = () => {
    database.close();
    lock.value.close();
  };
  const prepared = prepare(database);
  if (prepared.ok) return success({ database, close });
  close();
  return prepared;
}

function prepare(database: Database.Database): Result<null, string> {
  try {
    const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
    if (!isTrustedSqlite(version))
      return failure(`SQLite ${version} is too old; ${OLDEST_SQLITE.join('.')} or newer is needed`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('secure_delete = ON');
    const check = String(database.pragma('quick_check', { simple: true }));
    return check === 'ok' ? migrate(database) : failure(`its content is damaged: ${check}`);
  } catch (error) {
    if (error instanceof Database.SqliteError) return failure(`${error.code}: ${error.message}`);
    throw error;
  }
}
