import { createHash } from 'node:crypto';
import type { CardLocation, CardPrinterStatus } from '../../../contracts/device-status.ts';
import { PrintPanel } from '../../../contracts/kiosk-view.ts';
import type { PrinterCounters } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type {
  CardPrinter,
  PreparedJob,
  PrinterFault,
  PrinterFaultReason,
  PrintProgress,
} from '../../../native-adapters/card-printer/port.ts';
import type { Run } from './run.test-helper.ts';

/** A piece of plastic in or about the printer. */
export type Card = 'oldLicence' | 'licence' | 'spoiled';

export type PrinterOperation =
  | 'checkReady'
  | 'counters'
  | 'locateCard'
  | 'acceptCard'
  | 'retainCard'
  | 'print'
  | 'presentCard'
  | 'waitTaken'
  | 'rejectCard'
  | 'reset';

/** When within its work an operation fails: before anything moved, half-way (a panel printed), or with all done. */
export type FaultMoment = 'before' | 'during' | 'after';

interface PlannedFault {
  readonly reason: PrinterFaultReason;
  readonly moment: FaultMoment;
  times: number;
}

export const READY_PRINTER: CardPrinterStatus = {
  device: 'online',
  media: 'notPresent',
  cover: 'closed',
  cards: 'full',
  ribbon: 'full',
  ribbonRemaining: 150,
  retractBin: 'healthy',
};

/** The metal: it outlives the kiosk process, and remembers every card. */
export class PrinterMetal {
  transport: Card | null = null;
  bezel: Card | null = null;
  counters: PrinterCounters = { cardsPrinted: 1_000, ribbonRemaining: 150 };
  readonly retainBin: Card[] = [];
  readonly rejectBin: Card[] = [];
  readonly taken: Card[] = [];
  readonly jobs: string[] = [];
  readonly calls: PrinterOperation[] = [];
  status: CardPrinterStatus = READY_PRINTER;
  /** The line is dead: no operation is answered or performed. */
  silent = false;
  /** An old licence enters at the very moment the wait for it is ended. */
  acceptAtAbort = false;
  /** The gate that `checkReady` finds closed. */
  closedGate: PrinterFaultReason | null = null;
  /** Called when an operation has done its work. */
  afterAct: (operation: PrinterOperation) => void = () => {};
  readonly #faults = new Map<PrinterOperation, PlannedFault>();
  readonly #held = new Map<PrinterOperation, { wait: Promise<void>; go: () => void }>();
  readonly #listeners = new Set<(status: CardPrinterStatus) => void>();
  readonly #handWaiters = new Set<() => void>();

  /** Makes `operation` fail the next `times` times. */
  fail(
    operation: PrinterOperation,
    reason: PrinterFaultReason,
    moment: FaultMoment = 'before',
    times = 1,
  ): void {
    this.#faults.set(operation, { reason, moment, times });
  }

  mend(operation: PrinterOperation): void {
    this.#faults.delete(operation);
  }

  /** Stops `operation` before it begins, until the returned function is called. */
  hold(operation: PrinterOperation): () => void {
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    this.#held.set(operation, { wait, go });
    return () => {
      this.#held.delete(operation);
      go();
    };
  }

  setStatus(status: Partial<CardPrinterStatus>): void {
    this.status = { ...this.status, ...status };
    for (const listener of this.#listeners) listener(this.status);
  }

  /** A hand pushes a card in at the bezel. */
  push(card: Card): void {
    this.bezel = card;
    this.#handMoved();
  }

  /** A hand takes the card from the bezel. */
  take(): void {
    if (this.bezel === null) throw new Error('There is no card to take');
    this.taken.push(this.bezel);
    this.bezel = null;
    this.#handMoved();
  }

  /** A technician opens the cover and takes the card out. */
  pullOut(): Card | null {
    const card = this.transport;
    this.transport = null;
    return card;
  }

  location(): CardLocation {
    if (this.transport !== null) return 'transport';
    return this.bezel === null ? 'none' : 'bezel';
  }

  /** The port as one run of the kiosk sees it. */
  port(run: Run): CardPrinter {
    const operate = <Value>(
      operation: PrinterOperation,
      work: (half: boolean) => Promise<Result<Value, PrinterFault>> | Result<Value, PrinterFault>,
    ) =>
      run.hear(async () => {
        this.calls.push(operation);
        await this.#held.get(operation)?.wait;
        if (this.silent) return this.#fault('noReply');
        const fault = this.#due(operation);
        if (fault?.moment === 'before') return this.#fault(fault.reason);
        if (fault?.moment === 'during') {
          await work(true);
          return this.#fault(fault.reason);
        }
        const result = await work(false);
        this.afterAct(operation);
        return fault ? this.#fault(fault.reason) : result;
      });
    return {
      status: () => this.status,
      subscribe: (listener) => {
        const guarded = (status: CardPrinterStatus) => {
          if (run.alive) listener(status);
        };
        this.#listeners.add(guarded);
        return () => this.#listeners.delete(guarded);
      },
      checkReady: () =>
        operate('checkReady', () => {
          if (this.closedGate) return this.#fault(this.closedGate);
          if (this.transport !== null) return this.#fault('cardInTransport');
          return this.bezel === null ? success(this.status) : this.#fault('cardAtBezel');
        }),
      counters: () => operate('counters', () => success(this.counters)),
      locateCard: () => operate('locateCard', () => success(this.location())),
      acceptCard: (signal) =>
        operate('acceptCard', async (half) => {
          await this.#untilHand(() => this.bezel !== null, signal);
          if (this.acceptAtAbort) this.bezel = 'oldLicence';
          if (this.bezel === null) return success('aborted' as const);
          if (half) return success('accepted' as const);
          this.transport = this.bezel;
          this.bezel = null;
          return success('accepted' as const);
        }),
      retainCard: () => operate('retainCard', (half) => this.#drop(this.retainBin, half, 'retained')),
      prepare: (artwork) => ({
        bytesTotal: 1_000,
        hash: createHash('sha256').update(artwork.back.black).digest('hex'),
      }),
      print: (job, onProgress) => operate('print', (half) => this.#print(run, job, onProgress, half)),
      presentCard: () =>
        operate('presentCard', (half) => {
          if (this.transport === null) return this.#fault('noMediaPresent');
          if (half) return success('presented' as const);
          this.bezel = this.transport;
          this.transport = null;
          return success('presented' as const);
        }),
      waitTaken: (signal) =>
        operate('waitTaken', async () => {
          await this.#untilHand(() => this.bezel === null, signal);
          return success(this.bezel === null ? ('taken' as const) : ('aborted' as const));
        }),
      rejectCard: () =>
        operate('rejectCard', (half) => {
          if (this.transport === null && this.bezel !== null) {
            this.transport = this.bezel;
            this.bezel = null;
          }
          return this.#drop(this.rejectBin, half, 'rejected');
        }),
      reset: () => operate('reset', () => success(this.status)),
      close: async () => {},
    };
  }

  #due(operation: PrinterOperation): PlannedFault | null {
    const fault = this.#faults.get(operation);
    if (!fault || fault.times === 0) return null;
    fault.times -= 1;
    return fault;
  }

  #fault(reason: PrinterFaultReason): { ok: false; fault: PrinterFault } {
    const cardLocation = reason === 'noReply' || reason === 'disconnected' ? 'unknown' : this.location();
    return failure({ reason, cardLocation, action: 'clear' });
  }

  #drop<Word extends string>(bin: Card[], half: boolean, word: Word): Result<Word, PrinterFault> {
    if (this.transport === null) return this.#fault('noMediaPresent');
    if (!half) {
      bin.push(this.transport);
      this.transport = null;
    }
    return success(word);
  }

  async #print(
    run: Run,
    job: PreparedJob,
    onProgress: (progress: PrintProgress) => void,
    half: boolean,
  ): Promise<Result<PrinterCounters, PrinterFault>> {
    this.jobs.push(job.hash);
    this.transport = 'spoiled';
    const { cardsPrinted, ribbonRemaining } = this.counters;
    this.counters = { cardsPrinted, ribbonRemaining: ribbonRemaining - 1 };
    const panels = PrintPanel.options;
    for (let panel = 0; panel < (half ? 3 : panels.length); panel += 1) {
      // A process that dies sends no further panel.
      if (!run.alive) return success(this.counters);
      const bytesSent = Math.round((job.bytesTotal * (panel + 1)) / panels.length);
      const secondsLeft = panels.length - panel;
      if (run.alive) onProgress({ panels, panel, bytesSent, bytesTotal: job.bytesTotal, secondsLeft });
      await Promise.resolve();
    }
    if (half) return success(this.counters);
    this.transport = 'licence';
    this.counters = { cardsPrinted: cardsPrinted + 1, ribbonRemaining: ribbonRemaining - 1 };
    return success(this.counters);
  }

  #handMoved(): void {
    for (const wake of this.#handWaiters) wake();
  }

  #untilHand(done: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!done() && !signal.aborted) return;
        this.#handWaiters.delete(look);
        resolve();
      };
      this.#handWaiters.add(look);
      signal.addEventListener('abort', look, { once: true });
      look();
    });
  }
}
