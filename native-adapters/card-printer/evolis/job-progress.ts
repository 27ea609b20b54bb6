import type { Clock } from '../../../contracts/clock.ts';
import type { PrintProgress } from '../port.ts';
import { transferMs } from './line-writer.ts';
import { LICENCE_PANELS, type LicenceJob, type PrintStep } from './print-job.ts';
import { PANEL_PRINT_ESTIMATE_MS, PROGRESS_INTERVAL_MS } from './timings.ts';

/** How much of a new measurement goes into the estimate. */
const NEW_MEASUREMENT_SHARE = 0.3;

/** Learns how long the printer lets one wait behind the last byte of a step that prints; kept from job to job. */
export class PanelPrintEstimate {
  #milliseconds = PANEL_PRINT_ESTIMATE_MS;

  get milliseconds(): number {
    return this.#milliseconds;
  }

  /** Takes in a measured wait, in milliseconds. */
  measured(milliseconds: number): void {
    this.#milliseconds += (milliseconds - this.#milliseconds) * NEW_MEASUREMENT_SHARE;
  }
}

/** Steps whose reply waits for a panel to be printed. */
function prints({ command }: PrintStep): boolean {
  return command.allowance === 'panelReplyMs';
}

/** Counts what the line takes of one job and tells how far it is: on every piece taken, and twice a second while waiting. */
export class JobProgress {
  readonly #job: LicenceJob;
  readonly #baudRate: number | null;
  readonly #clock: Clock;
  readonly #estimate: PanelPrintEstimate;
  readonly #tell: (progress: PrintProgress) => void;
  #timer: unknown;
  #panel = 0;
  #bytesSent = 0;
  #printsLeft: number;
  /** Since when the reply of a step that prints is awaited, all its bytes being taken. */
  #waitingSince: number | null = null;

  constructor(
    job: LicenceJob,
    baudRate: number | null,
    clock: Clock,
    estimate: PanelPrintEstimate,
    tell: (progress: PrintProgress) => void,
  ) {
    this.#job = job;
    this.#baudRate = baudRate;
    this.#clock = clock;
    this.#estimate = estimate;
    this.#tell = tell;
    this.#printsLeft = job.steps.filter(prints).length;
    this.#tick();
  }

  /** The line has taken `bytes` of `step`, of which `left` remain. */
  taken(step: PrintStep, bytes: number, left: number): void {
    this.#bytesSent += bytes;
    if (left === 0 && prints(step)) this.#waitingSince = this.#clock.now();
    this.#report();
  }

  /** The printer has confirmed `step`. */
  confirmed(step: PrintStep): void {
    if (this.#waitingSince !== null) this.#estimate.measured(this.#clock.now() - this.#waitingSince);
    this.#waitingSince = null;
    if (prints(step)) this.#printsLeft--;
    if (step.panel !== null) this.#panel++;
    this.#report();
  }

  /** Nothing more is told. */
  end(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#report();
    this.#timer = this.#clock.setTimeout(() => this.#tick(), PROGRESS_INTERVAL_MS);
  }

  #report(): void {
    this.#tell({
      panels: LICENCE_PANELS,
      panel: this.#panel,
      bytesSent: this.#bytesSent,
      bytesTotal: this.#job.bytesTotal,
      secondsLeft: Math.ceil((this.#transferMsLeft() + this.#printMsLeft()) / 1_000),
    });
  }

  #transferMsLeft(): number {
    const bytesLeft = this.#job.bytesTotal - this.#bytesSent;
    return this.#baudRate === null ? 0 : transferMs(bytesLeft, this.#baudRate);
  }

  #printMsLeft(): number {
    const each = this.#estimate.milliseconds;
    if (this.#waitingSince === null) return this.#printsLeft * each;
    const waitedMs = this.#clock.now() - this.#waitingSince;
    return Math.max(0, each - waitedMs) + (this.#printsLeft - 1) * each;
  }
}
