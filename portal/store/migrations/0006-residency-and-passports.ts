import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { z } from 'zod';
import { PersonName } from '../../../contracts/person.ts';
import { searchable } from '../searchable.ts';
import { strictOn } from './strict.ts';

/** People of one step when search texts are made. */
const PEOPLE_AT_A_TIME = 500;

const Person = z.object({ civil_id: z.string(), name_arabic: z.string(), name_latin: z.string() });

/** What residencies are held under, passports (S9, S10), and renewals with the lists they came from (S5–S7). */
export function residencyAndPassports(engine: 'sqlite' | 'postgres'): Migration {
  const strict = strictOn(engine);

  /** People who are there can be found, too. */
  const fillSearchTexts = async (db: Kysely<unknown>): Promise<void> => {
    for (let after = ''; ; ) {
      const { rows } = await sql`select civil_id, name_arabic, name_latin from people
        where civil_id > ${after} order by civil_id limit ${PEOPLE_AT_A_TIME}`.execute(db);
      const people = z.array(Person).parse(rows);
      for (const { civil_id, name_arabic, name_latin } of people) {
        const name = (json: string) => PersonName.parse(JSON.parse(json));
        const text = searchable(civil_id, name(name_arabic), name(name_latin));
        await sql`update people set search_text = ${text} where civil_id = ${civil_id}`.execute(db);
      }
      const last = people.at(-1);
      if (last === undefined) return;
      after = last.civil_id;
    }
  };

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      const people = () => schema.alterTable('people');
      await people().addColumn('article', 'text').execute();
      await people().addColumn('relation', 'text').execute();
      await people()
        .addColumn('employer_company_id', 'text', (column) => column.references('companies.company_id'))
        .execute();
      await people()
        .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await fillSearchTexts(db);
      // Whatever a company asks of its workers is answered from this index alone, in the order of the list: a part of a name or
      // number may stand anywhere, so no order of texts would help; what bounds a search is the company's own rows.
      await schema
        .createIndex('people_of_employer')
        .on('people')
        .columns(['employer_company_id', 'residency_expires_on', 'civil_id', 'search_text'])
        .execute();

      await schema
        .createTable('passports')
        .addColumn('passport_id', 'text', (column) => column.primaryKey())
        .addColumn('civil_id', 'text', (column) => column.notNull().references('people.civil_id'))
        .addColumn('number', 'text', (column) => column.notNull())
        .addColumn('name_latin', 'text', (column) => column.notNull())
        .addColumn('issued_on', 'text', (column) => column.notNull())
        .addColumn('expires_on', 'text', (column) => column.notNull())
        .addColumn('place_of_issue', 'text', (column) => column.notNull())
        .addColumn('current', 'integer', (column) => column.notNull().check(sql`current in (0, 1)`))
        .$call(strict)
        .execute();
      await schema
        .createIndex('passports_of_person')
        .on('passports')
        .columns(['civil_id', 'issued_on'])
        .execute();
      await sql`create unique index one_current_passport on passports (civil_id) where current = 1`.execute(
        db,
      );

      await schema
        .createTable('renewals')
        .addColumn('renewal_id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('company_id', 'text', (column) => column.references('companies.company_id'))
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('creation_key', 'text', (column) => column.notNull())
        .addColumn('civil_id', 'text', (column) => column.notNull().references('people.civil_id'))
        .addColumn('months', 'integer', (column) => column.check(sql`months > 0`))
        .addColumn('name_matches', 'integer', (column) => column.notNull().check(sql`name_matches in (0, 1)`))
        .addColumn('terms_accepted', 'integer', (column) =>
          column.notNull().check(sql`terms_accepted in (0, 1)`),
        )
        .addColumn('insurance', 'text', (column) => column.notNull())
        .addColumn('insured_until', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('payment_id', 'text', (column) => column.references('payments.payment_id'))
        .addColumn('fee', 'integer', (column) => column.check(sql`fee >= 0`))
        .addColumn('old_expiry', 'text')
        .addColumn('new_expiry', 'text')
        .addUniqueConstraint('one_renewal_per_key', ['account_id', 'creation_key'])
        .addCheckConstraint('insured_until_a_day', sql`(insurance = 'insured') = (insured_until is not null)`)
        .$call(strict)
        .execute();
      // What is paid for a person is paid for this one renewal, so its payment lock is the person's.
      await sql`create unique index one_open_renewal_per_person on renewals (civil_id) where status = 'open'`.execute(
        db,
      );
      await schema
        .createIndex('renewals_of_company')
        .on('renewals')
        .columns(['company_id', 'status', 'created_at', 'renewal_id'])
        .execute();
      await schema
        .createIndex('renewals_of_account')
        .on('renewals')
        .columns(['account_id', 'status', 'created_at', 'renewal_id'])
        .execute();
      await schema
        .createIndex('renewals_of_payment')
        .on('renewals')
        .columns(['payment_id', 'status'])
        .execute();

      await schema
        .createTable('renewal_imports')
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('import_key', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('one_import_per_key', ['account_id', 'import_key'])
        .$call(strict)
        .execute();
    },
  };
}
