import { isoInstant } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';
import type { Mailer } from '../../ports/mailer.ts';
import { claimMail, type DueMail, deleteMail, findDueMails, postponeMail } from '../../store/mails.ts';
import type { Store } from '../../store/store.ts';

/** How long a mail is one process's alone, in milliseconds: longer than a mail server may take to answer. */
export const MAIL_CLAIM_MS = 5 * 60_000;
/** Time until the second try, in milliseconds; it doubles with each try up to {@link MAIL_LONGEST_WAIT_MS}. */
export const MAIL_FIRST_WAIT_MS = 60_000;
export const MAIL_LONGEST_WAIT_MS = 6 * 60 * 60_000;
/** Tries after which a mail is given up, about two days after the first. */
export const MAIL_MOST_ATTEMPTS = 16;

/** Time until the next try of a mail that failed `attempts` times, in milliseconds. */
export function mailWait(attempts: number): number {
  return Math.min(MAIL_LONGEST_WAIT_MS, MAIL_FIRST_WAIT_MS * 2 ** (attempts - 1));
}

/** How many mails one run could not send: numbers only, no addresses. */
export interface MailTrouble {
  /** Tried again later. */
  readonly postponed: number;
  /** Refused by the mail server, or tried too often: nobody gets them. */
  readonly givenUp: number;
}

export interface MailContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** Hears of a run that could not send everything. */
  readonly onTrouble: (trouble: MailTrouble) => void;
}

/** `serverAway`: postponed, and no other mail would fare better now. */
type Outcome = 'sent' | 'postponed' | 'serverAway' | 'givenUp';

/** Sends a mail that this process has claimed, and settles it in the outbox. */
async function sendClaimed({ store, clock, mailer }: MailContext, mail: DueMail): Promise<Outcome> {
  const { mailId, recipient, subject, text, html } = mail;
  const attempts = mail.attempts + 1;
  const sent = await mailer.send({ messageId: mailId, to: recipient, subject, text, html });
  if (!sent.ok && sent.fault !== 'refused' && attempts < MAIL_MOST_ATTEMPTS) {
    const dueAt = isoInstant(clock.now() + mailWait(attempts));
    await store.transaction((transaction) => postponeMail(transaction, mailId, dueAt));
    return sent.fault === 'deferred' ? 'postponed' : 'serverAway';
  }
  await store.transaction((transaction) => deleteMail(transaction, mailId));
  return sent.ok ? 'sent' : 'givenUp';
}

/**
 * Sends up to `limit` mails that are due; several processes may do so at once. A mail whose process dies between sending
 * and settling is sent again, with the same Message-ID. When the mail server is away the run ends, and the rest waits for
 * the next; a mail that it defers holds up no other.
 */
export async function sendDueMails(context: MailContext, limit: number): Promise<void> {
  const { store, clock, onTrouble } = context;
  const counts = { sent: 0, postponed: 0, serverAway: 0, givenUp: 0 } satisfies Record<Outcome, number>;
  for (const mail of await findDueMails(store.reader, isoInstant(clock.now()), limit)) {
    const until = isoInstant(clock.now() + MAIL_CLAIM_MS);
    if (!(await store.transaction((transaction) => claimMail(transaction, mail, until)))) continue;
    const outcome = await sendClaimed(context, mail);
    counts[outcome] += 1;
    if (outcome === 'serverAway') break;
  }
  const { givenUp } = counts;
  const postponed = counts.postponed + counts.serverAway;
  if (postponed + givenUp > 0) onTrouble({ postponed, givenUp });
}
