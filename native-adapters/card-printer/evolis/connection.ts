import { type Clock, delay } from '../../../contracts/clock.ts';
import type { DeviceLog } from '../device-log.ts';
import type { ByteTransport, TransportFactory } from '../transport/byte-transport.ts';
import { CommandChannel } from './command-channel.ts';
import { within } from './deadline.ts';
import type { Doubt } from './doubt.ts';
import { PrinterSession } from './printer-session.ts';
import type { LineState } from './status.ts';
import type { StatusBoard } from './status-board.ts';
import {
  BRING_UP_WAIT_MS,
  CLOSE_DEADLINE_MS,
  OPEN_DEADLINE_MS,
  type PrinterTimings,
  RECONNECT_PAUSES_MS,
} from './timings.ts';

/** What a connection needs. */
export interface ConnectionParts {
  readonly createTransport: TransportFactory;
  readonly clock: Clock;
  readonly log: DeviceLog;
  readonly timings: PrinterTimings;
  readonly board: StatusBoard;
}

/**
 * Keeps the line to the printer: opens it, brings the printer up, and begins again, for as long as it takes, whenever the
 * cable is pulled or the printer falls silent.
 */
export class PrinterConnection {
  readonly #parts: ConnectionParts;
  readonly #closing = new AbortController();
  readonly #waiting = new Set<() => void>();
  readonly #ended: Promise<void>;
  #session: PrinterSession | null = null;
  /** What the last connection left open: the next one begins with it. */
  #doubt: Doubt | null = null;
  /** Ends the connection of the moment, if there is one, and says what the line is then. */
  #endLine: (line: LineState) => void = () => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#ended = this.#keep();
  }

  /** The session of a printer that answers, or `null`. */
  get session(): PrinterSession | null {
    return this.#session;
  }

  /** Waits, but not long, for a line to be opened, and somewhat longer for a printer that is just being brought up. */
  async whenReady(): Promise<PrinterSession | null> {
    await this.#wait(this.#parts.timings.readyWaitMs);
    if (this.#parts.board.line === 'offline') await this.#wait(BRING_UP_WAIT_MS);
    return this.#session;
  }

  /** This session's printer no longer answers sensibly: the line is closed and everything begins anew. */
  suspect(session: PrinterSession): void {
    if (session !== this.#session) return;
    this.#parts.log.warn({}, 'Card printer does not answer; beginning anew');
    this.#endLine('offline');
  }

  /** Ends for good. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#endLine('powerOff');
    this.#wake();
    await this.#ended;
  }

  async #keep(): Promise<void> {
    const { clock, createTransport } = this.#parts;
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      const wasReady = await this.#serve(createTransport());
      const pause = wasReady ? 0 : failures;
      failures = wasReady ? 0 : failures + 1;
      const last = RECONNECT_PAUSES_MS.length - 1;
      await delay(clock, RECONNECT_PAUSES_MS[Math.min(pause, last)] ?? 0, this.#closing.signal);
    }
  }

  /** One connection from opening to its end; tells whether the printer was ready in between. */
  async #serve(transport: ByteTransport): Promise<boolean> {
    const { clock, log, timings, board } = this.#parts;
    const { promise: ended, resolve: endWith } = Promise.withResolvers<LineState>();
    const close = () => within(clock, transport.close(), CLOSE_DEADLINE_MS);
    const giveUp = async (line: LineState) => {
      board.showLine(line);
      await close();
      return false;
    };
    this.#endLine = (line) => {
      this.#session = null;
      endWith(line);
      void close();
    };
    transport.onError((error) => log.warn({ error: error.message }, 'Card printer line'));
    transport.onClose(() => endWith('powerOff'));
    const channel = new CommandChannel(transport, clock, log, timings);
    const opened = await within(clock, transport.open(), OPEN_DEADLINE_MS);
    if (opened.type !== 'done' || this.#closing.signal.aborted) return giveUp('powerOff');
    board.showLine('offline');
    const session = new PrinterSession(channel, clock, board);
    const broughtUp = await session.bringUp(this.#doubt);
    // If it was wrong, the next attempt reckons with the worst.
    this.#doubt = null;
    if (!broughtUp.ok) return giveUp(broughtUp.fault === 'disconnected' ? 'powerOff' : 'offline');
    log.info({}, 'Card printer ready');
    this.#session = session;
    board.showLine('online');
    this.#wake();
    const line = await ended;
    this.#session = null;
    board.showLine(line);
    this.#doubt = channel.doubt;
    await close();
    return true;
  }

  async #wait(ms: number): Promise<void> {
    if (this.#session !== null || this.#closing.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    await within(this.#parts.clock, promise, ms);
    this.#waiting.delete(resolve);
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
