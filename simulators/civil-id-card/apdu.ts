/** A short command APDU (ISO/IEC 7816-4 §5.2). */
export interface CommandApdu {
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Buffer;
  /** Le as a number of bytes (00 means 256), or `null` where no data is expected. */
  readonly expected: number | null;
}

/** Reads cases 1 to 4 with short lengths; `null` where the lengths contradict each other or are extended. At least 4 bytes. */
export function parseCommand(apdu: Buffer): CommandApdu | null {
  const [, ins = 0, p1 = 0, p2 = 0, length] = apdu;
  const header = { ins, p1, p2 };
  const expectedFrom = (le: number | undefined) => le || 256;
  if (length === undefined) return { ...header, data: Buffer.alloc(0), expected: null };
  if (apdu.length === 5) return { ...header, data: Buffer.alloc(0), expected: expectedFrom(length) };
  if (length === 0) return null;
  const data = apdu.subarray(5, 5 + length);
  if (apdu.length === 5 + length) return { ...header, data, expected: null };
  if (apdu.length === 6 + length) return { ...header, data, expected: expectedFrom(apdu[5 + length]) };
  return null;
}
