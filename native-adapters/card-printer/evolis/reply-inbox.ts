import type { Clock } from '../../../contracts/clock.ts';
import { IDLE_GAP_MS, LOST_TERMINATOR_MS } from './timings.ts';

/** A reply longer than this is noise. */
const LONGEST_REPLY_BYTES = 256;
const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TERMINATORS: ReadonlySet<number> = new Set([NUL, LINE_FEED, CARRIAGE_RETURN]);

/** What waiting for a line ended with. */
export type InboxEvent =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'deadline' }
  | { readonly type: 'closed' };

interface Waiter {
  readonly end: (event: InboxEvent) => void;
  readonly isReply: (text: string) => boolean;
}

/**
 * Cuts what a printer sends into lines. A line ends with NUL, CR or CR LF; from a printer that has never sent any of them,
 * also with 50 ms of silence, provided it reads as a whole reply: a reply that arrives in pieces is not cut apart.
 */
export class ReplyInbox {
  readonly #clock: Clock;
  readonly #lines: string[] = [];
  #partial = '';
  #terminates = false;
  #closed = false;
  #waiter: Waiter | null = null;
  #gap: unknown = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Bytes of a line that has not ended yet. */
  get partialBytes(): number {
    return this.#partial.length;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (TERMINATORS.has(byte)) {
        this.#terminates = true;
        this.#endLine();
      } else {
        this.#partial += String.fromCharCode(byte);
        if (this.#partial.length > LONGEST_REPLY_BYTES) this.#endLine();
      }
    }
    this.#deliver();
    this.#watchGap();
  }

  /** Forgets everything that came so far; returns how many bytes that was. */
  discard(): number {
    const bytes = this.#lines.reduce((sum, line) => sum + line.length, this.#partial.length);
    this.#lines.length = 0;
    this.#partial = '';
    return bytes;
  }

  /** The next line that is already here, if any. */
  take(): string | null {
    return this.#lines.shift() ?? null;
  }

  /** The connection is gone: whoever waits is told, now and later. */
  close(): void {
    this.#closed = true;
    this.#waiter?.end({ type: 'closed' });
  }

  /**
   * Waits for a line until `deadline` (a moment of the clock). `isReply` says whether text without a terminator may count
   * as a whole line.
   */
  next(deadline: number, isReply: (text: string) => boolean): Promise<InboxEvent> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimeout(
        () => end({ type: 'deadline' }),
        Math.max(0, deadline - this.#clock.now()),
      );
      const end = (event: InboxEvent) => {
        this.#clock.clearTimeout(timer);
        this.#clock.clearTimeout(this.#gap);
        this.#waiter = null;
        resolve(event);
      };
      this.#waiter = { end, isReply };
      if (this.#closed) end({ type: 'closed' });
      else this.#deliver();
      this.#watchGap();
    });
  }

  #endLine(): void {
    const text = this.#partial.trim();
    this.#partial = '';
    if (text !== '') this.#lines.push(text);
  }

  #deliver(): void {
    if (this.#waiter === null) return;
    const text = this.#lines.shift();
    if (text !== undefined) this.#waiter.end({ type: 'line', text });
  }

  #watchGap(): void {
    this.#clock.clearTimeout(this.#gap);
    if (this.#waiter === null || this.#partial === '') return;
    const silence = this.#terminates ? LOST_TERMINATOR_MS : IDLE_GAP_MS;
    this.#gap = this.#clock.setTimeout(() => {
      if (this.#waiter?.isReply(this.#partial.trim()) !== true) return;
      this.#endLine();
      this.#deliver();
    }, silence);
  }
}
