import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { strictOn } from './strict.ts';

/** Links by which staff set themselves up, and whether a member is suspended (إيقاف). */
export function staffLinksTable(engine: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      await schema
        .alterTable('staff')
        .addColumn('suspended', 'integer', (column) =>
          column.notNull().defaultTo(0).check(sql`suspended in (0, 1)`),
        )
        .execute();
      // One link a member: a new one takes the place of the old.
      await schema
        .createTable('staff_links')
        .addColumn('staff_id', 'text', (column) => column.primaryKey().references('staff.staff_id'))
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .$call(strictOn(engine))
        .execute();
    },
  };
}
