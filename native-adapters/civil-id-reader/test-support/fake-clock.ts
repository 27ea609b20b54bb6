import type { Clock } from '../../../contracts/clock.ts';

/** A clock that a test moves. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();
  #handles = 0;

  constructor(now = '2026-11-22T09:00:00Z') {
    this.#now = Date.parse(now);
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    this.#handles += 1;
    this.#timers.set(this.#handles, { at: this.#now + ms, callback });
    return this.#handles;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as number);
  }

  /** How long until the next timer fires; `null` when none is set. */
  get nextIn(): number | null {
    const times = [...this.#timers.values()].map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times) - this.#now;
  }

  /** Moves on by `ms`, firing what is due in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { at }]) => at <= until)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [handle, timer] = due;
      this.#timers.delete(handle);
      this.#now = timer.at;
      timer.callback();
    }
    this.#now = until;
  }
}
