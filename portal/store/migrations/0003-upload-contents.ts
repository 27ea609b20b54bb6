import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { strictOn } from './strict.ts';

/** A row for each uploaded content that is on the disk or about to be: whoever keeps or removes its file locks it. */
export function uploadContentsTable(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('upload_contents')
        .addColumn('sha256', 'text', (column) => column.primaryKey())
        .$call(strictOn(engine))
        .execute();
    },
  };
}
