import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  type Asn1,
  asn1Null,
  bitString,
  boolean,
  der,
  explicit,
  integer,
  octetString,
  oid,
  raw,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export type KeyKind = 'prime256v1' | 'brainpoolP256r1' | 'secp384r1' | 'rsa2048';

export function makeKeys(kind: KeyKind): KeyPair {
  return kind === 'rsa2048'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: kind });
}

/** How something is signed, as AlgorithmIdentifier and as deed. */
export type Scheme = 'ecdsa' | 'ecdsaSha1' | 'ecdsaSha512' | 'rsaPkcs1' | 'rsaEncryption' | 'rsaPss';

const SHA256 = '2.16.840.1.101.3.4.2.1';
export const sha256Identifier = (): Asn1 => sequence(oid(SHA256));

export function schemeIdentifier(scheme: Scheme): Asn1 {
  switch (scheme) {
    case 'ecdsa':
      return sequence(oid('1.2.840.10045.4.3.2'));
    case 'ecdsaSha1':
      return sequence(oid('1.2.840.10045.4.1'));
    case 'ecdsaSha512':
      return sequence(oid('1.2.840.10045.4.3.4'));
    case 'rsaPkcs1':
      return sequence(oid('1.2.840.113549.1.1.11'), asn1Null());
    case 'rsaEncryption':
      return sequence(oid('1.2.840.113549.1.1.1'), asn1Null());
    case 'rsaPss':
      return sequence(
        oid('1.2.840.113549.1.1.10'),
        sequence(
          explicit(0, sha256Identifier()),
          explicit(1, sequence(oid('1.2.840.113549.1.1.8'), sha256Identifier())),
          explicit(2, integer(32)),
        ),
      );
  }
}

const HASHES: Partial<Record<Scheme, string>> = { ecdsaSha1: 'sha1', ecdsaSha512: 'sha512' };

export function signWith(scheme: Scheme, key: KeyObject, data: Uint8Array): Buffer {
  return scheme === 'rsaPss'
    ? sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
    : sign(HASHES[scheme] ?? 'sha256', data, key);
}

/** A certificate and the keys it certifies. */
export interface Certified {
  readonly keys: KeyPair;
  readonly certificate: Buffer;
  /** DER of the subject's Name. */
  readonly name: Buffer;
  readonly serialNumber: number;
  readonly keyIdentifier: Buffer;
}

export interface CertificateOptions {
  readonly commonName: string;
  readonly keys?: KeyPair;
  readonly serialNumber?: number;
  /** Issuer; itself when absent. */
  readonly issuer?: Certified;
  readonly scheme?: Scheme;
  readonly isAuthority?: boolean;
  readonly from?: string;
  readonly to?: string;
  /** First octet of the KeyUsage bits; `null` leaves the extension out. */
  readonly keyUsage?: number | null;
  readonly extendedKeyUsage?: string;
  /** Issuer's common name written into the certificate, instead of the issuer's own. */
  readonly issuerName?: string;
}

const DIGITAL_SIGNATURE = 0x80;
const CERTIFICATE_AND_LIST_SIGN = 0x06;

function nameOf(commonName: string): Asn1 {
  const country = set(sequence(oid('2.5.4.6'), utf8String('KW')));
  return sequence(country, set(sequence(oid('2.5.4.3'), utf8String(commonName))));
}

function extension(identifier: string, value: Asn1): Asn1 {
  return sequence(oid(identifier), boolean(true), octetString(der(value)));
}

/** Makes an X.509 version 3 certificate (RFC 5280). */
export function makeCertificate(options: CertificateOptions): Certified {
  const keys = options.keys ?? makeKeys('prime256v1');
  const issuerKeys = options.issuer?.keys ?? keys;
  const scheme = options.scheme ?? 'ecdsa';
  const serialNumber = options.serialNumber ?? 4711;
  const isAuthority = options.isAuthority ?? options.issuer === undefined;
  const keyUsage =
    options.keyUsage === undefined
      ? isAuthority
        ? CERTIFICATE_AND_LIST_SIGN
        : DIGITAL_SIGNATURE
      : options.keyUsage;
  const name = der(nameOf(options.commonName));
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' });
  const keyIdentifier = createHash('sha1').update(publicKey).digest();
  const extensions = [
    sequence(oid('2.5.29.14'), octetString(der(octetString(keyIdentifier)))),
    ...(isAuthority ? [extension('2.5.29.19', sequence(boolean(true)))] : []),
    ...(keyUsage === null
      ? []
      : [extension('2.5.29.15', bitString(Uint8Array.of(keyUsage), keyUsage === 0x80 ? 7 : 1))]),
    ...(options.extendedKeyUsage ? [extension('2.5.29.37', sequence(oid(options.extendedKeyUsage)))] : []),
  ];
  const toBeSigned = sequence(
    explicit(0, integer(2)),
    integer(serialNumber),
    schemeIdentifier(scheme),
    raw(options.issuerName ? der(nameOf(options.issuerName)) : (options.issuer?.name ?? name)),
    sequence(time(options.from ?? '2020-01-01T00:00:00Z'), time(options.to ?? '2040-01-01T00:00:00Z')),
    raw(name),
    raw(publicKey),
    explicit(3, sequence(...extensions)),
  );
  const signature = signWith(scheme, issuerKeys.privateKey, der(toBeSigned));
  const certificate = der(sequence(toBeSigned, schemeIdentifier(scheme), bitString(signature)));
  return { keys, certificate, name, serialNumber, keyIdentifier };
}
