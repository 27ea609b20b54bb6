import { crc16 } from './crc.ts';

/** Command or reply: `ViVOtech2` and a zero (ID TECH NEO 2 Interface Developers Guide, "Protocol 2"). */
const HEADER = Buffer.from('ViVOtech2\0', 'latin1');
const COMMAND_OFFSET = HEADER.length;
const LENGTH_OFFSET = COMMAND_OFFSET + 2;
const DATA_OFFSET = LENGTH_OFFSET + 2;
const CRC_BYTES = 2;
const MOST_DATA_BYTES = 0xffff;

/** Bytes of a message before its data, which are enough to know its length. */
export const MESSAGE_HEADER_BYTES = DATA_OFFSET;

/** A reply to a command, or a notification. */
export interface ReaderMessage {
  readonly command: number;
  readonly status: number;
  readonly data: Uint8Array;
}

/** A command, its CRC low byte first. Throws a `RangeError` when the data is longer than a message can say. */
export function encodeCommandMessage(command: number, subcommand: number, data: Uint8Array): Uint8Array {
  if (data.length > MOST_DATA_BYTES) throw new RangeError('message data too long');
  const message = Buffer.alloc(DATA_OFFSET + data.length + CRC_BYTES);
  HEADER.copy(message);
  message[COMMAND_OFFSET] = command;
  message[COMMAND_OFFSET + 1] = subcommand;
  message.writeUInt16BE(data.length, LENGTH_OFFSET);
  message.set(data, DATA_OFFSET);
  const crcOffset = DATA_OFFSET + data.length;
  message.writeUInt16LE(crc16(message.subarray(0, crcOffset)), crcOffset);
  return message;
}

/** Bytes of the whole message that begins with `beginning`; `null` when it is no message or shorter than its header. */
export function messageLength(beginning: Uint8Array): number | null {
  if (beginning.length < MESSAGE_HEADER_BYTES) return null;
  if (!HEADER.equals(beginning.subarray(0, HEADER.length))) return null;
  const high = beginning[LENGTH_OFFSET] ?? 0;
  const low = beginning[LENGTH_OFFSET + 1] ?? 0;
  return DATA_OFFSET + ((high << 8) | low) + CRC_BYTES;
}

/** Parses a reply or notification of exactly its own length, its CRC high byte first; `null` when the CRC is wrong. */
export function decodeReaderMessage(message: Uint8Array): ReaderMessage | null {
  const crcOffset = message.length - CRC_BYTES;
  const high = message[crcOffset] ?? 0;
  const low = message[crcOffset + 1] ?? 0;
  if (crc16(message.subarray(0, crcOffset)) !== ((high << 8) | low)) return null;
  return {
    command: message[COMMAND_OFFSET] ?? 0,
    status: message[COMMAND_OFFSET + 1] ?? 0,
    data: message.subarray(DATA_OFFSET, crcOffset),
  };
}
