/**
 * Encodes one TLV with definite length (ISO/IEC 7816-4 §5.2.2, BER and DER alike). `tag` as a number of one or two bytes,
 * e.g. `0x77` or `0x5f1f`.
 */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(contents);
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return Buffer.concat([Buffer.from([...tagBytes, ...encodeLength(value.length)]), value]);
}

function encodeLength(length: number): number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  throw new RangeError(`A file of ${length} bytes is beyond what these cards hold`);
}
