import type { Clock } from '../../../contracts/clock.ts';
import type { CardLocation } from '../../../contracts/device-status.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { LINE_COUNT, LINE_PIXELS } from '../raster/rotation.ts';
import type { PrinterFault, PrinterFaultReason } from '../port.ts';
import type { Command } from './command.ts';
import type { Answer, CommandChannel } from './command-channel.ts';
import { READ_ERROR_MODE, RESTART, SUPERVISE } from './commands.ts';
import type { Doubt } from './doubt.ts';
import { explainFault, type FaultContext, faultOf, locationIn } from './fault.ts';
import { isLineFault, readSensors, type SensorReadings } from './sensors.ts';
import type { StatusBoard } from './status-board.ts';

/** The longest bitmap that the compressed download can carry: one byte a dot. */
export const LONGEST_PANEL_BYTES = LINE_COUNT * LINE_PIXELS;
/** `Rem` after a restart: the printer manages errors itself, as nobody has told it otherwise. */
const UNSUPERVISED = 0;
/** After these, the printer may have restarted in the middle of a job. */
const SUGGEST_RESTART: ReadonlySet<PrinterFaultReason> = new Set([
  'noReply',
  'replyUnintelligible',
  'commandRefused',
]);

/** One connection's conversation with a printer that answers: what it must remember, and how a failure is understood. */
export class PrinterSession {
  readonly channel: CommandChannel;
  readonly clock: Clock;
  readonly #board: StatusBoard;
  #jobUnfinished = false;
  #restartDue = false;
  /** Restarts by the driver itself before the job. */
  #restartsBeforeJob = 0;

  constructor(channel: CommandChannel, clock: Clock, board: StatusBoard) {
    this.channel = channel;
    this.clock = clock;
    this.#board = board;
  }

  /**
   * Gets hold of a printer in an unknown state: it may be off, in the middle of a bitmap, or of a job of a predecessor.
   * NULs fill up a bitmap it may still be counting, `Srs` drops a job (a card stays where it is), and it is supervised again.
   * `doubt` is what is known of an earlier connection to it.
   */
  async bringUp(doubt: Doubt | null): Promise<Answer<SensorReadings>> {
    const synchronised = await this.channel.resynchronise(
      doubt ?? { bytes: LONGEST_PANEL_BYTES, extent: 'unknown' },
    );
    if (!synchronised.ok) return synchronised;
    const restarted = await (this.channel.restarts > 0 ? this.#beginAnew([SUPERVISE]) : this.restart());
    // An error word is an answer: the printer can be asked what is wrong with it.
    if (!restarted.ok && isLineFault(restarted.fault)) return restarted;
    return this.sensors();
  }

  /** Restarts the printer and makes it report its errors again. */
  restart(): Promise<Answer<'OK'>> {
    return this.#beginAnew([RESTART, SUPERVISE]);
  }

  /**
   * Before anything moves. A job left unfinished is dropped, and a printer that owes a reply is kept from giving it later, by
   * a restart; a printer that restarted on its own is supervised again.
   */
  supervise(): Promise<Answer<'OK'>> {
    return this.#restartDue ? this.restart() : this.channel.exchange(SUPERVISE);
  }

  /** From here on the printer holds a job. */
  jobBegins(): void {
    this.#jobUnfinished = true;
    this.#restartDue = true;
    this.#restartsBeforeJob = this.channel.restarts;
  }

  /** The printer holds no job any more, and whatever ailed it has passed. */
  jobEnded(): void {
    this.#jobUnfinished = false;
    this.#restartDue = false;
    this.#board.unlatch();
  }

  /** Sends commands in order until one fails. */
  async runAll(commands: readonly Command<'OK'>[]): Promise<Answer<'OK'>> {
    for (const command of commands) {
      const answer = await this.channel.exchange(command);
      if (!answer.ok) return answer;
    }
    return success('OK');
  }

  /** As {@link runAll}, for commands that move a card: a movement that succeeds disproves a jam. */
  async move(commands: readonly Command<'OK'>[]): Promise<Answer<'OK'>> {
    const moved = await this.runAll(commands);
    if (moved.ok) this.#board.unlatch();
    return moved;
  }

  /** Asks every sensor and shows the answers on the status board. */
  async sensors(): Promise<Answer<SensorReadings>> {
    const readings = await readSensors(this.channel, this.clock);
    if (readings.ok) this.#board.showReadings(readings.value);
    return readings;
  }

  /** Asks where a card is: `none`, `transport` or `bezel`; `unknown` if a sensor answered with an error. */
  async locate(): Promise<Answer<CardLocation>> {
    const readings = await this.sensors();
    return readings.ok ? success(locationIn(readings.value)) : readings;
  }

  /** A failure told truthfully: where the card is comes from the sensors where the line still works, else is `unknown`. */
  async fault(reason: PrinterFaultReason, context: FaultContext = 'other'): Promise<PrinterFault> {
    if (isLineFault(reason)) this.#restartDue = true;
    const readings = reason === 'disconnected' ? failure(reason) : await this.sensors();
    if (!readings.ok) return faultOf(reason, 'unknown');
    const fault = (await this.#hasRestarted(reason))
      ? explainFault('deviceReset', readings.value)
      : explainFault(reason, readings.value, context);
    if (fault.reason === 'mediaJammed' || fault.reason === 'hardwareError') this.#board.latch(fault.reason);
    return fault;
  }

  /** {@link fault} as a failed result. */
  async failed(reason: PrinterFaultReason, context?: FaultContext): Promise<Result<never, PrinterFault>> {
    return failure(await this.fault(reason, context));
  }

  async #beginAnew(commands: readonly Command<'OK'>[]): Promise<Answer<'OK'>> {
    const begun = await this.runAll(commands);
    if (begun.ok) this.jobEnded();
    return begun;
  }

  /**
   * A printer that restarted by itself has forgotten `Pem;2` and its job, and refuses what it accepted a moment ago. Where
   * it does not answer `Rem` intelligibly, a refusal within a job is taken for a restart, as every job sends the same words.
   */
  async #hasRestarted(reason: PrinterFaultReason): Promise<boolean> {
    if (!this.#jobUnfinished || !SUGGEST_RESTART.has(reason)) return false;
    if (this.channel.restarts > this.#restartsBeforeJob) return false;
    const mode = await this.channel.exchange(READ_ERROR_MODE);
    return mode.ok ? mode.value === UNSUPERVISED : reason === 'commandRefused';
  }
}
