import { STATUS, type Status } from './status.ts';

/*
 * Messages of the ID TECH NEO 2 (ViVOtech2) protocol and the HID reports that carry them:
 *
 *   command  "ViVOtech2\0" CMD SUB    LEN(2) data CRC (low byte first)
 *   response "ViVOtech2\0" CMD STATUS LEN(2) data CRC (high byte first)
 */

/** Bytes of a report: its ID and 63 bytes of data. */
export const REPORT_BYTES = 64;
const REPORT_DATA_BYTES = REPORT_BYTES - 1;

/** Report IDs. */
export const REPORT_ID = { whole: 1, first: 2, middle: 3, last: 4 } as const;

const HEADER = Buffer.from('ViVOtech2\0', 'ascii');
/** Bytes before the data: header, command, sub-command or status, length. */
export const MESSAGE_HEAD_BYTES = HEADER.length + 4;
const CRC_BYTES = 2;
/** Data of the largest command this reader takes: interface and a short APDU of 261 bytes, and room to spare. */
const MAX_COMMAND_DATA = 512;
const MAX_COMMAND_BYTES = MESSAGE_HEAD_BYTES + MAX_COMMAND_DATA + CRC_BYTES;

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** CRC-16: polynomial 1021, initial value FFFF, not reflected, nothing added at the end. */
export function crc16(octets: Uint8Array): number {
  let crc = 0xffff;
  for (const octet of octets) crc = ((crc << 8) & 0xffff) ^ (CRC_TABLE[(crc >> 8) ^ octet] ?? 0);
  return crc;
}

/** A command as it was meant, or the status that says why it cannot be understood. */
export type ReceivedCommand =
  | { readonly type: 'command'; readonly command: number; readonly subCommand: number; readonly data: Buffer }
  | { readonly type: 'refused'; readonly command: number; readonly status: Status };

/** Reads a message of at least one report's data; padding after its end is ignored. */
export function parseCommandMessage(message: Buffer): ReceivedCommand {
  const command = message[HEADER.length] ?? 0;
  const refused = (status: Status): ReceivedCommand => ({ type: 'refused', command, status });
  if (!message.subarray(0, HEADER.length).equals(HEADER)) return refused(STATUS.incorrectHeader);
  const dataLength = message.readUInt16BE(HEADER.length + 2);
  if (dataLength > MAX_COMMAND_DATA) return refused(STATUS.frameTooLarge);
  const end = MESSAGE_HEAD_BYTES + dataLength;
  if (message.length < end + CRC_BYTES) return refused(STATUS.malformed);
  if (crc16(message.subarray(0, end)) !== message.readUInt16LE(end)) return refused(STATUS.crcError);
  return {
    type: 'command',
    command,
    subCommand: message[HEADER.length + 1] ?? 0,
    data: message.subarray(MESSAGE_HEAD_BYTES, end),
  };
}

/** A reply or notification, with `crcMask` mixed into its CRC (0 for a right one). */
export function encodeResponse(command: number, status: Status, data: Uint8Array, crcMask = 0): Buffer {
  const head = Buffer.from([...HEADER, command, status, data.length >> 8, data.length & 0xff]);
  const body = Buffer.concat([head, data]);
  const crc = crc16(body) ^ crcMask;
  return Buffer.concat([body, Buffer.from([crc >> 8, crc & 0xff])]);
}

function report(id: number, data: Uint8Array): Buffer {
  const octets = Buffer.alloc(REPORT_BYTES);
  octets[0] = id;
  octets.set(data, 1);
  return octets;
}

/** Splits a message into reports: one with ID 1, or a first (2), middle ones (3) and a last (4). */
export function toReports(message: Uint8Array): Buffer[] {
  if (message.length <= REPORT_DATA_BYTES) return [report(REPORT_ID.whole, message)];
  const count = Math.ceil(message.length / REPORT_DATA_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const id = index === 0 ? REPORT_ID.first : index === count - 1 ? REPORT_ID.last : REPORT_ID.middle;
    return report(id, message.subarray(index * REPORT_DATA_BYTES, (index + 1) * REPORT_DATA_BYTES));
  });
}

/** Puts reports together again. Unknown IDs, and continuations of nothing, are ignored. */
export class MessageAssembler {
  #parts: Buffer[] = [];

  /** The message that `octets` completes, or `null`. A message that grows beyond the largest command is handed out as it is. */
  accept(octets: Buffer): Buffer | null {
    const data = Buffer.from(octets.subarray(1));
    switch (octets[0]) {
      case REPORT_ID.whole:
        this.#parts = [];
        return data;
      case REPORT_ID.first:
        this.#parts = [data];
        return null;
      case REPORT_ID.middle:
      case REPORT_ID.last: {
        if (this.#parts.length === 0) return null;
        this.#parts.push(data);
        const tooLong = this.#parts.length * REPORT_DATA_BYTES > MAX_COMMAND_BYTES + REPORT_DATA_BYTES;
        if (octets[0] === REPORT_ID.middle && !tooLong) return null;
        const message = Buffer.concat(this.#parts);
        this.#parts = [];
        return message;
      }
      default:
        return null;
    }
  }

  /** Forgets what has begun: the power was cut. */
  reset(): void {
    this.#parts = [];
  }
}
