import { success } from '../../../contracts/result.ts';
import type { OpenReportTransport, ReportListener } from '../hid/report-transport.ts';
import type { TestChip } from './chip.ts';

/** CRC-16, bit by bit, so that the driver's table is not its own judge. */
export function bitwiseCrc(octets: Uint8Array): number {
  let remainder = 0xffff;
  for (const octet of octets) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const feedback = ((remainder >> 15) ^ (octet >> bit)) & 1;
      remainder = ((remainder << 1) & 0xffff) ^ (feedback ? 0x1021 : 0);
    }
  }
  return remainder;
}

/** A reply or notification as the reader frames it: CRC high byte first. */
export function replyMessage(command: number, status: number, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([
    Buffer.from('ViVOtech2\0', 'latin1'),
    Buffer.of(command, status, data.length >> 8, data.length & 0xff),
    data,
  ]);
  const crc = bitwiseCrc(body);
  return Buffer.concat([body, Buffer.of(crc >> 8, crc & 0xff)]);
}

/** Reports as the reader cuts them. */
export function cut(message: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = 0; start < message.length; start += 63) parts.push(message.subarray(start, start + 63));
  return parts.map((part, index) => {
    const id = parts.length === 1 ? 1 : index === 0 ? 2 : index === parts.length - 1 ? 4 : 3;
    return Buffer.concat([Buffer.of(id), part, Buffer.alloc(63 - part.length)]);
  });
}

/** What the reader does with a command instead of answering it properly. */
export type Trick = 'silence' | 'badCrc' | 'cardMute' | 'cardGone' | 'refused' | 'notifyBefore' | 'reversed';

/** One command as the reader understood it. */
export interface SeenCommand {
  readonly command: number;
  readonly subcommand: number;
  readonly data: Buffer;
}

/** A NEO 2 in the same process, with no latency: parses command reports on its own and answers with reports. */
export class FakeReader {
  readonly seen: SeenCommand[] = [];
  /** Asked before each command is carried out. */
  trick: (command: SeenCommand, index: number) => Trick | null = () => null;
  isPlugged = true;
  connections = 0;
  #listener: ReportListener | null = null;
  #chip: TestChip | null = null;
  #collected: Buffer = Buffer.alloc(0);

  readonly open: OpenReportTransport = async (listener) => {
    if (!this.isPlugged) return { ok: false, fault: 'no such device' };
    this.connections += 1;
    this.#listener = listener;
    return success({
      send: (reports) => {
        for (const report of reports) this.#take(Buffer.from(report));
      },
      close: () => this.unplug(),
    });
  };

  insert(chip: TestChip): void {
    this.#chip = chip;
    this.#notifySeat();
  }

  remove(): void {
    this.#chip = null;
    this.#notifySeat();
  }

  /** Takes the card without a word: only the next command shows it. */
  removeSilently(): void {
    this.#chip = null;
  }

  unplug(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.onClose();
  }

  say(message: Buffer): void {
    for (const report of cut(message)) this.sayReport(report);
  }

  sayReport(report: Buffer): void {
    this.#listener?.onReport(report);
  }

  #notifySeat(): void {
    this.say(replyMessage(0xf2, 0, Buffer.of(this.#chip === null ? 0 : 1)));
  }

  #take(report: Buffer): void {
    const [id] = report;
    this.#collected =
      id === 1 || id === 2 ? report.subarray(1) : Buffer.concat([this.#collected, report.subarray(1)]);
    if (id !== 1 && id !== 4) return;
    const message = this.#collected;
    const length = message.readUInt16BE(12);
    const body = message.subarray(0, 14 + length);
    if (message.readUInt16LE(14 + length) !== bitwiseCrc(body)) {
      this.say(replyMessage(body[10] ?? 0, 0x04));
      return;
    }
    const seen = { command: body[10] ?? 0, subcommand: body[11] ?? 0, data: Buffer.from(body.subarray(14)) };
    this.seen.push(seen);
    // The answer comes in another turn, as it does from a device.
    setImmediate(() => this.#carryOut(seen, this.seen.indexOf(seen)));
  }

  #carryOut(seen: SeenCommand, index: number): void {
    const trick = this.trick(seen, index);
    if (trick === 'silence') return;
    if (trick === 'notifyBefore') this.#notifySeat();
    const reply = trick === null || trick === 'notifyBefore' ? this.#execute(seen) : this.#spoil(seen, trick);
    if (trick === 'reversed') for (const report of cut(reply).reverse()) this.sayReport(report);
    else this.say(reply);
    if (seen.command === 0x01 && this.#chip !== null) this.#notifySeat();
  }

  #spoil(seen: SeenCommand, trick: Exclude<Trick, 'silence' | 'notifyBefore'>): Buffer {
    switch (trick) {
      case 'badCrc': {
        const reply = this.#execute(seen);
        reply.writeUInt8(reply.readUInt8(reply.length - 1) ^ 1, reply.length - 1);
        return reply;
      }
      case 'cardMute':
        return replyMessage(seen.command, 0x08);
      case 'cardGone':
        return replyMessage(seen.command, 0x0a);
      case 'refused':
        return replyMessage(seen.command, 0x06);
      case 'reversed':
        return this.#execute(seen);
    }
  }

  #execute({ command, subcommand, data }: SeenCommand): Buffer {
    if (command === 0x01) return replyMessage(command, 0);
    if (this.#chip === null && subcommand !== 0x18) return replyMessage(command, 0x0a);
    switch (subcommand) {
      case 0x12:
        return replyMessage(command, 0, this.#chip?.powerOn());
      case 0x13:
        return replyMessage(command, 0, this.#chip?.answer(data.subarray(1)));
      default:
        return replyMessage(command, 0);
    }
  }
}
