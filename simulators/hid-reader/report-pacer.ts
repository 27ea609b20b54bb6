import type { Clock } from '../../contracts/clock.ts';

/** Hands reports on in order, each after its delay; without delay at once, in the same turn of the event loop. */
export class ReportPacer {
  readonly #clock: Clock;
  readonly #deliver: (reports: readonly Buffer[]) => void;
  #waiting: { readonly report: Buffer; readonly delayMs: number }[] = [];
  #timer: unknown = null;

  constructor(clock: Clock, deliver: (reports: readonly Buffer[]) => void) {
    this.#clock = clock;
    this.#deliver = deliver;
  }

  /** `eachMs` before each report, and `firstMs` more before the first. */
  pass(reports: readonly Buffer[], eachMs: number, firstMs = 0): void {
    if (eachMs === 0 && firstMs === 0 && this.#waiting.length === 0) {
      this.#deliver(reports);
      return;
    }
    for (const [index, report] of reports.entries())
      this.#waiting.push({ report, delayMs: eachMs + (index === 0 ? firstMs : 0) });
    this.#next();
  }

  /** Throws away what has not left yet. */
  clear(): void {
    this.#waiting = [];
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #next(): void {
    const [next] = this.#waiting;
    if (this.#timer !== null || !next) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#waiting.shift();
      this.#deliver([next.report]);
      this.#next();
    }, next.delayMs);
  }
}
