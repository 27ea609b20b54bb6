import type { Clock } from '../../../contracts/clock.ts';
import { IDLE_GAP_MS, LOST_TERMINATOR_MS } from './timings.ts';

/** A reply longer than this is noise. */
const LONGEST_REPLY_BYTES = 256;
const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TERMINATORS: ReadonlySet<number> = new Set([NUL, LINE_FEED, CARRIAGE_RETURN]);

/** A whole line. `sinceMark` is what of it came after the last {@link ReplyInbox.mark}: behind the remains of another. */
export interface Line {
  readonly text: string;
  readonly sinceMark: string;
}

/** What waiting for a line ended with. `fragment`: bytes came, nothing follows them, and they are no reply. */
export type InboxEvent =
  | ({ readonly type: 'line' } & Line)
  | { readonly type: 'fragment' }
  | { readonly type: 'deadline' }
  | { readonly type: 'closed' };

interface Waiter {
  readonly end: (event: InboxEvent) => void;
  readonly isReply: (text: string) => boolean;
}

/**
 * Cuts what a printer sends into lines. A line ends with NUL, CR or CR LF; from a printer that did without last time,
 * also with 50 ms of silence, provided it reads as a whole reply: a reply that arrives in pieces is not cut apart.
 */
export class ReplyInbox {
  readonly #clock: Clock;
  readonly #lines: Line[] = [];
  #partial = '';
  #mark = 0;
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
    const bytes = this.#lines.reduce((sum, { text }) => sum + text.length, this.#partial.length);
    this.#lines.length = 0;
    this.#partial = '';
    this.#mark = 0;
    return bytes;
  }

  /** From here on something new may come: see {@link Line.sinceMark}. */
  mark(): void {
    this.#mark = this.#partial.length;
  }

  /** The next line that is already here, if any. */
  take(): string | null {
    return this.#lines.shift()?.text ?? null;
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
    const sinceMark = this.#partial.slice(this.#mark).trim();
    this.#partial = '';
    this.#mark = 0;
    if (text !== '') this.#lines.push({ text, sinceMark });
  }

  #deliver(): void {
    if (this.#waiter === null) return;
    const line = this.#lines.shift();
    if (line !== undefined) this.#waiter.end({ type: 'line', ...line });
  }

  /** Silence behind a part of a line: short silence may end a reply, long silence shows a fragment. */
  #watchGap(): void {
    this.#clock.clearTimeout(this.#gap);
    if (this.#waiter === null || this.#partial === '') return;
    const shortMs = this.#terminates ? LOST_TERMINATOR_MS : IDLE_GAP_MS;
    this.#gap = this.#clock.setTimeout(() => {
      if (this.#waiter?.isReply(this.#partial.trim()) === true) {
        this.#terminates = false;
        this.#endLine();
        this.#deliver();
        return;
      }
      this.#gap = this.#clock.setTimeout(
        () => this.#waiter?.end({ type: 'fragment' }),
        LOST_TERMINATOR_MS - shortMs,
      );
    }, shortMs);
  }
}
