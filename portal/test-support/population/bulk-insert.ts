import { type CompiledQuery, sql } from 'kysely';
import type { StoreTransaction } from '../../store/store.ts';
import type { Batch, Rows } from './tables.ts';

/** Most rows of one statement; a power of two. More make it no faster. */
const MOST_ROWS = 64;
/** Most parameters of one statement: SQLite takes 32 766 (`SQLITE_MAX_VARIABLE_NUMBER`), PostgreSQL 65 535. */
const MOST_PARAMETERS = 32_766;

/**
 * Inserts very many rows. A statement takes many rows at once; there is one for each table and power of two, compiled once, so
 * that any number of rows needs a handful of statements.
 */
export class BulkInsert {
  readonly #statements = new Map<string, CompiledQuery>();

  /** Inserts a batch. The trail must be nobody else's. */
  async insert(transaction: StoreTransaction, { rows, auditHead }: Batch): Promise<void> {
    for (const ofTable of rows) await this.#insertRows(transaction, ofTable);
    const { seq, hash } = auditHead;
    await transaction.updateTable('audit_head').set({ seq, hash }).execute();
  }

  async #insertRows(transaction: StoreTransaction, rows: Rows): Promise<void> {
    const { columns, values } = rows;
    let size = MOST_ROWS;
    for (let done = 0; done < values.length; done += size * columns.length) {
      while (size * columns.length > Math.min(MOST_PARAMETERS, values.length - done)) size /= 2;
      const parameters = values.slice(done, done + size * columns.length);
      await transaction.executeQuery({ ...this.#statement(transaction, rows, size), parameters });
    }
  }

  #statement(transaction: StoreTransaction, { table, columns }: Rows, size: number): CompiledQuery {
    const key = `${table} ${size}`;
    const known = this.#statements.get(key);
    if (known) return known;
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const row = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
    const all = sql.join(Array.from({ length: size }, () => row));
    const statement = sql`insert into ${sql.table(table)} (${names}) values ${all}`.compile(transaction);
    this.#statements.set(key, statement);
    return statement;
  }
}
