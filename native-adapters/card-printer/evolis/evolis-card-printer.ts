import { type Clock, delay } from '../../../contracts/clock.ts';
import type { CardLocation, CardPrinterStatus } from '../../../contracts/device-status.ts';
import type { PrinterCounters } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { DeviceLog } from '../device-log.ts';
import type { CardArtwork, CardPrinter, PreparedJob, PrinterFault, PrintProgress } from '../port.ts';
import type { Rotation } from '../raster/rotation.ts';
import type { TransportFactory } from '../transport/byte-transport.ts';
import { PrinterConnection } from './connection.ts';
import { explainFault, faultOf } from './fault.ts';
import { printingForbiddenBy } from './gates.ts';
import { JobProgress, PanelPrintEstimate } from './job-progress.ts';
import { acceptFromBezel, closeBezel, openBezel, present, reject, retain } from './movements.ts';
import { type LicenceJob, prepareLicenceJob } from './print-job.ts';
import type { PrinterSession } from './printer-session.ts';
import { printLicence } from './printing.ts';
import { readBezel, readCounters } from './sensors.ts';
import { StatusBoard } from './status-board.ts';
import type { PrinterTimings } from './timings.ts';
import { Turns } from './turns.ts';

/** How many times in a row the bezel must be seen empty before a card counts as taken: one reading may be disturbed. */
const TAKEN_READINGS = 2;

type Outcome<Value> = Promise<Result<Value, PrinterFault>>;

/** What the driver is made of. */
export interface CardPrinterParts {
  readonly createTransport: TransportFactory;
  readonly clock: Clock;
  readonly log: DeviceLog;
  readonly timings: PrinterTimings;
  readonly rotation: Rotation;
}

/**
 * A card printer that speaks the Evolis escape language (Evolis programming guide; kiosk models). Operations take turns;
 * while none is under way, a heartbeat keeps the status fresh and notices a printer that has fallen silent.
 */
export class EvolisCardPrinter implements CardPrinter {
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #timings: PrinterTimings;
  readonly #rotation: Rotation;
  readonly #board = new StatusBoard();
  readonly #connection: PrinterConnection;
  readonly #turns = new Turns();
  readonly #closing = new AbortController();
  readonly #jobs = new WeakMap<PreparedJob, LicenceJob>();
  readonly #panelPrint = new PanelPrintEstimate();

  constructor({ createTransport, clock, log, timings, rotation }: CardPrinterParts) {
    this.#clock = clock;
    this.#log = log;
    this.#timings = timings;
    this.#rotation = rotation;
    this.#connection = new PrinterConnection({ createTransport, clock, log, timings, board: this.#board });
    void this.#beat();
  }

  status(): CardPrinterStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: CardPrinterStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  checkReady(): Outcome<CardPrinterStatus> {
    return this.#operate('checkReady', async (session) => {
      const readings = await session.sensors();
      if (!readings.ok) return session.failed(readings.fault);
      const forbiddenBy = printingForbiddenBy(readings.value);
      if (forbiddenBy !== null) return failure(explainFault(forbiddenBy, readings.value));
      return success(this.#board.status);
    });
  }

  counters(): Outcome<PrinterCounters> {
    return this.#operate('counters', async (session) => {
      const counters = await readCounters(session.channel, session.clock);
      return counters.ok ? counters : session.failed(counters.fault);
    });
  }

  locateCard(): Outcome<CardLocation> {
    return this.#operate('locateCard', async (session) => {
      const location = await session.locate();
      return location.ok ? location : session.failed(location.fault);
    });
  }

  async acceptCard(signal: AbortSignal): Outcome<'accepted' | 'aborted'> {
    const opened = await this.#operate('acceptCard', openBezel);
    if (!opened.ok) return opened;
    while (!signal.aborted) {
      const accepted = await this.#operate('acceptCard', acceptFromBezel);
      if (!accepted.ok) return accepted;
      if (accepted.value === 'accepted') return success('accepted');
      await delay(this.#clock, this.#timings.bezelPollIntervalMs, signal);
    }
    const closed = await this.#operate('acceptCard', closeBezel);
    return closed.ok ? success('aborted') : closed;
  }

  retainCard(): Outcome<'retained'> {
    return this.#operate('retainCard', retain);
  }

  prepare(artwork: CardArtwork): PreparedJob {
    const job = prepareLicenceJob(artwork, this.#rotation);
    const prepared = Object.freeze({ bytesTotal: job.bytesTotal, hash: job.hash });
    this.#jobs.set(prepared, job);
    return prepared;
  }

  print(prepared: PreparedJob, onProgress: (progress: PrintProgress) => void): Outcome<PrinterCounters> {
    const job = this.#jobs.get(prepared);
    if (job === undefined) throw new TypeError('print() takes a job that prepare() of the same printer made');
    return this.#operate('print', async (session) => {
      const { baudRate } = session.channel;
      const progress = new JobProgress(job, baudRate, this.#clock, this.#panelPrint, onProgress);
      try {
        return await printLicence(session, job, progress);
      } finally {
        progress.end();
      }
    });
  }

  presentCard(): Outcome<'presented'> {
    return this.#operate('presentCard', present);
  }

  async waitTaken(signal: AbortSignal): Outcome<'taken' | 'aborted'> {
    for (let emptyReadings = 0; emptyReadings < TAKEN_READINGS; ) {
      const atBezel = await this.#operate('waitTaken', async (session) => {
        const reading = await readBezel(session.channel);
        return reading.ok ? reading : session.failed(reading.fault);
      });
      if (!atBezel.ok) return atBezel;
      emptyReadings = atBezel.value ? 0 : emptyReadings + 1;
      if (atBezel.value && signal.aborted) return success('aborted');
      // Once seen empty, the bezel is looked at again even after the signal: a card taken in the last moment is taken.
      await delay(this.#clock, this.#timings.bezelPollIntervalMs, atBezel.value ? signal : undefined);
    }
    return this.#operate('waitTaken', async (session) => {
      const location = await session.locate();
      if (!location.ok) return session.failed(location.fault);
      return location.value === 'transport' ? session.failed('cardInTransport') : success('taken');
    });
  }

  rejectCard(): Outcome<'rejected'> {
    return this.#operate('rejectCard', reject);
  }

  reset(): Outcome<CardPrinterStatus> {
    return this.#operate('reset', async (session) => {
      const restarted = await session.restart();
      if (!restarted.ok) return session.failed(restarted.fault);
      const readings = await session.sensors();
      return readings.ok ? success(this.#board.status) : session.failed(readings.fault);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connection.close();
  }

  /** Runs one operation when it is its turn and the printer answers; a line that is in doubt afterwards is begun anew. */
  #operate<Value>(name: string, work: (session: PrinterSession) => Outcome<Value>): Outcome<Value> {
    return this.#turns.run(async () => {
      const session = await this.#connection.whenReady();
      if (session === null) {
        return failure(faultOf(this.#board.line === 'offline' ? 'noReply' : 'disconnected', 'unknown'));
      }
      const result = await work(session);
      if (!result.ok) this.#log.warn({ operation: name, ...result.fault }, 'Card printer fault');
      if (session.channel.inDoubt) this.#connection.suspect(session);
      return result;
    });
  }

  async #beat(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await delay(this.#clock, this.#timings.heartbeatIntervalMs, this.#closing.signal);
      const { session } = this.#connection;
      if (session === null || !this.#turns.idle) continue;
      await this.#turns.run(async () => {
        await session.sensors();
        if (session.channel.inDoubt) this.#connection.suspect(session);
      });
    }
  }
}
