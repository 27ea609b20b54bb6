import type { Migration, MigrationProvider } from 'kysely/migration';
import { collectionTables } from './migrations/0001-collection.ts';
import { applyAndPayTables } from './migrations/0002-apply-and-pay.ts';

/** The engines that the store runs on. */
export type Engine = 'sqlite' | 'postgres';

/** Every migration in order; names never change once shipped. */
export function migrationsFor(engine: Engine): MigrationProvider {
  const migrations: Record<string, Migration> = {
    '0001-collection': collectionTables(engine),
    '0002-apply-and-pay': applyAndPayTables(engine),
  };
  return { getMigrations: async () => migrations };
}
