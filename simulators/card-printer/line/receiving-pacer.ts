import type { Clock } from '../../../contracts/clock.ts';

/** Bits on the line for each byte: start bit, eight data bits, stop bit (8N1). */
const BITS_PER_BYTE = 10;
/** The line's receive buffer: once it holds this many bytes, no more are taken from the host. */
const BUFFER_BYTES_HIGH = 8192;
/** Bytes are taken again below this level, early enough that the line never runs dry while the host has more. */
const BUFFER_BYTES_LOW = 4096;
/** How often due bytes are handed on; how many are due is computed from elapsed time, so late ticks lose nothing. */
const TICK_MS = 4;
/** Bytes that arrive this soon after the buffer was found empty were already waiting at the host: the line was never idle. */
const STARVATION_GRACE_MS = 10;

/** What the pacer moves bytes between. */
export interface PacedEnds {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Takes bytes and says how many; fewer than offered only after having held the pacer. */
  readonly deliver: (bytes: Uint8Array) => number;
}

/** Why no byte is taken at present. */
export type HoldReason = 'clearToSendLow' | 'busy';

/**
 * Lets bytes through at the speed of a serial line, and makes the host feel it: at most a small buffer is taken in advance.
 * `baud` 0 is a line without a speed.
 */
export class ReceivingPacer {
  readonly #clock: Clock;
  readonly #ends: PacedEnds;
  readonly #holds = new Set<HoldReason>();
  #baud: number;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #paused = false;
  #delivering = false;
  #timer: unknown = null;
  /** When the present run of back-to-back bytes began, ms. */
  #runStart = 0;
  #takenInRun = 0;
  /** When the buffer ran empty although the host had been held back, ms. */
  #starvedAt: number | null = null;

  constructor(clock: Clock, baud: number, ends: PacedEnds) {
    this.#clock = clock;
    this.#baud = baud;
    this.#ends = ends;
  }

  /** Whether no byte is taken at present. */
  get isHeld(): boolean {
    return this.#holds.size > 0;
  }

  /** Changes the speed; what is queued goes on at the new one. */
  setBaud(baud: number): void {
    this.#baud = baud;
    this.#startRun();
    this.#pump();
  }

  /** Bytes that came from the host. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const now = this.#clock.now();
    const wasWaiting = this.#starvedAt !== null && now - this.#starvedAt <= STARVATION_GRACE_MS;
    if (this.#queuedBytes === 0 && !wasWaiting) this.#startRun();
    this.#starvedAt = null;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    this.#pump();
  }

  /** Takes nothing more until released. */
  hold(reason: HoldReason): void {
    this.#holds.add(reason);
    this.#regulate();
  }

  release(reason: HoldReason): void {
    if (!this.#holds.delete(reason) || this.#holds.size > 0) return;
    this.#startRun();
    this.#pump();
  }

  /** Loses what is queued, as a pulled cable does. */
  clear(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#starvedAt = null;
    this.#regulate();
  }

  /** Stops for good. */
  close(): void {
    this.clear();
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #startRun(): void {
    this.#runStart = this.#clock.now();
    this.#takenInRun = 0;
  }

  /** Bytes whose stop bit has passed and that have not been handed on. */
  #due(): number {
    if (this.#baud === 0) return this.#queuedBytes;
    const elapsed = this.#clock.now() - this.#runStart;
    const passed = Math.floor((elapsed * this.#baud) / (BITS_PER_BYTE * 1000));
    return Math.min(passed - this.#takenInRun, this.#queuedBytes);
  }

  #pump(): void {
    // Delivery may push, hold or release; the loop that is running sees to it.
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      let due = this.#due();
      while (due > 0 && this.#holds.size === 0) {
        const first = this.#queue[0];
        if (!first) break;
        const taken = this.#ends.deliver(first.subarray(0, due));
        // A delivery may have cleared the queue; then there is nothing left to shorten.
        if (this.#queue[0] === first) this.#shorten(first, taken);
        due = this.#due();
      }
    } finally {
      this.#delivering = false;
    }
    if (this.#queuedBytes === 0 && this.#paused) this.#starvedAt = this.#clock.now();
    this.#regulate();
    this.#schedule();
  }

  #shorten(first: Uint8Array, taken: number): void {
    if (taken === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(taken);
    this.#queuedBytes -= taken;
    this.#takenInRun += taken;
  }

  #regulate(): void {
    const level = this.#paused ? BUFFER_BYTES_LOW : BUFFER_BYTES_HIGH;
    const shouldPause = this.#holds.size > 0 || this.#queuedBytes >= level;
    if (shouldPause === this.#paused) return;
    this.#paused = shouldPause;
    if (shouldPause) this.#ends.pause();
    else this.#ends.resume();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#queuedBytes === 0 || this.#holds.size > 0) return;
    const millisecondsPerByte = (BITS_PER_BYTE * 1000) / this.#baud;
    const wait = Math.max(1, Math.min(TICK_MS, Math.ceil(this.#queuedBytes * millisecondsPerByte)));
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#pump();
    }, wait);
  }
}
