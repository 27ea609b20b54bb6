import { z } from 'zod';
import { IsoInstant } from '../../contracts/calendar.ts';
import { ControlClient } from '../control-client.ts';

/** A mail as it arrived. */
export const ReceivedMail = z.strictObject({
  /** Counts from 1 since the mailbox was made, never anew. */
  n: z.int().positive(),
  at: IsoInstant,
  /** With its angle brackets. */
  messageId: z.string().nullable(),
  from: z.string(),
  /** Recipients of the envelope. */
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  /** Web addresses in the text, in order, each once. */
  links: z.array(z.string()),
});
export type ReceivedMail = z.infer<typeof ReceivedMail>;

/** How the mail server misbehaves on command. */
export const MailboxFault = z.enum([
  /** Refuses every recipient for now (450). */
  'refusesForNow',
  /** Refuses every recipient for good (550). */
  'refuses',
  /** Is about to close and takes nothing more (421). */
  'closing',
  /** Takes the connection and says nothing. */
  'silence',
  /** Keeps the mail and never says so. */
  'noAcknowledgement',
]);
export type MailboxFault = z.infer<typeof MailboxFault>;

/** What the mailbox is doing now. */
export const MailboxState = z.strictObject({
  /** Number of the newest mail; 0: none ever came. */
  newest: z.int().nonnegative(),
  fault: MailboxFault.nullable(),
  /** Mails that the fault still spoils; `null`: until it is taken back. */
  faultMails: z.int().positive().nullable(),
});
export type MailboxState = z.infer<typeof MailboxState>;

export const FaultBody = z.strictObject({
  fault: MailboxFault.nullable(),
  /** Take the fault back by itself after this many mails. */
  mails: z.int().positive().optional(),
});
export const WaitBody = z.strictObject({
  /** Recipient, whatever its letters' case. */
  to: z.string().min(1),
  /** Only mails with a greater number. */
  after: z.int().nonnegative(),
});
/** `null`: none came in `POLL_MS`. */
export const WaitAnswer = z.strictObject({ mail: ReceivedMail.nullable() });

/** How long the mailbox holds a question that no mail answers yet, in milliseconds: less than the control client waits. */
export const POLL_MS = 5_000;
/** How long a mail is waited for before that is a failure, in milliseconds. */
const WAIT_TIMEOUT_MS = 30_000;

/** Reads a mailbox simulator from outside, and disturbs it. Every call throws `ControlRefusedError` when refused. */
export class MailboxControl {
  readonly #client: ControlClient;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
  }

  state(): Promise<MailboxState> {
    return this.#client.get('/state', MailboxState);
  }

  /** Every mail kept, oldest first. */
  mails(): Promise<ReceivedMail[]> {
    return this.#client.get('/mails', z.array(ReceivedMail));
  }

  /**
   * The oldest mail to `to` with a number above `after` (0 when absent), as soon as it is there.
   * Throws when none comes in time.
   */
  async waitForMail(wanted: { readonly to: string; readonly after?: number }): Promise<ReceivedMail> {
    const { to, after = 0 } = wanted;
    const deadline = Date.now() + WAIT_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const { mail } = await this.#client.post('/wait', { to, after }, WaitAnswer);
      if (mail) return mail;
    }
    throw new Error(`No mail to ${to} after number ${after} in ${WAIT_TIMEOUT_MS / 1000} s`);
  }

  /** Throws every mail away; numbers go on. */
  clear(): Promise<MailboxState> {
    return this.#client.post('/clear', {}, MailboxState);
  }

  /** Begins (or with `null` ends) a fault, for good or for the next `mails` mails. */
  setFault(fault: MailboxFault | null, mails?: number): Promise<MailboxState> {
    return this.#client.post('/faults', mails === undefined ? { fault } : { fault, mails }, MailboxState);
  }
}
