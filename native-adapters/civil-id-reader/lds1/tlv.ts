/**
 * Octets that are not what their standard says. Thrown by the parsers of this folder and caught where a chip's data
 * enters (`authenticateChip`, `extractPortrait`, `fileLength`), which turn it into a value.
 */
export class MalformedData extends Error {
  override readonly name = 'MalformedData';
}

/** One data object: BER-TLV of ISO 7816-4 §6.3, definite length, which DER (X.690 §10) is part of. */
export interface Tlv {
  /** Tag octets as one number, e.g. 0x30 or 0x5f1f. */
  readonly tag: number;
  readonly value: Uint8Array;
  /** Tag, length and value. */
  readonly encoded: Uint8Array;
}

/** Longest tag and length that any file here needs: two tag octets, and 83 with three length octets. */
const MOST_LENGTH_OCTETS = 3;
const MANY_OCTET_TAG = 0x1f;
const CONTINUES = 0x80;

interface Header {
  readonly tag: number;
  readonly headerBytes: number;
  readonly valueBytes: number;
}

/** The header at `offset`, or `null` when `bytes` ends inside it. Throws {@link MalformedData} on forms not allowed here. */
function readHeader(bytes: Uint8Array, offset: number): Header | null {
  let next = offset;
  const first = bytes[next++];
  if (first === undefined) return null;
  let tag = first;
  if ((first & MANY_OCTET_TAG) === MANY_OCTET_TAG) {
    const second = bytes[next++];
    if (second === undefined) return null;
    if (second & CONTINUES) throw new MalformedData('tag longer than two octets');
    tag = (first << 8) | second;
  }
  const initial = bytes[next++];
  if (initial === undefined) return null;
  if (initial < CONTINUES) return { tag, headerBytes: next - offset, valueBytes: initial };
  const lengthOctets = initial - CONTINUES;
  if (lengthOctets === 0 || lengthOctets > MOST_LENGTH_OCTETS) throw new MalformedData('length form');
  let valueBytes = 0;
  for (let index = 0; index < lengthOctets; index += 1) {
    const octet = bytes[next++];
    if (octet === undefined) return null;
    valueBytes = (valueBytes << 8) | octet;
  }
  return { tag, headerBytes: next - offset, valueBytes };
}

/** Takes data objects one after another from octets that are not copied. Throws {@link MalformedData}. */
export class TlvReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether nothing is left. */
  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  next(): Tlv {
    const start = this.#offset;
    const header = readHeader(this.#bytes, start);
    if (header === null) throw new MalformedData('data object ends in its header');
    const end = start + header.headerBytes + header.valueBytes;
    if (end > this.#bytes.length) throw new MalformedData('data object longer than what holds it');
    this.#offset = end;
    return {
      tag: header.tag,
      value: this.#bytes.subarray(start + header.headerBytes, end),
      encoded: this.#bytes.subarray(start, end),
    };
  }

  /** The next data object, which must have `tag`. */
  take(tag: number): Tlv {
    const found = this.next();
    if (found.tag !== tag) throw new MalformedData('unexpected tag');
    return found;
  }

  /** The next data object if it has `tag`, otherwise `null`, and nothing is taken. */
  takeOptional(tag: number): Tlv | null {
    const header = readHeader(this.#bytes, this.#offset);
    return header?.tag === tag ? this.next() : null;
  }

  /** Insists that nothing is left. */
  end(): void {
    if (!this.atEnd) throw new MalformedData('octets after the last data object');
  }

  /** All that is left, in order. */
  rest(): Tlv[] {
    const found: Tlv[] = [];
    while (!this.atEnd) found.push(this.next());
    return found;
  }
}

/** The one data object that `bytes` consists of, with `tag`. Throws {@link MalformedData}. */
export function takeWhole(bytes: Uint8Array, tag: number): Tlv {
  const reader = new TlvReader(bytes);
  const found = reader.take(tag);
  reader.end();
  return found;
}

/** The data object with `tag` among the children of `parent`; exactly one must exist. Throws {@link MalformedData}. */
export function onlyChild(parent: Tlv, tag: number): Tlv {
  const matches = new TlvReader(parent.value).rest().filter((child) => child.tag === tag);
  const [only] = matches;
  if (only === undefined || matches.length > 1) throw new MalformedData('data object missing or repeated');
  return only;
}

/**
 * Length in bytes of a whole file whose first octets are `beginning` and whose only data object has `tag`;
 * `null` when they are not the beginning of such a file.
 */
export function fileLength(beginning: Uint8Array, tag: number): number | null {
  try {
    const header = readHeader(beginning, 0);
    return header?.tag === tag ? header.headerBytes + header.valueBytes : null;
  } catch (error) {
    if (error instanceof MalformedData) return null;
    throw error;
  }
}

/** A small non-negative INTEGER (one octet). Throws {@link MalformedData}. */
export function smallInteger(integer: Tlv): number {
  const [value] = integer.value;
  if (value === undefined || integer.value.length !== 1 || value >= 0x80) {
    throw new MalformedData('integer out of range');
  }
  return value;
}

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). Throws {@link MalformedData}. */
export function objectIdentifier(identifier: Tlv): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of identifier.value) {
    arc = arc * 0x80 + (octet & 0x7f);
    if (octet & CONTINUES) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first] = arcs;
  const last = identifier.value.at(-1);
  if (first === undefined || last === undefined || last & CONTINUES)
    throw new MalformedData('object identifier');
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
}

/** Tags of the universal types and constructions (X.690) that the files here use. */
export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific, constructed. */
  context0: 0xa0,
  context1: 0xa1,
  context2: 0xa2,
  context3: 0xa3,
  /** Context-specific 0, primitive. */
  implicit0: 0x80,
} as const;
