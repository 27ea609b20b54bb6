/** A short command APDU (ISO/IEC 7816-4:2020 §5.2), cases 1 to 4. */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** At most 255 octets. */
  readonly data?: Uint8Array;
  /** Octets expected, 1 to 256; absent when none are. */
  readonly le?: number;
}

/** A response APDU: data field and SW1-SW2. */
export interface ResponseApdu {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

const MOST_COMMAND_OCTETS = 255;
const MOST_RESPONSE_OCTETS = 256;
const STATUS_WORD_BYTES = 2;

/** The octets of a command. Throws a `RangeError` when it does not fit the short form. */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data, le } = command;
  if (data !== undefined && (data.length === 0 || data.length > MOST_COMMAND_OCTETS))
    throw new RangeError('Lc');
  if (le !== undefined && (le < 1 || le > MOST_RESPONSE_OCTETS)) throw new RangeError('Le');
  return Uint8Array.from([
    cla,
    ins,
    p1,
    p2,
    ...(data === undefined ? [] : [data.length, ...data]),
    // 256 is written as 00.
    ...(le === undefined ? [] : [le & 0xff]),
  ]);
}

/** Splits a response; `null` when it is too short to have a status word. */
export function parseResponse(octets: Uint8Array): ResponseApdu | null {
  const end = octets.length - STATUS_WORD_BYTES;
  const first = octets[end];
  const second = octets[end + 1];
  if (end < 0 || first === undefined || second === undefined) return null;
  return { data: octets.subarray(0, end), statusWord: (first << 8) | second };
}
