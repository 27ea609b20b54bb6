import { randomUUID } from 'node:crypto';
import type { IsoInstant } from '../../contracts/calendar.ts';
import type { MailContent } from '../ports/mailer.ts';
import type { StoreReader, StoreTransaction } from './store.ts';

/** Puts a mail into the outbox in the transaction of what it tells: it is sent if and only if that became true. */
export async function queueMail(
  transaction: StoreTransaction,
  recipient: string,
  content: MailContent,
  now: IsoInstant,
): Promise<void> {
  const { subject, text, html } = content;
  await transaction
    .insertInto('mails')
    .values({ mail_id: randomUUID(), recipient, subject, text, html, attempts: 0, due_at: now })
    .execute();
}

/** A mail of the outbox that somebody has to send. */
export interface DueMail extends MailContent {
  readonly mailId: string;
  readonly recipient: string;
  /** How often it was tried. */
  readonly attempts: number;
  readonly dueAt: IsoInstant;
}

/** Up to `limit` mails that are due at `now`, the longest due first. */
export async function findDueMails(reader: StoreReader, now: IsoInstant, limit: number): Promise<DueMail[]> {
  const rows = await reader
    .selectFrom('mails')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(({ mail_id, due_at, ...mail }) => ({ mailId: mail_id, dueAt: due_at, ...mail }));
}

/** Takes a mail for this process until `until`, and counts the try; `false` when another process took it first. */
export async function claimMail(
  transaction: StoreTransaction,
  { mailId, dueAt, attempts }: DueMail,
  until: IsoInstant,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('mails')
    .set({ due_at: until, attempts: attempts + 1 })
    .where('mail_id', '=', mailId)
    .where('due_at', '=', dueAt)
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lets a claimed mail wait until `dueAt`. */
export async function postponeMail(
  transaction: StoreTransaction,
  mailId: string,
  dueAt: IsoInstant,
): Promise<void> {
  await transaction.updateTable('mails').set({ due_at: dueAt }).where('mail_id', '=', mailId).execute();
}

/** Takes a mail out of the outbox. */
export async function deleteMail(transaction: StoreTransaction, mailId: string): Promise<void> {
  await transaction.deleteFrom('mails').where('mail_id', '=', mailId).execute();
}
