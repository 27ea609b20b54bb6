import { createHash } from 'node:crypto';
import type { ChipFiles } from '../lds1/files.ts';
import {
  type Certified,
  type KeyPair,
  makeCertificate,
  makeKeys,
  type Scheme,
  schemeIdentifier,
  sha256Identifier,
  signWith,
} from './authority.ts';
import {
  type Asn1,
  asn1Null,
  dataObject,
  der,
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  raw,
  sequence,
  set,
} from './der.ts';

function checkDigit(field: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sum = [...field].reduce(
    (total, character, index) =>
      total + Math.max(alphabet.indexOf(character), 0) * ([7, 3, 1][index % 3] ?? 0),
    0,
  );
  return String(sum % 10);
}

/** What stands on a card; all of it synthetic. */
export interface CardText {
  readonly documentCode: string;
  readonly issuingState: string;
  /** Nine characters, or more to make it continue in the optional data. */
  readonly documentNumber: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly expiryDate: string;
  readonly nationality: string;
  readonly name: string;
  readonly civilId: string;
  readonly nameArabic: string;
}

export const CARD_TEXT: CardText = {
  documentCode: 'ID',
  issuingState: 'KWT',
  documentNumber: 'T12345678',
  birthDate: '900101',
  sex: 'F',
  expiryDate: '310630',
  nationality: 'KWT',
  name: 'ALSALEM<<NOOR<YOUSEF',
  civilId: '390010100028',
  nameArabic: 'نور يوسف السالم',
};

/** The three lines of a TD1 zone, with check digits, without line ends. */
export function machineReadableZone(text: CardText): string {
  const number = text.documentNumber.padEnd(9, '<');
  const digit = checkDigit(number);
  const numberField =
    number.length === 9 ? number + digit : `${number.slice(0, 9)}<${number.slice(9)}${digit}`;
  const first = (text.documentCode + text.issuingState.padEnd(3, '<') + numberField).padEnd(30, '<');
  const birth = text.birthDate + checkDigit(text.birthDate);
  const expiry = text.expiryDate + checkDigit(text.expiryDate);
  const optional = '<'.repeat(11);
  const composite = checkDigit(first.slice(5) + birth + expiry + optional);
  const second = birth + text.sex + expiry + text.nationality.padEnd(3, '<') + optional + composite;
  return first + second + text.name.padEnd(30, '<');
}

export function makeDg1(zone: string): Buffer {
  return dataObject(0x61, dataObject(0x5f1f, Buffer.from(zone)));
}

export function makeDg11(text: CardText): Buffer {
  return dataObject(
    0x6b,
    dataObject(0x5c, Buffer.from('5f0e5f10', 'hex')),
    dataObject(0x5f0e, Buffer.from(text.nameArabic, 'utf8')),
    dataObject(0x5f10, Buffer.from(text.civilId)),
  );
}

function makeDg15(keys: KeyPair): Buffer {
  return dataObject(0x6f, keys.publicKey.export({ format: 'der', type: 'spki' }));
}

/** The smallest thing that begins and ends like a JPEG, `bytes` long. */
export function makeJpeg(bytes: number): Buffer {
  const jpeg = Buffer.alloc(bytes, 0x5a);
  Buffer.of(0xff, 0xd8, 0xff, 0xe0).copy(jpeg);
  Buffer.of(0xff, 0xd9).copy(jpeg, bytes - 2);
  return jpeg;
}

/** DG2 with one facial record of ISO/IEC 19794-5:2005. */
export function makeDg2(image: Uint8Array, imageDataType = 0, featurePoints = 2): Buffer {
  const information = Buffer.alloc(20);
  information.writeUInt32BE(20 + featurePoints * 8 + 12 + image.length, 0);
  information.writeUInt16BE(featurePoints, 4);
  const imageInformation = Buffer.alloc(12);
  imageInformation[1] = imageDataType;
  const face = Buffer.concat([information, Buffer.alloc(featurePoints * 8), imageInformation, image]);
  const header = Buffer.alloc(14);
  header.write('FAC\x00010\x00', 'latin1');
  header.writeUInt32BE(14 + face.length, 8);
  header.writeUInt16BE(1, 12);
  const template = dataObject(
    0x7f60,
    dataObject(0xa1, Buffer.from('800101', 'hex')),
    dataObject(0x5f2e, header, face),
  );
  return dataObject(0x75, dataObject(0x7f61, dataObject(0x02, Buffer.of(1)), template));
}

/** Everything about an EF.SOD that a test may want otherwise. */
export interface SodOptions {
  readonly scheme?: Scheme;
  readonly identifiesBy?: 'issuerAndSerialNumber' | 'subjectKeyIdentifier';
  /** Names another certificate than the one carried. */
  readonly namedSerialNumber?: number;
  /** Signs with this instead of the key the certificate certifies. */
  readonly signingKeys?: KeyPair;
  readonly contentType?: string;
  readonly ldsVersion?: 0 | 1;
  /** Attribute content-type, where it differs from the type of the content. */
  readonly attributeType?: string;
  /** Lists data group 1 a second time, with the hash of nothing. */
  readonly listsTwice?: boolean;
}

const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest();
}

export type SignedGroups = Readonly<Record<number, Uint8Array>>;

function securityObject(groups: SignedGroups, version: 0 | 1, listsTwice: boolean): Asn1 {
  const hashes = Object.entries(groups).map(([number, file]) =>
    sequence(integer(Number(number)), octetString(sha256(file))),
  );
  if (listsTwice) hashes.push(sequence(integer(1), octetString(sha256(Buffer.alloc(0)))));
  const versionInfo = sequence(
    raw(Buffer.from('130430313038', 'hex')),
    raw(Buffer.from('1306303630303030', 'hex')),
  );
  const algorithm = sequence(oid('2.16.840.1.101.3.4.2.1'), asn1Null());
  return sequence(integer(version), algorithm, sequence(...hashes), ...(version === 1 ? [versionInfo] : []));
}

/** EF.SOD over `groups`, signed by `signer`. */
export function makeSod(groups: SignedGroups, signer: Certified, options: SodOptions = {}): Buffer {
  const scheme = options.scheme ?? 'ecdsa';
  const contentType = options.contentType ?? '2.23.136.1.1.1';
  const content = der(securityObject(groups, options.ldsVersion ?? 0, options.listsTwice ?? false));
  const attributes = [
    sequence(oid(CONTENT_TYPE), set(oid(options.attributeType ?? contentType))),
    sequence(oid(MESSAGE_DIGEST), set(octetString(sha256(content)))),
  ];
  const signature = signWith(
    scheme,
    (options.signingKeys ?? signer.keys).privateKey,
    der(set(...attributes)),
  );
  const byKey = options.identifiesBy === 'subjectKeyIdentifier';
  const issuer = issuerOf(signer);
  const identifier = byKey
    ? implicit(0, signer.keyIdentifier)
    : sequence(raw(issuer), integer(options.namedSerialNumber ?? signer.serialNumber));
  const signerInfo = sequence(
    integer(byKey ? 3 : 1),
    identifier,
    sha256Identifier(),
    explicit(0, ...attributes),
    schemeIdentifier(scheme),
    octetString(signature),
  );
  const signedData = sequence(
    integer(3),
    set(sha256Identifier()),
    sequence(oid(contentType), explicit(0, octetString(content))),
    explicit(0, raw(signer.certificate)),
    set(signerInfo),
  );
  return dataObject(0x77, der(sequence(oid('1.2.840.113549.1.7.2'), explicit(0, signedData))));
}

/** DER of the issuer's Name: in a TBSCertificate, after version, serial number and algorithm. */
function issuerOf({ certificate }: Certified): Uint8Array {
  const [toBeSigned] = (raw(certificate) as unknown as { valueBlock: { value: Asn1[] } }).valueBlock.value;
  const fields = (toBeSigned as unknown as { valueBlock: { value: Asn1[] } }).valueBlock.value;
  const issuer = fields[3];
  if (!issuer) throw new Error('no issuer');
  return der(issuer);
}

/** Files of a card and the private key in its chip. */
export interface CardFiles extends ChipFiles {
  readonly dg2: Uint8Array;
  readonly chipKeys: KeyPair;
}

export interface CardOptions {
  readonly text?: Partial<CardText>;
  readonly signer: Certified;
  readonly chipKeys?: KeyPair;
  readonly sod?: SodOptions;
  /** Numbers of data groups that the signed list leaves out. */
  readonly unsigned?: readonly number[];
  readonly jpegBytes?: number;
  /** Takes the place of DG1, signed. */
  readonly dg1?: Uint8Array;
  /** Takes the place of DG11, signed. */
  readonly dg11?: Uint8Array;
}

/** Personalises a card. */
export function makeCard(options: CardOptions): CardFiles {
  const text = { ...CARD_TEXT, ...options.text };
  const chipKeys = options.chipKeys ?? makeKeys('prime256v1');
  const dg1 = options.dg1 ?? makeDg1(machineReadableZone(text));
  const dg2 = makeDg2(makeJpeg(options.jpegBytes ?? 900));
  const dg11 = options.dg11 ?? makeDg11(text);
  const dg15 = makeDg15(chipKeys);
  const all: SignedGroups = { 1: dg1, 2: dg2, 11: dg11, 15: dg15 };
  const groups = Object.fromEntries(
    Object.entries(all).filter(([number]) => !options.unsigned?.includes(Number(number))),
  );
  return { sod: makeSod(groups, options.signer, options.sod), dg1, dg2, dg11, dg15, chipKeys };
}

/** A country signing authority and one document signer under it. */
export interface Issuance {
  readonly authority: Certified;
  readonly signer: Certified;
}

export function makeIssuance(commonName = 'CSCA Testland'): Issuance {
  const authority = makeCertificate({ commonName });
  return {
    authority,
    signer: makeCertificate({ commonName: `${commonName} signer`, issuer: authority, serialNumber: 7 }),
  };
}
