import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { DeviceLog } from '../device-log.ts';
import type { PrinterFaultReason } from '../port.ts';
import type { ByteTransport } from '../transport/byte-transport.ts';
import type { Command } from './command.ts';
import { type Doubt, FIRST_NULS, nulBursts } from './doubt.ts';
import { READ_COVER, READ_TRANSPORT, RESTART } from './commands.ts';
import { transferMs, type WriteOutcome, writePaced } from './line-writer.ts';
import type { ReplyGrammar, ReplyKind } from './reply-grammar.ts';
import { type InboxEvent, ReplyInbox } from './reply-inbox.ts';
import { faultReasonOf } from './reply-words.ts';
import {
  DOUBTFUL_RESTART_MS,
  LAST_RESTART_MS,
  PROBE_REPLY_MS,
  type PrinterTimings,
  RESYNCHRONISED_QUIET_MS,
  UNINTELLIGIBLE_QUIET_MS,
} from './timings.ts';
import { Turns } from './turns.ts';

/** What a command came to: its reply, or why there is none. */
export type Answer<Value> = Result<Value, PrinterFaultReason>;

/** A question whose reply cannot be mistaken for a reply of `kind`. */
function probeBeside(kind: ReplyKind): Command<unknown> {
  return kind === 'voltage' ? READ_TRANSPORT : READ_COVER;
}

function reads(grammar: ReplyGrammar<unknown>, text: string): boolean {
  return grammar.parse(text) !== null;
}

/** What a line says in reply to `command`: its value, an error, or `null` if it is neither. */
function readAnswer<Value>(command: Command<Value>, text: string): Answer<Value> | null {
  const value = command.reply.parse(text);
  if (value !== null) return success(value);
  const reason = faultReasonOf(text);
  return reason === null ? null : failure(reason);
}

/** A write, and when the last of its bytes will have left the line at its own rate. */
interface Written {
  readonly outcome: WriteOutcome;
  readonly lineEmptyAt: number;
}

/**
 * One open line to the printer: one command at a time, each with its own reply and a deadline.
 *
 * The language has no sequence numbers, so a reply that is late, lost or garbled could be taken for the reply of the next
 * command. Whenever a reply is missing, a *probe* is asked, a harmless question whose answer has another form: the printer
 * answers in order, so whatever comes before the probe's answer belongs to the command, and nothing comes after it.
 */
export class CommandChannel {
  readonly #transport: ByteTransport;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #timings: PrinterTimings;
  readonly #inbox: ReplyInbox;
  readonly #turns = new Turns();
  /** `null` while printer and driver agree where a command begins and which reply comes next. */
  #doubt: Doubt | null = null;
  /** Bytes of the bitmap that is being sent or whose reply is awaited; `null` while no command is under way. */
  #bitmapUnderWay: number | null = null;
  #restarts = 0;
  /** A write that was never taken cannot be taken back: only a new connection helps. */
  #stalled = false;

  /** Takes over an opened transport. */
  constructor(transport: ByteTransport, clock: Clock, log: DeviceLog, timings: PrinterTimings) {
    this.#transport = transport;
    this.#clock = clock;
    this.#log = log;
    this.#timings = timings;
    this.#inbox = new ReplyInbox(clock);
    transport.onData((bytes) => this.#inbox.receive(bytes));
    transport.onClose(() => {
      // What the system had taken may be lost with the line.
      if (this.#bitmapUnderWay !== null) this.#doubt = { bytes: this.#bitmapUnderWay, extent: 'known' };
      this.#inbox.close();
    });
  }

  /** Symbols per second, or `null` where it does not matter. */
  get baudRate(): number | null {
    return this.#transport.baudRate;
  }

  /** Printer and driver may disagree, and asking has not helped: the line needs to be brought up anew. */
  get inDoubt(): boolean {
    return this.#stalled || this.#doubt !== null;
  }

  /** What a new connection to the same printer has to reckon with. */
  get doubt(): Doubt | null {
    return this.#doubt;
  }

  /** How many times the printer had to be restarted to get back in step with it. */
  get restarts(): number {
    return this.#restarts;
  }

  /**
   * Sends one command and waits for its reply. `onTaken` is told of the bytes as the line takes them. Fails with the
   * meaning of an error reply, or with `noReply`, `replyUnintelligible` or `disconnected`. Never sends anything twice.
   */
  exchange<Value>(
    command: Command<Value>,
    onTaken: (bytes: number) => void = () => {},
  ): Promise<Answer<Value>> {
    return this.#turns.run(async () => {
      const agreed = await this.#agree(command.reply.kind);
      if (!agreed.ok) return agreed;
      this.#bitmapUnderWay = command.bitmapBytes;
      const answer = await this.#converse(command, onTaken);
      this.#bitmapUnderWay = null;
      // A printer that gave up inside a bitmap takes the rest of it for commands, and refuses each.
      if (!answer.ok && command.bitmapBytes > 0)
        this.#doubt ??= { bytes: command.bitmapBytes, extent: 'known' };
      return answer;
    });
  }

  /** Gets in step with a printer that may still be counting a bitmap. */
  resynchronise(doubt: Doubt): Promise<Answer<'OK'>> {
    return this.#turns.run(() => {
      this.#doubt = doubt;
      return this.#agree('acknowledgement');
    });
  }

  async #converse<Value>(command: Command<Value>, onTaken: (bytes: number) => void): Promise<Answer<Value>> {
    this.#discard('before a command');
    let early: PrinterFaultReason | null = null;
    const hearsError = () => {
      for (let line = this.#inbox.take(); line !== null; line = this.#inbox.take()) {
        early ??= faultReasonOf(line);
        this.#log.warn({ command: command.text, bytes: line.length }, 'Line before the end of a command');
      }
      return early !== null;
    };
    const { outcome, lineEmptyAt } = await this.#write(command.bytes, onTaken, hearsError);
    if (outcome.type === 'sent') {
      return this.#awaitReply(command, lineEmptyAt + this.#timings[command.allowance]);
    }
    if (outcome.type === 'lost') return failure('disconnected');
    const unsent = outcome.type === 'stopped' ? command.bytes.length - outcome.sent : command.bitmapBytes;
    this.#doubt = { bytes: Math.min(command.bitmapBytes, unsent), extent: 'known' };
    hearsError();
    return failure(early ?? 'noReply');
  }

  async #awaitReply<Value>(command: Command<Value>, replyDeadline: number): Promise<Answer<Value>> {
    const probe = probeBeside(command.reply.kind);
    const isReply = (text: string) => readAnswer(command, text) !== null;
    const isAnswer = (text: string) => isReply(text) || reads(probe.reply, text);
    let deadline = replyDeadline;
    let probed: 'no' | 'inSilence' | 'afterNoise' = 'no';
    let unintelligible = false;
    for (;;) {
      const quietUntil = this.#clock.now() + UNINTELLIGIBLE_QUIET_MS;
      const event = await this.#inbox.next(
        unintelligible && probed === 'no' ? Math.min(deadline, quietUntil) : deadline,
        probed === 'no' ? isReply : isAnswer,
      );
      if (event.type === 'closed') return failure('disconnected');
      const missing = failure(unintelligible ? ('replyUnintelligible' as const) : ('noReply' as const));
      if (event.type === 'fragment') {
        unintelligible = true;
        continue;
      }
      if (event.type === 'deadline') {
        if (probed !== 'no') {
          this.#doubt = { bytes: command.bitmapBytes, extent: 'known' };
          return missing;
        }
        unintelligible ||= this.#inbox.partialBytes > 0;
        probed = unintelligible ? 'afterNoise' : 'inSilence';
        this.#inbox.mark();
        const { lineEmptyAt } = await this.#write(probe.bytes);
        deadline = Math.max(deadline, lineEmptyAt) + PROBE_REPLY_MS;
        continue;
      }
      const answer = readAnswer(command, event.text);
      if (answer !== null) {
        if (probed === 'no') return this.#lastOf(command, answer);
        await this.#awaitProbe(probe, deadline);
        // The probe's own bytes may have filled up a bitmap that had lost some on the way: that panel would be spoiled.
        return answer.ok && probed === 'inSilence' && command.bitmapBytes > 0 ? missing : answer;
      }
      if (probed !== 'no' && reads(probe.reply, event.sinceMark)) return missing;
      unintelligible = true;
      this.#log.warn({ command: command.text, bytes: event.text.length }, 'Unintelligible reply');
    }
  }

  /**
   * Replies that came in one go: any error among them counts; otherwise the last, as one before it may belong to an earlier
   * command.
   */
  #lastOf<Value>(command: Command<Value>, first: Answer<Value>): Answer<Value> {
    let last = first;
    for (let line = this.#inbox.take(); line !== null; line = this.#inbox.take()) {
      const answer = readAnswer(command, line);
      if (answer !== null && last.ok) last = answer;
    }
    return last;
  }

  /**
   * Makes sure that the next reply will be the reply of the next command. First gently: a few NULs and a probe. A printer
   * that is still silent counts a bitmap, or waits to be restarted after a broken one: NULs to the bitmap's end, then `Srs`.
   */
  async #agree(kind: ReplyKind): Promise<Answer<'OK'>> {
    if (this.#stalled) return failure('noReply');
    if (this.#doubt === null) return success('OK');
    const probe = probeBeside(kind);
    const bursts = nulBursts(this.#doubt);
    let found = await this.#ask(Math.min(this.#doubt.bytes, FIRST_NULS), probe, PROBE_REPLY_MS);
    for (let burst = 0; found === 'deadline' && burst < bursts.length; burst++) {
      this.#restarts++;
      const isLast = burst === bursts.length - 1;
      const restarted = await this.#ask(
        bursts[burst] ?? 0,
        RESTART,
        isLast ? LAST_RESTART_MS : DOUBTFUL_RESTART_MS,
      );
      found = restarted === 'line' ? await this.#ask(0, probe, PROBE_REPLY_MS) : restarted;
    }
    if (found === 'closed') return failure('disconnected');
    if (found === 'deadline') return failure('noReply');
    await this.#awaitQuiet();
    this.#doubt = null;
    return success('OK');
  }

  /** Sends NULs and a command, and lets everything pass until its answer. */
  async #ask(nuls: number, command: Command<unknown>, replyMs: number): Promise<InboxEvent['type']> {
    const bytes = new Uint8Array(nuls + command.bytes.length);
    bytes.set(command.bytes, nuls);
    this.#discard('while resynchronising');
    const { outcome, lineEmptyAt } = await this.#write(bytes);
    if (outcome.type === 'lost') return 'closed';
    return outcome.type === 'sent' ? this.#awaitProbe(command, lineEmptyAt + replyMs) : 'deadline';
  }

  /** Lets everything pass until the probe's answer. */
  async #awaitProbe(probe: Command<unknown>, deadline: number): Promise<InboxEvent['type']> {
    const isReply = (text: string) => reads(probe.reply, text);
    for (;;) {
      const event = await this.#inbox.next(deadline, isReply);
      if (event.type === 'deadline') this.#doubt ??= { bytes: 0, extent: 'known' };
      if (event.type === 'line' ? isReply(event.text) : event.type !== 'fragment') return event.type;
    }
  }

  /** Earlier probes may have been answered too: their answers must not be taken for replies. Endless noise is not waited out. */
  async #awaitQuiet(): Promise<void> {
    const giveUpAt = this.#clock.now() + PROBE_REPLY_MS;
    for (let heard = true; heard && this.#clock.now() < giveUpAt; ) {
      const event = await this.#inbox.next(this.#clock.now() + RESYNCHRONISED_QUIET_MS, () => false);
      heard = event.type === 'line' || event.type === 'fragment';
    }
  }

  async #write(
    bytes: Uint8Array,
    onTaken: (bytes: number) => void = () => {},
    shouldStop: () => boolean = () => false,
  ): Promise<Written> {
    const { baudRate } = this.#transport;
    const startedAt = this.#clock.now();
    const { stallMs } = this.#timings;
    const outcome = await writePaced(this.#transport, this.#clock, bytes, { stallMs, onTaken, shouldStop });
    if (outcome.type === 'stalled') this.#stalled = true;
    const lineMs = baudRate === null ? 0 : transferMs(bytes.length, baudRate);
    return { outcome, lineEmptyAt: Math.max(this.#clock.now(), startedAt + lineMs) };
  }

  #discard(when: string): number {
    const bytes = this.#inbox.discard();
    if (bytes > 0) this.#log.warn({ bytes }, `Unsolicited bytes ${when}`);
    return bytes;
  }
}
