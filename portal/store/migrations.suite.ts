import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOLDER } from '../test-support/fixtures.ts';
import { type Engine, migrationsFor } from './migrations.ts';
import type { Database } from './schema.ts';

/** What becomes of data that was there before a migration, in an empty database that `open` gives. */
export function migrationsSuite(engine: Engine, open: () => Promise<Dialect>): void {
  let db: Kysely<Database>;
  beforeEach(async () => {
    db = new Kysely<Database>({ dialect: await open() });
  });
  afterEach(() => db.destroy());

  const migrator = () => new Migrator({ db, provider: migrationsFor(engine) });
  const migrateTo = async (name: string) => {
    const { error } = await migrator().migrateTo(name);
    if (error) throw error;
  };
  const migrateToLatest = async () => {
    const { error } = await migrator().migrateToLatest();
    if (error) throw error;
  };

  describe('0005: accounts get a realm', () => {
    const AT = '2026-11-22T09:00:00.000Z';
    const addAccount = (accountId: string) => sql`
      insert into accounts (account_id, civil_id, email, email_awaiting_confirmation, mobile, language, password_hash,
        failed_sign_ins, locked, created_at, version)
      values (${accountId}, ${HOLDER}, 'holder@example.org', 'anew@example.org', '+96550000000', 'ar', 'hash', 2, 1,
        ${AT}, 7)`;

    test('what individuals had stays theirs, with their sessions, links and uploads', async () => {
      await migrateTo('0004-staff-links');
      await addAccount('holder').execute(db);
      await sql`insert into sessions values ('session', 'holder', null, ${AT}, ${AT})`.execute(db);
      await sql`insert into account_links values ('link', 'holder', 'unlock', ${AT})`.execute(db);
      await sql`insert into account_mails values ('holder', ${AT})`.execute(db);
      await sql`insert into uploads (upload_id, account_id, sha256, name, type, octets, created_at)
        values ('upload', 'holder', 'ff', 'a.pdf', 'application/pdf', 1, ${AT})`.execute(db);
      await migrateToLatest();
      expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([
        {
          account_id: 'holder',
          realm: 'individual',
          civil_id: HOLDER,
          role: 'individual',
          organisation_id: null,
          suspended: 0,
          email: 'holder@example.org',
          email_awaiting_confirmation: 'anew@example.org',
          mobile: '+96550000000',
          language: 'ar',
          password_hash: 'hash',
          failed_sign_ins: 2,
          locked: 1,
          created_at: AT,
          version: 7,
        },
      ]);
      for (const table of ['sessions', 'account_links', 'account_mails', 'uploads'] as const)
        expect(await db.selectFrom(table).select('account_id').execute()).toEqual([{ account_id: 'holder' }]);
    });

    test('the database refuses a second account in a realm, a role without its organisation, and sessions of nobody', async () => {
      await migrateToLatest();
      const add = (accountId: string, realm: string, role: string) =>
        sql`
        insert into accounts (account_id, realm, civil_id, role, organisation_id, suspended, email, language, failed_sign_ins,
          locked, created_at, version)
        values (${accountId}, ${realm}, ${HOLDER}, ${role}, null, 0, 'a@example.org', 'ar', 0, 0, ${AT}, 0)`.execute(
          db,
        );
      await add('holder', 'individual', 'individual');
      await expect(add('again', 'individual', 'individual')).rejects.toThrow(/unique/i);
      await expect(add('user', 'organisation', 'delegate')).rejects.toThrow(/role_fits_realm/);
      await expect(add('user', 'organisation', 'individual')).rejects.toThrow(/role_fits_realm/);
      await expect(
        sql`insert into sessions values ('session', 'nobody', null, ${AT}, ${AT})`.execute(db),
      ).rejects.toThrow(/foreign key/i);
    });
  });
}
