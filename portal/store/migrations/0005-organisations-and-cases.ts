import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { strictOn } from './strict.ts';

/**
 * Accounts get a realm, and a role in an organisation (S1–S3); the register of companies and entities, their delegates, and
 * the cases that departments decide (S1, S2, S8, S9).
 */
export function organisationsAndCases(engine: 'sqlite' | 'postgres'): Migration {
  const strict = strictOn(engine);

  /** A user of an organisation belongs to one, and nobody else does. */
  const roleFitsRealm = sql`case role
    when 'individual' then realm = 'individual' and organisation_id is null
    when 'mainUser' then realm = 'organisation' and organisation_id is not null
    when 'delegate' then realm = 'organisation' and organisation_id is not null
    else false end`;

  /** SQLite cannot drop the uniqueness of a column: the table is made anew under its name, and what refers to it finds it again. */
  const remakeAccounts = async (db: Kysely<unknown>): Promise<void> => {
    await sql`pragma defer_foreign_keys = on`.execute(db);
    await sql`create table accounts_before as select * from accounts`.execute(db);
    await db.schema.dropTable('accounts').execute();
    await db.schema
      .createTable('accounts')
      .addColumn('account_id', 'text', (column) => column.primaryKey())
      .addColumn('realm', 'text', (column) => column.notNull())
      .addColumn('civil_id', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('organisation_id', 'text', (column) => column.references('organisations.organisation_id'))
      .addColumn('suspended', 'integer', (column) => column.notNull().check(sql`suspended in (0, 1)`))
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('email_awaiting_confirmation', 'text')
      .addColumn('mobile', 'text')
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('failed_sign_ins', 'integer', (column) => column.notNull())
      .addColumn('locked', 'integer', (column) => column.notNull().check(sql`locked in (0, 1)`))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addUniqueConstraint('one_account_per_realm', ['civil_id', 'realm'])
      .addCheckConstraint('role_fits_realm', roleFitsRealm)
      .$call(strict)
      .execute();
    await sql`insert into accounts
      (account_id, realm, civil_id, role, organisation_id, suspended, email, email_awaiting_confirmation, mobile, language,
       password_hash, failed_sign_ins, locked, created_at, version)
      select account_id, 'individual', civil_id, 'individual', null, 0, email, email_awaiting_confirmation, mobile, language,
       password_hash, failed_sign_ins, locked, created_at, version
      from accounts_before`.execute(db);
    await db.schema.dropTable('accounts_before').execute();
  };

  const alterAccounts = async ({ schema }: Kysely<unknown>): Promise<void> => {
    const accounts = () => schema.alterTable('accounts');
    await accounts()
      .addColumn('realm', 'text', (column) => column.notNull().defaultTo('individual'))
      .addColumn('role', 'text', (column) => column.notNull().defaultTo('individual'))
      .addColumn('organisation_id', 'text', (column) => column.references('organisations.organisation_id'))
      .addColumn('suspended', 'integer', (column) =>
        column.notNull().defaultTo(0).check(sql`suspended in (0, 1)`),
      )
      .execute();
    // What was there is of individuals; whoever adds an account says what it is.
    for (const column of ['realm', 'role', 'suspended'])
      await accounts()
        .alterColumn(column, (altered) => altered.dropDefault())
        .execute();
    await accounts()
      .alterColumn('mobile', (altered) => altered.dropNotNull())
      .execute();
    await accounts().dropConstraint('accounts_civil_id_key').execute();
    await accounts().addUniqueConstraint('one_account_per_realm', ['civil_id', 'realm']).execute();
    await accounts().addCheckConstraint('role_fits_realm', roleFitsRealm).execute();
  };

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      await schema
        .createTable('registered_organisations')
        .addColumn('unified_number', 'text', (column) => column.primaryKey())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createTable('companies')
        .addColumn('company_id', 'text', (column) => column.primaryKey())
        .addColumn('unified_number', 'text', (column) =>
          column.notNull().references('registered_organisations.unified_number'),
        )
        .addColumn('name', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('companies_of_organisation')
        .on('companies')
        .columns(['unified_number', 'company_id'])
        .execute();

      await schema
        .createTable('organisations')
        .addColumn('organisation_id', 'text', (column) => column.primaryKey())
        .addColumn('unified_number', 'text', (column) =>
          column.notNull().unique().references('registered_organisations.unified_number'),
        )
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();

      await (engine === 'sqlite' ? remakeAccounts : alterAccounts)(db);
      await schema
        .createIndex('accounts_of_organisation')
        .on('accounts')
        .columns(['organisation_id', 'role'])
        .execute();
      await sql`create unique index one_main_user on accounts (organisation_id) where role = 'mainUser'`.execute(
        db,
      );

      await schema
        .createTable('delegates')
        .addColumn('account_id', 'text', (column) => column.primaryKey().references('accounts.account_id'))
        .addColumn('organisation_id', 'text', (column) =>
          column.notNull().references('organisations.organisation_id'),
        )
        .addColumn('creation_key', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addUniqueConstraint('one_delegate_per_key', ['organisation_id', 'creation_key'])
        .$call(strict)
        .execute();
      await schema
        .createTable('delegate_grants')
        .addColumn('account_id', 'text', (column) => column.notNull().references('delegates.account_id'))
        .addColumn('company_id', 'text', (column) => column.notNull().references('companies.company_id'))
        .addPrimaryKeyConstraint('one_grant_per_company', ['account_id', 'company_id'])
        .$call(strict)
        .execute();

      await schema
        .createTable('cases')
        .addColumn('case_id', 'text', (column) => column.primaryKey())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('department', 'text', (column) => column.notNull())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('creation_key', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('form', 'text', (column) => column.notNull())
        .addColumn('documents', 'text', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('waiting_since', 'text')
        .addColumn('returned', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('claimed_by', 'text', (column) => column.references('staff.staff_id'))
        .addColumn('claimed_at', 'text')
        .addUniqueConstraint('one_case_per_key', ['account_id', 'creation_key'])
        .$call(strict)
        .execute();
      await schema
        .createIndex('cases_of_account')
        .on('cases')
        .columns(['account_id', 'created_at', 'case_id'])
        .execute();
      await schema
        .createIndex('cases_by_waiting')
        .on('cases')
        .columns(['department', 'waiting_since', 'case_id'])
        .execute();
      await schema.createIndex('cases_of_subject').on('cases').columns(['subject', 'type']).execute();
      await schema
        .createTable('case_numbers')
        .addColumn('year', 'integer', (column) => column.primaryKey())
        .addColumn('last', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .alterTable('uploads')
        .addColumn('case_id', 'text', (column) => column.references('cases.case_id'))
        .execute();
      await schema
        .createIndex('uploads_of_case')
        .on('uploads')
        .columns(['case_id', 'request_id', 'created_at'])
        .execute();
    },
  };
}
