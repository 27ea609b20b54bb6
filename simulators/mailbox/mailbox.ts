import { z } from 'zod';
import { isoInstant } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import { ChangeFeed } from '../control-server.ts';
import { StateFile } from '../state-file.ts';
import { type MailboxFault, type MailboxState, ReceivedMail } from './control.ts';

/** The oldest mails beyond this many are thrown away. */
export const KEPT_MAILS = 200;

const Kept = z.strictObject({ newest: z.int().nonnegative(), mails: z.array(ReceivedMail) });

/** Everybody's mail in one place, kept in a file, and how the server in front of it misbehaves. */
export class Mailbox {
  readonly #file: StateFile<z.infer<typeof Kept>>;
  readonly #clock: Clock;
  readonly changes = new ChangeFeed<MailboxState>();
  #fault: MailboxFault | null = null;
  #faultMails: number | null = null;

  /** Reads `path`, or begins empty where there is none. */
  constructor(path: string, clock: Clock) {
    this.#file = new StateFile(path, Kept, { newest: 0, mails: [] });
    this.#clock = clock;
  }

  get state(): MailboxState {
    return { newest: this.#file.state.newest, fault: this.#fault, faultMails: this.#faultMails };
  }

  /** Oldest first. */
  get mails(): readonly ReceivedMail[] {
    return this.#file.state.mails;
  }

  find(n: number): ReceivedMail | null {
    return this.mails.find((mail) => mail.n === n) ?? null;
  }

  /** Keeps a mail that arrives now. */
  keep(mail: Omit<ReceivedMail, 'n' | 'at' | 'links'>): void {
    const newest = this.#file.state.newest + 1;
    const links = [...new Set(mail.text.match(/https?:\/\/[^\s<>"]+/g))];
    const received = { n: newest, at: isoInstant(this.#clock.now()), ...mail, links };
    this.#file.replace({ newest, mails: [...this.mails, received].slice(-KEPT_MAILS) });
    this.changes.publish(this.state);
  }

  /** The oldest mail to `to` with a number above `after`; waits up to `ms` for it. */
  wait(to: string, after: number, ms: number): Promise<ReceivedMail | null> {
    const recipient = to.toLowerCase();
    const look = () =>
      this.mails.find((mail) => mail.n > after && mail.to.some((one) => one.toLowerCase() === recipient)) ??
      null;
    return new Promise((resolve) => {
      const answer = (mail: ReceivedMail | null) => {
        this.#clock.clearTimeout(timer);
        unsubscribe();
        resolve(mail);
      };
      const timer = this.#clock.setTimeout(() => answer(null), ms);
      const unsubscribe = this.changes.subscribe(() => {
        const mail = look();
        if (mail) answer(mail);
      });
      const here = look();
      if (here) answer(here);
    });
  }

  clear(): void {
    this.#file.replace({ ...this.#file.state, mails: [] });
    this.changes.publish(this.state);
  }

  setFault(fault: MailboxFault | null, mails: number | null): void {
    this.#fault = fault;
    this.#faultMails = fault === null ? null : mails;
    this.changes.publish(this.state);
  }

  /** Whether `fault` spoils the mail that is coming; each time it does counts. */
  spoils(fault: MailboxFault): boolean {
    if (this.#fault !== fault) return false;
    if (this.#faultMails === 1) this.setFault(null, null);
    else if (this.#faultMails !== null) this.setFault(fault, this.#faultMails - 1);
    return true;
  }
}
