import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { strictOn } from './strict.ts';

/** The tables of accounts (S4), applications (S13–S15), dues and payments (S11, S12), uploads and the mail outbox. */
export function applyAndPayTables(engine: 'sqlite' | 'postgres'): Migration {
  const strict = strictOn(engine);

  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      await schema
        .createTable('people')
        .addColumn('civil_id', 'text', (column) => column.primaryKey())
        .addColumn('unified_number', 'text', (column) => column.notNull().unique())
        .addColumn('name_arabic', 'text', (column) => column.notNull())
        .addColumn('name_latin', 'text', (column) => column.notNull())
        .addColumn('birth_date', 'text', (column) => column.notNull())
        .addColumn('sex', 'text', (column) => column.notNull())
        .addColumn('nationality', 'text', (column) => column.notNull())
        .addColumn('nationality_name', 'text', (column) => column.notNull())
        .addColumn('residency_expires_on', 'text')
        .addColumn('sponsor_civil_id', 'text')
        .addColumn('portrait', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema.createIndex('people_of_sponsor').on('people').column('sponsor_civil_id').execute();

      await schema
        .createTable('driving_licences')
        .addColumn('civil_id', 'text', (column) => column.primaryKey().references('people.civil_id'))
        .addColumn('number', 'text', (column) => column.notNull())
        .addColumn('issue_date', 'text', (column) => column.notNull())
        .addColumn('expiry_date', 'text', (column) => column.notNull())
        .addColumn('privileges', 'text', (column) => column.notNull())
        .addColumn('withdrawn', 'integer', (column) => column.notNull().check(sql`withdrawn in (0, 1)`))
        .$call(strict)
        .execute();

      await schema
        .createTable('accounts')
        .addColumn('account_id', 'text', (column) => column.primaryKey())
        .addColumn('civil_id', 'text', (column) => column.notNull().unique())
        .addColumn('email', 'text', (column) => column.notNull())
        .addColumn('email_awaiting_confirmation', 'text')
        .addColumn('mobile', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text')
        .addColumn('failed_sign_ins', 'integer', (column) => column.notNull())
        .addColumn('locked', 'integer', (column) => column.notNull().check(sql`locked in (0, 1)`))
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('account_links')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('links_of_account')
        .on('account_links')
        .columns(['account_id', 'purpose'])
        .execute();
      await schema.createIndex('links_by_expiry').on('account_links').column('expires_at').execute();

      await schema
        .createTable('account_mails')
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('asked_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('mails_of_account')
        .on('account_mails')
        .columns(['account_id', 'asked_at'])
        .execute();

      await schema
        .createTable('staff')
        .addColumn('staff_id', 'text', (column) => column.primaryKey())
        .addColumn('user_name', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('civil_id', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('totp_secret', 'text', (column) => column.notNull())
        .addColumn('last_totp_step', 'integer', (column) => column.notNull())
        .addColumn('failed_sign_ins', 'integer', (column) => column.notNull())
        .addColumn('locked_until', 'text')
        .addColumn('version', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();

      await schema
        .createTable('sessions')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.references('accounts.account_id'))
        .addColumn('staff_id', 'text', (column) => column.references('staff.staff_id'))
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addCheckConstraint('session_has_one_holder', sql`(account_id is null) <> (staff_id is null)`)
        .$call(strict)
        .execute();
      await schema.createIndex('sessions_of_account').on('sessions').column('account_id').execute();
      await schema.createIndex('sessions_by_expiry').on('sessions').column('expires_at').execute();

      await schema
        .createTable('mails')
        .addColumn('mail_id', 'text', (column) => column.primaryKey())
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('html', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'text', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema.createIndex('mails_by_time').on('mails').column('due_at').execute();

      await schema
        .createTable('uploads')
        .addColumn('upload_id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('octets', 'integer', (column) => column.notNull())
        .addColumn('width', 'integer')
        .addColumn('height', 'integer')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('request_id', 'text', (column) => column.references('requests.request_id'))
        .$call(strict)
        .execute();
      await schema.createIndex('uploads_of_account').on('uploads').column('account_id').execute();
      await schema
        .createIndex('uploads_of_request')
        .on('uploads')
        .columns(['request_id', 'created_at'])
        .execute();
      await schema.createIndex('uploads_of_content').on('uploads').column('sha256').execute();

      await schema
        .createTable('applications')
        .addColumn('request_id', 'text', (column) => column.primaryKey().references('requests.request_id'))
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('creation_key', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('form', 'text', (column) => column.notNull())
        .addColumn('fee', 'integer', (column) => column.notNull().check(sql`fee >= 0`))
        .addColumn('waiting_since', 'text')
        .addColumn('reason', 'text')
        .addColumn('claimed_by', 'text', (column) => column.references('staff.staff_id'))
        .addColumn('claimed_at', 'text')
        .addColumn('portrait', 'text')
        .addColumn('collect_by', 'text')
        .addColumn('follow_up_on', 'text')
        .addColumn('reminders_sent', 'integer', (column) => column.notNull())
        .addUniqueConstraint('one_application_per_key', ['account_id', 'creation_key'])
        .$call(strict)
        .execute();
      await schema
        .createIndex('applications_by_waiting')
        .on('applications')
        .columns(['waiting_since', 'request_id'])
        .execute();
      await schema
        .createIndex('applications_by_follow_up')
        .on('applications')
        .columns(['follow_up_on', 'request_id'])
        .execute();
      await schema
        .createTable('request_numbers')
        .addColumn('year', 'integer', (column) => column.primaryKey())
        .addColumn('last', 'integer', (column) => column.notNull())
        .$call(strict)
        .execute();
      await schema
        .createIndex('requests_by_status')
        .on('requests')
        .columns(['status', 'request_id'])
        .execute();
      // The way of a request is read from the trail.
      await schema.createIndex('audit_of_subject').on('audit').columns(['subject', 'seq']).execute();

      await schema
        .createTable('machine_places')
        .addColumn('machine', 'text', (column) => column.primaryKey().references('kiosks.machine'))
        .addColumn('place', 'text', (column) => column.notNull())
        .addColumn('hours', 'text', (column) => column.notNull())
        .addColumn('can_print', 'integer', (column) => column.check(sql`can_print in (0, 1)`))
        .addColumn('heard_at', 'text')
        .$call(strict)
        .execute();

      await schema
        .createTable('payments')
        .addColumn('payment_id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.account_id'))
        .addColumn('creation_key', 'text', (column) => column.notNull())
        .addColumn('track_id', 'text', (column) => column.notNull().unique())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('status_since', 'text', (column) => column.notNull())
        .addColumn('amount', 'integer', (column) => column.notNull().check(sql`amount > 0`))
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('gateway_transaction', 'text')
        .addColumn('reference', 'text')
        .addColumn('captured_at', 'text')
        .addColumn('captured_amount', 'integer')
        .addColumn('refund_cause', 'text')
        .addColumn('refund_reference', 'text')
        .addColumn('receipt_code', 'text', (column) => column.unique())
        .addColumn('check_at', 'text')
        .addColumn('version', 'integer', (column) => column.notNull())
        .addUniqueConstraint('one_payment_per_key', ['account_id', 'creation_key'])
        .$call(strict)
        .execute();
      // Only payments that somebody has still to look at carry a time.
      await schema.createIndex('payments_by_check').on('payments').column('check_at').execute();

      await schema
        .createTable('payment_lines')
        .addColumn('payment_id', 'text', (column) => column.notNull().references('payments.payment_id'))
        .addColumn('ordinal', 'integer', (column) => column.notNull())
        .addColumn('item_type', 'text', (column) => column.notNull())
        .addColumn('item_id', 'text', (column) => column.notNull())
        .addColumn('description', 'text', (column) => column.notNull())
        .addColumn('amount', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('payment_lines_in_order', ['payment_id', 'ordinal'])
        .$call(strict)
        .execute();
      await schema
        .createIndex('lines_of_item')
        .on('payment_lines')
        .columns(['item_id', 'item_type'])
        .execute();

      await schema
        .createTable('dues')
        .addColumn('due_id', 'text', (column) => column.primaryKey())
        .addColumn('civil_id', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('number', 'text', (column) => column.notNull())
        .addColumn('facts', 'text', (column) => column.notNull())
        .addColumn('not_payable_reason', 'text')
        .addColumn('paid_by', 'text', (column) => column.references('payments.payment_id'))
        .$call(strict)
        .execute();
      await schema.createIndex('dues_of_person').on('dues').columns(['civil_id', 'paid_by']).execute();
      await schema.createIndex('dues_of_payment').on('dues').column('paid_by').execute();

      // The key is what makes a second payment of the same thing impossible while one is open.
      await schema
        .createTable('payment_locks')
        .addColumn('item_type', 'text', (column) => column.notNull())
        .addColumn('item_id', 'text', (column) => column.notNull())
        .addColumn('payment_id', 'text', (column) => column.notNull().references('payments.payment_id'))
        .addPrimaryKeyConstraint('one_open_payment_per_item', ['item_type', 'item_id'])
        .$call(strict)
        .execute();
      await schema.createIndex('locks_of_payment').on('payment_locks').column('payment_id').execute();
    },
  };
}
