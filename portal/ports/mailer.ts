import type { Result } from '../../contracts/result.ts';

/** What a mail says; both languages in one message. */
export interface MailContent {
  readonly subject: string;
  /** The plain-text alternative, with everything that the markup says. */
  readonly text: string;
  readonly html: string;
}

/** A mail to one person. */
export interface Mail extends MailContent {
  /** Unique to this mail and the same on every try: the left side of its Message-ID (RFC 5322 §3.6.4). */
  readonly messageId: string;
  /** One address. */
  readonly to: string;
}

/**
 * Why a mail was not taken (RFC 5321 §4.2.1).
 * - `unreachable`: the mail server is away, or takes nothing from us now: no other mail would fare better. The mail may have been
 *   taken all the same, and then comes twice with one Message-ID.
 * - `deferred`: the server takes mail, and not this one yet, e.g. because the mailbox is full or greylisted (4yz).
 * - `refused`: this mail will never be taken, e.g. because there is no such address (5yz).
 */
export type MailFault = 'unreachable' | 'deferred' | 'refused';

/** The post office. */
export interface Mailer {
  /** Hands a mail to the mail server. */
  send(mail: Mail): Promise<Result<void, MailFault>>;
}
