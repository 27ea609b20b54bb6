import { objectIdentifier, integer, sequence, setOf } from './der.ts';
import { tlv } from './tlv.ts';

/*
 * The files of the LDS1 application (ICAO 9303-10). A file's short identifier is the last five bits of its file identifier.
 */

/** Application identifier of the LDS1 application (ICAO 9303-10, eMRTD application). */
export const LDS1_AID = 'a0000002471001';

/** File identifiers in hex (ICAO 9303-10, elementary files). */
export const LDS_FILES = {
  com: '011e',
  sod: '011d',
  dg1: '0101',
  dg2: '0102',
  dg11: '010b',
  dg14: '010e',
  dg15: '010f',
} as const;

/** The data groups, their numbers as the signed list names them, and their tags. */
export const DATA_GROUPS = {
  dg1: { number: 1, tag: 0x61 },
  dg2: { number: 2, tag: 0x75 },
  dg11: { number: 11, tag: 0x6b },
  dg14: { number: 14, tag: 0x6e },
  dg15: { number: 15, tag: 0x6f },
} as const;
export type DataGroup = keyof typeof DATA_GROUPS;

/** EF.COM: LDS version 1.7, Unicode 4.0.0 and the tags of the data groups present (ICAO 9303-10, EF.COM). */
export function encodeCom(present: readonly DataGroup[]): Buffer {
  return tlv(
    0x60,
    tlv(0x5f01, Buffer.from('0107', 'ascii')),
    tlv(0x5f36, Buffer.from('040000', 'ascii')),
    tlv(0x5c, Buffer.from(present.map((group) => DATA_GROUPS[group].tag))),
  );
}

/** DG1: the machine-readable zone (ICAO 9303-10, Data Group 1). */
export function encodeDg1(mrz: string): Buffer {
  return tlv(DATA_GROUPS.dg1.tag, tlv(0x5f1f, Buffer.from(mrz, 'ascii')));
}

/** What a face record says of its picture. */
export interface FacePicture {
  /** JPEG octets. */
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly sex: 'M' | 'F';
}

/** DG2: one face in a biometric information template (ICAO 9303-10, Data Group 2; CBEFF header of ISO/IEC 7816-11). */
export function encodeDg2(face: FacePicture): Buffer {
  const header = tlv(
    0xa1,
    tlv(0x80, Buffer.from([0x01, 0x01])), // version of the ICAO header
    tlv(0x81, Buffer.from([0x02])), // facial features
    tlv(0x87, Buffer.from([0x01, 0x01])), // format owner: ISO/IEC JTC 1/SC 37
    tlv(0x88, Buffer.from([0x00, 0x08])), // format: face image
  );
  return tlv(
    DATA_GROUPS.dg2.tag,
    tlv(0x7f61, integer(1), tlv(0x7f60, header, tlv(0x5f2e, encodeFaceRecord(face)))),
  );
}

const FACIAL_HEADER_BYTES = 14;
const FACIAL_INFORMATION_BYTES = 20;
const IMAGE_INFORMATION_BYTES = 12;

/** A facial record with one full-frontal JPEG (ISO/IEC 19794-5:2005, clause 5). */
function encodeFaceRecord({ jpeg, width, height, sex }: FacePicture): Buffer {
  const blockLength = FACIAL_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES + jpeg.length;
  const header = Buffer.alloc(FACIAL_HEADER_BYTES);
  header.write('FAC\0' + '010\0', 'ascii');
  header.writeUInt32BE(FACIAL_HEADER_BYTES + blockLength, 8);
  header.writeUInt16BE(1, 12); // one face
  const information = Buffer.alloc(FACIAL_INFORMATION_BYTES); // no feature points; eyes, hair, pose unspecified
  information.writeUInt32BE(blockLength, 0);
  information.writeUInt8(sex === 'M' ? 1 : 2, 6);
  const image = Buffer.alloc(IMAGE_INFORMATION_BYTES);
  image.writeUInt8(1, 0); // full frontal
  image.writeUInt8(0, 1); // JPEG
  image.writeUInt16BE(width, 2);
  image.writeUInt16BE(height, 4);
  image.writeUInt8(1, 6); // sRGB, 24 bits
  return Buffer.concat([header, information, image, jpeg]);
}

/** DG11: name in the national script and personal number (ICAO 9303-10, Data Group 11). */
export function encodeDg11(details: { readonly name: string; readonly personalNumber: string }): Buffer {
  return tlv(
    DATA_GROUPS.dg11.tag,
    tlv(0x5c, Buffer.from('5f0e5f10', 'hex')),
    tlv(0x5f0e, Buffer.from(details.name, 'utf8')),
    tlv(0x5f10, Buffer.from(details.personalNumber, 'ascii')),
  );
}

/** DG14: active authentication answers with plain ECDSA over SHA-256 (ICAO 9303-11, Active Authentication; BSI TR-03111, plain signature format). */
export function encodeDg14(): Buffer {
  return tlv(
    DATA_GROUPS.dg14.tag,
    setOf(
      sequence(
        objectIdentifier('2.23.136.1.1.5'), // id-AA
        integer(1),
        objectIdentifier('0.4.0.127.0.7.1.1.4.1.3'), // ecdsa-plain-SHA256
      ),
    ),
  );
}

/** DG15: the chip's public key, SubjectPublicKeyInfo (ICAO 9303-10, Data Group 15). */
export function encodeDg15(subjectPublicKeyInfo: Uint8Array): Buffer {
  return tlv(DATA_GROUPS.dg15.tag, subjectPublicKeyInfo);
}
