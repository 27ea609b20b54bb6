import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { ReaderLog } from '../log.ts';
import { MessageAssembler, toReports } from './framing.ts';
import { decodeReaderMessage, encodeCommandMessage, type ReaderMessage } from './message.ts';

/** The reader's own commands answer within this. */
export const COMMAND_DEADLINE_MS = 1_000;
/** Power-on and answer to reset, with the voltages a reader may try (ISO/IEC 7816-3 §6). */
const POWER_ON_DEADLINE_MS = 2_000;
/** One APDU: the reader itself reports a mute card (status 08) sooner; a signature takes a chip up to about a second. */
export const APDU_DEADLINE_MS = 3_000;

/** Interface byte of a card in the contact slot. */
const CONTACT_INTERFACE = 0x20;

/** A command of the reader and how long its reply may take. */
interface Neo2Command {
  readonly command: number;
  readonly subcommand: number;
  readonly deadlineMs: number;
}

const COMMANDS = {
  /** Set switch notifications; bit 0: card seated. */
  watchCardSeat: { command: 0x01, subcommand: 0x07, deadlineMs: COMMAND_DEADLINE_MS },
  /** Get ATR: powers the card. */
  powerOn: { command: 0x2c, subcommand: 0x12, deadlineMs: POWER_ON_DEADLINE_MS },
  exchangeApdu: { command: 0x2c, subcommand: 0x13, deadlineMs: APDU_DEADLINE_MS },
  powerOff: { command: 0x2c, subcommand: 0x18, deadlineMs: COMMAND_DEADLINE_MS },
} as const satisfies Record<string, Neo2Command>;

/** Notifications the reader sends by itself: bit 0 of the data says whether a card is seated. */
const SWITCH_NOTIFICATION = 0xf2;
const CARD_SEATED = 0x01;

/** Why an exchange with the reader brought no data. */
export type Neo2Fault =
  /** No card in the slot, or it went during the exchange. */
  | 'cardGone'
  /** The card does not answer the reader. */
  | 'cardMute'
  /** The reply, or the command on its way, was damaged. */
  | 'garbled'
  /** The reader refused the command. */
  | 'refused'
  /** The reader did not reply in time. */
  | 'timedOut'
  /** There is no connection to the reader. */
  | 'disconnected';

const OK = 0x00;

/** Status bytes of a reply (ID TECH NEO 2 Interface Developers Guide, "Status Codes for Protocol 2"). */
const STATUSES: Readonly<Record<string, { readonly meaning: string; readonly fault: Neo2Fault }>> = {
  '01': { meaning: 'incorrect header', fault: 'garbled' },
  '02': { meaning: 'unknown command', fault: 'refused' },
  '03': { meaning: 'unknown sub-command', fault: 'refused' },
  '04': { meaning: 'CRC error in frame', fault: 'garbled' },
  '05': { meaning: 'incorrect parameter', fault: 'refused' },
  '06': { meaning: 'parameter not supported', fault: 'refused' },
  '07': { meaning: 'mal-formatted data', fault: 'garbled' },
  '08': { meaning: 'timeout', fault: 'cardMute' },
  '0a': { meaning: 'failed or NACK', fault: 'cardGone' },
  '0b': { meaning: 'command not allowed', fault: 'refused' },
  '0c': { meaning: 'sub-command not allowed', fault: 'refused' },
  '0d': { meaning: 'buffer overflow', fault: 'refused' },
  '0e': { meaning: 'user interface event', fault: 'refused' },
  '19': { meaning: 'frame too large', fault: 'refused' },
  '1c': { meaning: 'APDU encoding', fault: 'refused' },
  '1d': { meaning: 'tampered', fault: 'refused' },
};

type ExchangeResult = Result<Uint8Array, Neo2Fault>;

/** The command whose reply is awaited. */
interface Pending {
  readonly command: number;
  settle(result: ExchangeResult): void;
}

/** How a reader answers when it is asked for notifications. */
export type ReaderHealth = 'answers' | 'garbles' | 'silent';

/** What a channel needs of the world around it. */
export interface Neo2ChannelDeps {
  readonly clock: Clock;
  readonly log: ReaderLog;
  send(reports: readonly Uint8Array[]): void;
  /** A switch notification: whether a card is seated. May repeat what is known. */
  onCardSeat(isSeated: boolean): void;
  /** How asking for notifications ended; before anything that the reader says afterwards. Not told without a connection. */
  onHealth(health: ReaderHealth): void;
}

/**
 * The command channel of a NEO 2 over one connection: one exchange at a time, each with a deadline, notifications taken
 * whenever they come. After a lost or damaged reply the two sides may be out of step, so before the next command the
 * channel asks for notifications again: its reply has another command byte, and what comes before it is discarded.
 */
export class Neo2Channel {
  readonly #deps: Neo2ChannelDeps;
  readonly #assembler = new MessageAssembler();
  #pending: Pending | null = null;
  #isOutOfStep = false;
  #isConnected = true;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(deps: Neo2ChannelDeps) {
    this.#deps = deps;
  }

  /** Asks for a notification at every insertion and removal; the reader also tells at once of a card already seated. */
  async watchCardSeat(): Promise<void> {
    await this.#enqueue(() => this.#watchCardSeat());
  }

  /** Powers the card; the answer to reset. Ends with `cardGone` as soon as `removed` fires. */
  powerOn(removed: AbortSignal): Promise<ExchangeResult> {
    return this.#enqueue(() => this.#inStep(COMMANDS.powerOn, Uint8Array.of(CONTACT_INTERFACE), removed));
  }

  /** Sends a command APDU to the card; the response APDU. Ends with `cardGone` as soon as `removed` fires. */
  exchangeApdu(apdu: Uint8Array, removed: AbortSignal): Promise<ExchangeResult> {
    const data = new Uint8Array(1 + apdu.length);
    data[0] = CONTACT_INTERFACE;
    data.set(apdu, 1);
    return this.#enqueue(() => this.#inStep(COMMANDS.exchangeApdu, data, removed));
  }

  powerOff(): Promise<ExchangeResult> {
    return this.#enqueue(() => this.#inStep(COMMANDS.powerOff, Uint8Array.of(CONTACT_INTERFACE)));
  }

  /** Takes a report that the reader sent. */
  receive(report: Uint8Array): void {
    const assembled = this.#assembler.accept(report);
    if (assembled.type === 'incomplete') return;
    const message = assembled.type === 'message' ? decodeReaderMessage(assembled.message) : null;
    if (message === null) this.#garbled();
    else if (message.command === SWITCH_NOTIFICATION) this.#notified(message);
    else this.#replied(message);
  }

  /** The connection is gone: ends what is under way and refuses everything after. */
  disconnect(): void {
    this.#isConnected = false;
    this.#assembler.reset();
    this.#pending?.settle(failure('disconnected'));
  }

  #enqueue(exchange: () => Promise<ExchangeResult>): Promise<ExchangeResult> {
    const run = this.#tail.then(exchange);
    this.#tail = run;
    return run;
  }

  #watchCardSeat(): Promise<ExchangeResult> {
    return this.#exchange(COMMANDS.watchCardSeat, Uint8Array.of(CARD_SEATED));
  }

  #watched(result: ExchangeResult): void {
    if (result.ok) this.#isOutOfStep = false;
    else if (result.fault === 'disconnected') return;
    this.#deps.onHealth(result.ok ? 'answers' : result.fault === 'timedOut' ? 'silent' : 'garbles');
  }

  async #inStep(command: Neo2Command, data: Uint8Array, signal?: AbortSignal): Promise<ExchangeResult> {
    if (this.#isOutOfStep) {
      const again = await this.#watchCardSeat();
      if (!again.ok) return again;
    }
    return this.#exchange(command, data, signal);
  }

  #exchange(command: Neo2Command, data: Uint8Array, signal?: AbortSignal): Promise<ExchangeResult> {
    if (!this.#isConnected) return Promise.resolve(failure('disconnected'));
    if (signal?.aborted) return Promise.resolve(failure('cardGone'));
    const { clock, send } = this.#deps;
    return new Promise((resolve) => {
      const giveUp = (fault: Neo2Fault) => {
        this.#isOutOfStep = true;
        this.#assembler.reset();
        settle(failure(fault));
      };
      const onRemoved = () => giveUp('cardGone');
      const deadline = clock.setTimeout(() => giveUp('timedOut'), command.deadlineMs);
      const settle = (result: ExchangeResult) => {
        this.#pending = null;
        clock.clearTimeout(deadline);
        signal?.removeEventListener('abort', onRemoved);
        if (command === COMMANDS.watchCardSeat) this.#watched(result);
        resolve(result);
      };
      signal?.addEventListener('abort', onRemoved, { once: true });
      this.#pending = { command: command.command, settle };
      send(toReports(encodeCommandMessage(command.command, command.subcommand, data)));
    });
  }

  #garbled(): void {
    this.#deps.log.warn({}, 'a message of the reader was damaged');
    this.#isOutOfStep = true;
    this.#pending?.settle(failure('garbled'));
  }

  #notified(message: ReaderMessage): void {
    this.#deps.onCardSeat(((message.data[0] ?? 0) & CARD_SEATED) !== 0);
  }

  #replied(message: ReaderMessage): void {
    const pending = this.#pending;
    if (pending === null || pending.command !== message.command) {
      this.#deps.log.warn({ command: message.command }, 'a reply came that is not awaited');
      return;
    }
    if (message.status === OK) {
      pending.settle(success(message.data));
      return;
    }
    const status = message.status.toString(16).padStart(2, '0');
    const { meaning, fault } = STATUSES[status] ?? { meaning: 'not named by the guide', fault: 'refused' };
    this.#deps.log.info({ command: message.command, status, meaning }, 'the reader refused a command');
    pending.settle(failure(fault));
  }
}
