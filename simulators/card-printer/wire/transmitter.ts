import type { Clock } from '../../../contracts/clock.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { FaultRegister, ReplyFault } from '../machine/fault-register.ts';
import type { SerialLine } from '../line/serial-line.ts';
import { encodeReply, encodeText, type Reply, replyText, type ReplyTerminator } from './reply.ts';
import type { WireLog } from './wire-log.ts';

/** Neither a word nor a number, and no terminator within. */
const GARBAGE = Uint8Array.of(0xf3, 0x8e, 0x11, 0xa0, 0x7f, 0xc2, 0x1b, 0x95);

/** Sends replies, spoiled by whatever reply fault is armed. */
export class Transmitter {
  readonly #clock: Clock;
  readonly #faults: FaultRegister;
  readonly #line: () => SerialLine;
  readonly #log: WireLog;
  readonly #timers = new Set<unknown>();
  /** A reply that waits to be sent together with the next. */
  #heldBack: Uint8Array | null = null;
  /** The rest of a split reply and whatever is sent behind it, as a line keeps its order; `null`: nothing is split. */
  #delayed: Uint8Array[] | null = null;

  constructor(options: {
    readonly clock: Clock;
    readonly faults: FaultRegister;
    readonly line: () => SerialLine;
    readonly log: WireLog;
  }) {
    this.#clock = options.clock;
    this.#faults = options.faults;
    this.#line = options.line;
    this.#log = options.log;
  }

  /** Sends the reply to `command`; `acknowledge`: in ACK/NACK mode. */
  reply(command: string, reply: Reply, acknowledge: boolean): void {
    const bytes = encodeReply(reply, acknowledge, this.#terminator());
    const fault = this.#faults.takeReplyFault(command);
    if (fault) this.#spoil(fault, reply, bytes);
    else this.#send(bytes, replyText(reply));
  }

  /** Sends a text nobody asked for. */
  announce(text: string): void {
    this.#send(encodeText(text, this.#terminator()), text);
  }

  /** Forgets what was still to be sent. */
  cancel(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
    this.#heldBack = null;
    this.#delayed = null;
  }

  #terminator(): ReplyTerminator {
    return this.#faults.find('replyTerminator')?.terminator ?? 'cr';
  }

  #spoil(fault: ReplyFault, reply: Reply, bytes: Uint8Array): void {
    const truth = replyText(reply);
    this.#log.event(fault.fault, [truth]);
    switch (fault.fault) {
      case 'staleOk':
        this.#send(encodeText('OK', this.#terminator()), 'OK');
        return;
      case 'truncatedReply':
        this.#send(bytes.subarray(0, fault.keepBytes), truth.slice(0, fault.keepBytes));
        return;
      case 'silence':
        if (fault.ms !== null) this.#later(fault.ms, () => this.#send(bytes, truth));
        return;
      case 'garbageReply':
        this.#send(Buffer.concat([GARBAGE, encodeText('', this.#terminator())]), '(garbage)');
        return;
      case 'splitReply': {
        const half = Math.ceil(bytes.length / 2);
        this.#send(bytes.subarray(0, half), truth.slice(0, half));
        this.#pause(fault.gapMs);
        this.#send(bytes.subarray(half), truth.slice(half));
        return;
      }
      case 'mergedReplies':
        if (fault.companion === 'repeat') this.#send(Buffer.concat([bytes, bytes]), `${truth} ${truth}`);
        else this.#heldBack = bytes;
        return;
      case 'unknownError':
        this.#send(encodeText(fault.word, this.#terminator()), fault.word);
        return;
      default:
        unreachable(fault);
    }
  }

  #send(bytes: Uint8Array, text: string): void {
    const whole = this.#heldBack ? Buffer.concat([this.#heldBack, bytes]) : bytes;
    this.#heldBack = null;
    this.#log.note({
      direction: 'toHost',
      type: 'reply',
      text,
      parameters: [],
      bytes: whole.length,
      content: whole,
    });
    if (this.#delayed) this.#delayed.push(whole);
    else this.#line().write(whole);
  }

  /** Lets what is sent next leave after `ms`, unless the line pauses already. */
  #pause(ms: number): void {
    if (this.#delayed) return;
    const delayed: Uint8Array[] = [];
    this.#delayed = delayed;
    this.#later(ms, () => {
      this.#delayed = null;
      this.#line().write(Buffer.concat(delayed));
    });
  }

  #later(ms: number, act: () => void): void {
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}
