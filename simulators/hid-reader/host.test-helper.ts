import { connect, type Socket } from 'node:net';
import type { Clock } from '../../contracts/clock.ts';

/*
 * The host's side of the protocol for tests, written from the protocol page and not from framing.ts: CRC bit by bit, replies
 * parsed as a host would.
 */

function crcBitByBit(octets: Uint8Array): number {
  let crc = 0xffff;
  for (const octet of octets) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const feed = ((octet >> bit) & 1) ^ (crc >> 15);
      crc = ((crc << 1) & 0xffff) ^ (feed ? 0x1021 : 0);
    }
  }
  return crc;
}

/** A whole command message, CRC low byte first. */
export function commandMessage(command: number, subCommand: number, data: string): Buffer {
  const octets = Buffer.from(data, 'hex');
  const head = Buffer.from([command, subCommand, octets.length >> 8, octets.length & 0xff]);
  const body = Buffer.concat([Buffer.from('ViVOtech2\0', 'latin1'), head, octets]);
  const crc = crcBitByBit(body);
  return Buffer.concat([body, Buffer.from([crc & 0xff, crc >> 8])]);
}

/** Cuts a message into reports as a host does. */
export function hostReports(message: Buffer): Buffer[] {
  const pieces = [];
  for (let start = 0; start < message.length; start += 63) pieces.push(message.subarray(start, start + 63));
  return pieces.map((piece, index) => {
    const id = pieces.length === 1 ? 1 : index === 0 ? 2 : index === pieces.length - 1 ? 4 : 3;
    return Buffer.concat([Buffer.from([id]), piece, Buffer.alloc(63 - piece.length)]);
  });
}

/** One message from the reader. */
export interface ReaderMessage {
  readonly command: number;
  readonly status: number;
  readonly data: string;
  readonly crcRight: boolean;
}

/** Joins reports to messages: 1 alone; 2, then 3s, then 4; anything else is ignored. */
export function joinReports(reports: readonly Buffer[]): ReaderMessage[] {
  const messages: ReaderMessage[] = [];
  let begun: Buffer[] = [];
  for (const report of reports) {
    const id = report[0];
    const piece = report.subarray(1);
    if (id === 2) begun = [piece];
    if ((id === 3 || id === 4) && begun.length > 0) begun.push(piece);
    if (id !== 1 && !(id === 4 && begun.length > 0)) continue;
    const message = id === 1 ? piece : Buffer.concat(begun);
    begun = [];
    const end = 14 + message.readUInt16BE(12);
    messages.push({
      command: message[10] ?? -1,
      status: message[11] ?? -1,
      data: message.subarray(14, end).toString('hex'),
      crcRight: message.readUInt16BE(end) === crcBitByBit(message.subarray(0, end)),
    });
  }
  return messages;
}

/** A host connected to a reader's socket. */
export class TestHost {
  readonly reports: Buffer[] = [];
  readonly #socket: Socket;
  #pending = Buffer.alloc(0);
  #waiting: (() => void)[] = [];
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      for (; this.#pending.length >= 64; this.#pending = this.#pending.subarray(64))
        this.reports.push(this.#pending.subarray(0, 64));
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const check of waiting) check();
  }

  /** Resolves once `condition` holds; it is asked again after every report and when the connection ends. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (condition()) resolve();
        else this.#waiting.push(check);
      };
      check();
    });
  }

  /** `address` as the simulator tells it: a path or `host:port`. Rejects when nobody listens. */
  static open(address: string): Promise<TestHost> {
    const tcp = /^(.+):(\d+)$/.exec(address);
    return new Promise((resolve, reject) => {
      const socket = tcp ? connect(Number(tcp[2]), tcp[1]) : connect(address);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new TestHost(socket)));
    });
  }

  get messages(): ReaderMessage[] {
    return joinReports(this.reports);
  }

  write(octets: Uint8Array): void {
    this.#socket.write(octets);
  }

  send(command: number, subCommand: number, data: string): void {
    this.write(Buffer.concat(hostReports(commandMessage(command, subCommand, data))));
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** A clock whose hands move only when a test moves them. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get timersWaiting(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    this.#timers = this.#timers.filter((timer) => timer !== handle);
  }

  /** Moves on by `ms`, calling what falls due in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = next.at;
      this.clearTimeout(next);
      next.callback();
    }
    this.#now = end;
  }
}
