import type { Clock } from '../../../contracts/clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Lets everything that is already under way run as far as it gets without time passing. */
export function settleNow(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A clock that a test moves. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    const timer: Timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as Timer);
  }

  /** Lets `ms` milliseconds pass, timer by timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settleNow();
    for (let timer = this.#next(); timer !== null && timer.at <= end; timer = this.#next()) {
      await this.#fire(timer);
    }
    this.#now = end;
  }

  /** Lets time pass until `promise` is settled; fails if that takes more than `limitMs`. */
  async until<Value>(promise: Promise<Value>, limitMs = 600_000): Promise<Value> {
    let settled = false;
    const watched = promise.finally(() => {
      settled = true;
    });
    watched.catch(() => undefined);
    const limit = this.#now + limitMs;
    await settleNow();
    while (!settled) {
      const timer = this.#next();
      if (timer === null || timer.at > limit) throw new Error('Still waiting, and no timer would help');
      await this.#fire(timer);
    }
    return watched;
  }

  #next(): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) if (next === null || timer.at < next.at) next = timer;
    return next;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.callback();
    await settleNow();
  }
}
