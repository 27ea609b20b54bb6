import { tlv } from './tlv.ts';

/*
 * The few DER types (ITU-T X.690) that certificates and signed objects need. Objects are built byte by byte here, so that a
 * forged card can be wrong in exactly one place.
 */

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return tlv(0x30, ...items);
}

/** The members of a SET OF in the order that DER demands (X.690 §11.6). */
export function inDerOrder(items: readonly Uint8Array[]): Uint8Array[] {
  return items.toSorted(Buffer.compare);
}

/** SET OF, its members in order. */
export function setOf(...items: readonly Uint8Array[]): Buffer {
  return tlv(0x31, ...inDerOrder(items));
}

/** A non-negative INTEGER from its big-endian magnitude. */
export function integer(magnitude: Uint8Array | number): Buffer {
  const bytes = typeof magnitude === 'number' ? Buffer.from([magnitude]) : Buffer.from(magnitude);
  const start = bytes.findIndex((byte) => byte !== 0);
  const significant = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
  return (significant[0] ?? 0) & 0x80 ? tlv(0x02, Buffer.from([0]), significant) : tlv(0x02, significant);
}

export function boolean(value: boolean): Buffer {
  return tlv(0x01, Buffer.from([value ? 0xff : 0]));
}

/** Dotted text, e.g. `2.23.136.1.1.1`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest];
  return tlv(0x06, Buffer.from(arcs.flatMap(encodeArc)));
}

function encodeArc(arc: number): number[] {
  const groups = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

export function octetString(value: Uint8Array): Buffer {
  return tlv(0x04, value);
}

/** BIT STRING of whole bytes, or with `unusedBits` at the end of the last. */
export function bitString(value: Uint8Array, unusedBits = 0): Buffer {
  return tlv(0x03, Buffer.from([unusedBits]), value);
}

export function printableString(text: string): Buffer {
  return tlv(0x13, Buffer.from(text, 'ascii'));
}

export function utf8String(text: string): Buffer {
  return tlv(0x0c, Buffer.from(text, 'utf8'));
}

/** UTCTime before 2050 and GeneralizedTime from then on (RFC 5280 §4.1.2.5); whole seconds. */
export function time(epochMs: number): Buffer {
  const text = new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return text < '2050' ? tlv(0x17, Buffer.from(`${text.slice(2)}Z`)) : tlv(0x18, Buffer.from(`${text}Z`));
}

/** Context-specific constructed `[number]` around `contents`. */
export function contextTag(number: number, ...contents: readonly Uint8Array[]): Buffer {
  return tlv(0xa0 | number, ...contents);
}
