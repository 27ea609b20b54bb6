import { type CreateTableBuilder, sql } from 'kysely';

/** What a table of a migration ends with on `engine`: SQLite checks the types of columns only in STRICT tables. */
export const strictOn =
  (engine: 'sqlite' | 'postgres') =>
  <Table extends string>(table: CreateTableBuilder<Table>): CreateTableBuilder<Table> =>
    engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table;
