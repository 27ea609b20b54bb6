import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { DeviceLog } from '../device-log.ts';
import type { PrinterFaultReason } from '../port.ts';
import type { ByteTransport } from '../transport/byte-transport.ts';
import type { Command } from './command.ts';
import { READ_COVER, READ_TRANSPORT } from './commands.ts';
import { transferMs, type WriteOutcome, writePaced } from './line-writer.ts';
import type { ReplyGrammar, ReplyKind } from './reply-grammar.ts';
import { ReplyInbox } from './reply-inbox.ts';
import { faultReasonOf } from './reply-words.ts';
import {
  PROBE_REPLY_MS,
  type PrinterTimings,
  RESYNCHRONISED_QUIET_MS,
  UNINTELLIGIBLE_QUIET_MS,
} from './timings.ts';
import { Turns } from './turns.ts';

/** What a command came to: its reply, or why there is none. */
export type Answer<Value> = Result<Value, PrinterFaultReason>;

/** NULs sent between two probes while a printer may still be counting a bitmap: few first, as few bytes are often missing. */
const NUL_BURSTS = [64, 1_024, 8_192] as const;
const LARGEST_NUL_BURST = 65_536;

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
  /** Bytes the printer may still be counting as a bitmap; `null` while printer and driver agree. */
  #doubtfulBytes: number | null = null;
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
    transport.onClose(() => this.#inbox.close());
  }

  /** Symbols per second, or `null` where it does not matter. */
  get baudRate(): number | null {
    return this.#transport.baudRate;
  }

  /** Printer and driver may disagree, and asking has not helped: the line needs to be brought up anew. */
  get inDoubt(): boolean {
    return this.#stalled || this.#doubtfulBytes !== null;
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
      return agreed.ok ? this.#converse(command, onTaken) : agreed;
    });
  }

  /** Finds out whether the printer answers, when up to `bytes` of what is sent may be swallowed as a bitmap. */
  resynchronise(bytes: number): Promise<Answer<'OK'>> {
    return this.#turns.run(() => {
      this.#doubtfulBytes = bytes;
      return this.#agree('acknowledgement');
    });
  }

  async #converse<Value>(command: Command<Value>, onTaken: (bytes: number) => void): Promise<Answer<Value>> {
    this.#discard('before a command');
    let early: PrinterFaultReason | null = null;
    const { outcome, lineEmptyAt } = await this.#write(command.bytes, onTaken, () => {
      for (let line = this.#inbox.take(); line !== null; line = this.#inbox.take()) {
        early ??= faultReasonOf(line);
        this.#log.warn({ command: command.text, bytes: line.length }, 'Line before the end of a command');
      }
      return early !== null;
    });
    if (outcome.type === 'sent') {
      return this.#awaitReply(command, lineEmptyAt + this.#timings[command.allowance]);
    }
    this.#doubtfulBytes = Math.min(command.bitmapBytes, command.bytes.length - outcome.sent);
    if (early !== null) return failure(early);
    return failure(outcome.type === 'lost' ? 'disconnected' : 'noReply');
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
      if (event.type === 'deadline') {
        if (probed !== 'no') {
          this.#doubtfulBytes = command.bitmapBytes;
          return missing;
        }
        unintelligible = this.#discard('instead of a reply') > 0 || unintelligible;
        probed = unintelligible ? 'afterNoise' : 'inSilence';
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
      if (probed !== 'no' && reads(probe.reply, event.text)) return missing;
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

  /** Makes sure that the next reply will be the reply of the next command. */
  async #agree(kind: ReplyKind): Promise<Answer<'OK'>> {
    if (this.#stalled) return failure('noReply');
    if (this.#doubtfulBytes === null) return success('OK');
    const probe = probeBeside(kind);
    let nulsLeft = this.#doubtfulBytes;
    for (let burst = 0; burst === 0 || nulsLeft > 0; burst++) {
      const nuls = Math.min(nulsLeft, NUL_BURSTS[burst] ?? LARGEST_NUL_BURST);
      nulsLeft -= nuls;
      const bytes = new Uint8Array(nuls + probe.bytes.length);
      bytes.set(probe.bytes, nuls);
      this.#discard('while resynchronising');
      const { outcome, lineEmptyAt } = await this.#write(bytes);
      if (outcome.type !== 'sent') return failure(outcome.type === 'lost' ? 'disconnected' : 'noReply');
      const answered = await this.#awaitProbe(probe, lineEmptyAt + PROBE_REPLY_MS);
      if (answered === 'closed') return failure('disconnected');
      if (answered === 'deadline') continue;
      await this.#awaitQuiet();
      this.#doubtfulBytes = null;
      return success('OK');
    }
    return failure('noReply');
  }

  /** Lets everything pass until the probe's answer. */
  async #awaitProbe(probe: Command<unknown>, deadline: number): Promise<'line' | 'closed' | 'deadline'> {
    const isReply = (text: string) => reads(probe.reply, text);
    for (;;) {
      const event = await this.#inbox.next(deadline, isReply);
      if (event.type === 'deadline') this.#doubtfulBytes ??= 0;
      if (event.type !== 'line' || isReply(event.text)) return event.type;
    }
  }

  /** Earlier probes may have been answered too: their answers must not be taken for replies. */
  async #awaitQuiet(): Promise<void> {
    for (let heard = true; heard; ) {
      const event = await this.#inbox.next(this.#clock.now() + RESYNCHRONISED_QUIET_MS, () => false);
      heard = event.type === 'line';
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
