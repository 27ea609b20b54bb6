import type { Clock } from '../../contracts/clock.ts';
import { BEGINNING_MS } from './fixtures.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands until it is moved; what waits for it goes on then. */
export class StandingClock implements Clock {
  #ms = BEGINNING_MS;
  readonly #timers = new Set<Timer>();
  now(): number {
    return this.#ms;
  }
  advance(ms: number): void {
    this.#ms += ms;
    for (const timer of [...this.#timers].filter(({ at }) => at <= this.#ms)) {
      this.#timers.delete(timer);
      timer.callback();
    }
  }
  setTimeout(callback: () => void, ms: number): Timer {
    const timer = { at: this.#ms + ms, callback };
    this.#timers.add(timer);
    return timer;
  }
  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as Timer);
  }
}
