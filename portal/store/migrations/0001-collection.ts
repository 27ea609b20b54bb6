import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { AUDIT_CHAIN_START } from '../../services/audit/audit-chain.ts';
import { strictOn } from './strict.ts';

/** What a table is refused to do once a row is in it. */
const INSERT_ONLY = ['audit', 'pickup_events'] as const;

/** Makes a table insert-only by trigger: changing or deleting a row fails, whoever asks. */
async function forbidChanges(db: Kysely<unknown>, engine: 'sqlite' | 'postgres', table: string) {
  if (engine === 'sqlite') {
    for (const act of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table} is insert-only'); end`,
        )
        .execute(db);
    }
    return;
  }
  await sql
    .raw(
      `create trigger ${table}_insert_only before update or delete or truncate on ${table} for each statement execute function refuse_change()`,
    )
    .execute(db);
}

/** The tables of collection at the machine (S16), its audit trail (S18), permits and receipts. */
export function collectionTables(engine: 'sqlite' | 'postgres'): Migration {
  const strict = strictOn(engine);

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      await schema
        .createTable('kiosks')
        .addColumn('machine', 'text', (column) => column.primaryKey())
        .addColumn('public_key', 'text', (column) => column.notNull())
        .addColumn('enrolled_at', 'text', (column) => column.notNull())
        .addColumn('reservations', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('requests')
        .addColumn('request_id', 'text', (column) => column.primaryKey())
        .addColumn('civil_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('category', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('fencing', 'integer', (column) => column.notNull())
        .addColumn('pickup_id', 'text')
        .addColumn('fee_paid', 'integer', (column) => column.notNull().check(sql`fee_paid >= 0`))
        .addColumn('paid_at', 'text')
        .addColumn('payment_reference', 'text')
        .addColumn('ready_on', 'text')
        .addColumn('old_licence_retained', 'integer', (column) =>
          column.notNull().check(sql`old_licence_retained in (0, 1)`),
        )
        .addColumn('issued_at', 'text')
        .$call(strict)
        .execute();
      await schema.createIndex('requests_of_holder').on('requests').column('civil_id').execute();

      await schema
        .createTable('licences')
        .addColumn('request_id', 'text', (column) => column.primaryKey().references('requests.request_id'))
        .addColumn('licence', 'text', (column) => column.notNull())
        .addColumn('portrait', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('challenges')
        .addColumn('challenge_id', 'text', (column) => column.primaryKey())
        .addColumn('machine', 'text', (column) => column.notNull().references('kiosks.machine'))
        .addColumn('octets', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('challenges_by_age')
        .on('challenges')
        .columns(['machine', 'expires_at'])
        .execute();

      await schema
        .createTable('collection_tokens')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('machine', 'text', (column) => column.notNull().references('kiosks.machine'))
        .addColumn('civil_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('collection_tokens_by_age')
        .on('collection_tokens')
        .columns(['machine', 'expires_at'])
        .execute();

      await schema
        .createTable('pickups')
        .addColumn('pickup_id', 'text', (column) => column.primaryKey())
        .addColumn('request_id', 'text', (column) => column.notNull().references('requests.request_id'))
        .addColumn('machine', 'text', (column) => column.notNull().references('kiosks.machine'))
        .addColumn('ordinal', 'integer', (column) => column.notNull())
        .addColumn('fencing', 'integer', (column) => column.notNull().check(sql`fencing > 0`))
        .addColumn('token_hash', 'text', (column) => column.notNull())
        .addColumn('reserved_at', 'text', (column) => column.notNull())
        .addColumn('lease_expires_at', 'text', (column) => column.notNull())
        .addColumn('last_seq', 'integer', (column) => column.notNull())
        .addUniqueConstraint('one_pickup_per_fencing', ['request_id', 'fencing'])
        .addUniqueConstraint('one_pickup_per_ordinal', ['machine', 'ordinal'])
        .$call(strict)
        .execute();

      await schema
        .createTable('pickup_events')
        .addColumn('pickup_id', 'text', (column) => column.notNull().references('pickups.pickup_id'))
        .addColumn('seq', 'integer', (column) => column.notNull().check(sql`seq > 0`))
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('one_event_per_seq', ['pickup_id', 'seq'])
        .$call(strict)
        .execute();

      await schema
        .createTable('permits')
        .addColumn('number', 'text', (column) => column.primaryKey())
        .addColumn('request_id', 'text', (column) => column.notNull().references('requests.request_id'))
        .addColumn('pickup_id', 'text', (column) => column.notNull().references('pickups.pickup_id'))
        .addColumn('granted_at', 'text', (column) => column.notNull())
        .addColumn('valid_until', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('receipts')
        .addColumn('code', 'text', (column) => column.primaryKey())
        .addColumn('request_id', 'text', (column) =>
          column.notNull().unique().references('requests.request_id'),
        )
        .addColumn('created_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('audit')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createTable('audit_head')
        .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await sql`insert into audit_head (id, seq, hash) values (1, ${AUDIT_CHAIN_START.seq}, ${AUDIT_CHAIN_START.hash})`.execute(
        db,
      );

      if (engine === 'postgres') {
        await sql`create function refuse_change() returns trigger language plpgsql as
          $$ begin raise exception '% is insert-only', tg_table_name; end $$`.execute(db);
      }
      for (const table of INSERT_ONLY) await forbidChanges(db, engine, table);
    },
  };
}
