import {
  BitString,
  Boolean as BooleanBlock,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as SetBlock,
  Utf8String,
} from 'asn1js';

/** A node of an ASN.1 tree, built with a library that the driver does not use. */
export type Asn1 =
  | BitString
  | BooleanBlock
  | Constructed
  | GeneralizedTime
  | Integer
  | Null
  | ObjectIdentifier
  | OctetString
  | Primitive
  | Utf8String;

function buffer(octets: Uint8Array): ArrayBuffer {
  return Uint8Array.from(octets).buffer;
}

/** DER of a node. */
export function der(node: Asn1): Buffer {
  return Buffer.from(node.toBER());
}

/** A node from octets that already are DER. */
export function raw(octets: Uint8Array): Asn1 {
  const { result, offset } = fromBER(buffer(octets));
  if (offset === -1) throw new Error('not DER');
  return result as Asn1;
}

export const sequence = (...value: Asn1[]): Asn1 => new Sequence({ value });
export const set = (...value: Asn1[]): Asn1 => new SetBlock({ value });
export const oid = (value: string): Asn1 => new ObjectIdentifier({ value });
export const integer = (value: number): Asn1 => new Integer({ value });
export const octetString = (octets: Uint8Array): Asn1 => new OctetString({ valueHex: buffer(octets) });
export const bitString = (octets: Uint8Array, unusedBits = 0): Asn1 =>
  new BitString({ valueHex: buffer(octets), unusedBits });
export const utf8String = (value: string): Asn1 => new Utf8String({ value });
export const boolean = (value: boolean): Asn1 => new BooleanBlock({ value });
export const asn1Null = (): Asn1 => new Null();
export const time = (value: string): Asn1 => new GeneralizedTime({ valueDate: new Date(value) });
/** Context-specific, constructed. */
export const explicit = (tagNumber: number, ...value: Asn1[]): Asn1 =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
/** Context-specific, primitive. */
export const implicit = (tagNumber: number, octets: Uint8Array): Asn1 =>
  new Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: buffer(octets) });

/** A BER-TLV data object of a data group: tag octets as one number. */
export function dataObject(tag: number, ...parts: Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  const tagOctets = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([...tagOctets, ...length]), value]);
}
