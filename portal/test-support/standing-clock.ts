import type { Clock } from '../../contracts/clock.ts';
import { BEGINNING_MS } from './fixtures.ts';

/** A clock that stands until it is moved. */
export class StandingClock implements Clock {
  #ms = BEGINNING_MS;
  now(): number {
    return this.#ms;
  }
  advance(ms: number): void {
    this.#ms += ms;
  }
  setTimeout(): never {
    throw new Error('the portal waits for nothing');
  }
  clearTimeout(): never {
    throw new Error('the portal waits for nothing');
  }
}
