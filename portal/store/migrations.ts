import type { Migration, MigrationProvider } from 'kysely/migration';
import { collectionTables } from './migrations/0001-collection.ts';
import { applyAndPayTables } from './migrations/0002-apply-and-pay.ts';
import { uploadContentsTable } from './migrations/0003-upload-contents.ts';
import { staffLinksTable } from './migrations/0004-staff-links.ts';
import { organisationsAndCases } from './migrations/0005-organisations-and-cases.ts';
import { residencyAndPassports } from './migrations/0006-residency-and-passports.ts';
import { auditSearch } from './migrations/0007-audit-search.ts';

/** The engines that the store runs on. */
export type Engine = 'sqlite' | 'postgres';

/** Every migration in order; names never change once shipped. */
export function migrationsFor(engine: Engine): MigrationProvider {
  const migrations: Record<string, Migration> = {
    '0001-collection': collectionTables(engine),
    '0002-apply-and-pay': applyAndPayTables(engine),
    '0003-upload-contents': uploadContentsTable(engine),
    '0004-staff-links': staffLinksTable(engine),
    '0005-organisations-and-cases': organisationsAndCases(engine),
    '0006-residency-and-passports': residencyAndPassports(engine),
    '0007-audit-search': auditSearch,
  };
  return { getMigrations: async () => migrations };
}
