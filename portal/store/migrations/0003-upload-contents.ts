import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A row for each uploaded content that is on the disk or about to be: whoever keeps or removes its file locks it. */
export function uploadContentsTable(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('upload_contents')
        .addColumn('sha256', 'text', (column) => column.primaryKey())
        .$call((table) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table))
        .execute();
    },
  };
}
