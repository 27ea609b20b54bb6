import { isDeepStrictEqual } from 'node:util';
import type { CardPrinterStatus } from '../../../contracts/device-status.ts';
import { locationIn } from './fault.ts';
import type { SensorReadings } from './sensors.ts';
import { type LatchedFault, type LineState, type RawStatus, summariseStatus } from './status.ts';

type Listener = (status: CardPrinterStatus) => void;

/** Keeps the last known status and tells subscribers of changes, and of nothing else. */
export class StatusBoard {
  readonly #listeners = new Set<Listener>();
  #raw: RawStatus = { line: 'powerOff', readings: null, latched: null };
  #status = summariseStatus(this.#raw);

  get status(): CardPrinterStatus {
    return this.#status;
  }

  get line(): LineState {
    return this.#raw.line;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  showLine(line: LineState): void {
    this.#show({ ...this.#raw, line });
  }

  /** New sensor answers. A jam is over once no sensor sees a card any more. */
  showReadings(readings: SensorReadings): void {
    const jamOver = this.#raw.latched === 'mediaJammed' && locationIn(readings) === 'none';
    this.#show({ ...this.#raw, readings, latched: jamOver ? null : this.#raw.latched });
  }

  /** A fault that lasts until something moves again or the printer restarts. */
  latch(fault: LatchedFault): void {
    this.#show({ ...this.#raw, latched: fault });
  }

  /** Something moved, or the printer restarted. */
  unlatch(): void {
    this.#show({ ...this.#raw, latched: null });
  }

  #show(raw: RawStatus): void {
    this.#raw = raw;
    const status = summariseStatus(raw);
    if (isDeepStrictEqual(status, this.#status)) return;
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
