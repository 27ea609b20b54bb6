import { type KeyObject, X509Certificate } from 'node:crypto';
import type { SignerIdentifier } from './signed-data.ts';
import { DER, MalformedData, objectIdentifier, type Tlv, TlvReader, takeWhole } from './tlv.ts';

/** An X.509 certificate (RFC 5280) with the fields that `X509Certificate` does not give, or not reliably. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  readonly serialNumber: Uint8Array;
  /** DER of the issuer's Name. */
  readonly issuer: Uint8Array;
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  /** Milliseconds since the Unix epoch. */
  readonly notAfter: number;
  /** Extension values (DER) by dotted identifier. */
  readonly extensions: ReadonlyMap<string, Uint8Array>;
}

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** First named bit of KeyUsage (RFC 5280 §4.2.1.3), in the octet after the count of unused bits. */
const DIGITAL_SIGNATURE = 0x80;

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
/** RFC 5280 §4.1.2.5.1: two digits from 50 mean 19xx. */
const FIRST_YEAR_OF_TWENTIETH_CENTURY = 50;

/** A Time of RFC 5280 §4.1.2.5, in milliseconds since the Unix epoch. */
function parseTime(time: Tlv): number {
  let digits = Buffer.from(time.value).toString('latin1');
  if (time.tag === UTC_TIME) {
    digits = (Number(digits.slice(0, 2)) < FIRST_YEAR_OF_TWENTIETH_CENTURY ? '20' : '19') + digits;
  } else if (time.tag !== GENERALIZED_TIME) {
    throw new MalformedData('time');
  }
  const at = Date.parse(digits.replace(TIME, '$1-$2-$3T$4:$5:$6Z'));
  if (!TIME.test(digits) || Number.isNaN(at)) throw new MalformedData('time');
  return at;
}

function parseExtensions(extensions: Tlv): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  for (const extension of new TlvReader(takeWhole(extensions.value, DER.sequence).value).rest()) {
    const fields = new TlvReader(extension.value);
    const identifier = objectIdentifier(fields.take(DER.objectIdentifier));
    fields.takeOptional(DER.boolean);
    values.set(identifier, fields.take(DER.octetString).value);
    fields.end();
  }
  return values;
}

function parseX509(der: Uint8Array): { x509: X509Certificate; publicKey: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  } catch {
    throw new MalformedData('certificate');
  }
}

/** Parses a certificate in DER. Throws {@link MalformedData}. */
export function parseCertificate(der: Uint8Array): Certificate {
  const { x509, publicKey } = parseX509(der);
  const certificate = new TlvReader(takeWhole(der, DER.sequence).value);
  const fields = new TlvReader(certificate.take(DER.sequence).value);
  fields.takeOptional(DER.context0);
  const serialNumber = fields.take(DER.integer).value;
  fields.take(DER.sequence);
  const issuer = fields.take(DER.sequence).encoded;
  const validity = new TlvReader(fields.take(DER.sequence).value);
  const notBefore = parseTime(validity.next());
  const notAfter = parseTime(validity.next());
  const extensionField = fields.rest().find((field) => field.tag === DER.context3);
  const extensions = extensionField ? parseExtensions(extensionField) : new Map<string, Uint8Array>();
  return { x509, publicKey, serialNumber, issuer, notBefore, notAfter, extensions };
}

/**
 * Whether the extensions let the certificate sign documents and nothing else was meant: signers of other lists (master
 * lists, visible seals) carry an extended key usage, a document signer carries none and is no authority
 * (ICAO 9303-12 §7.1.1). Throws {@link MalformedData}.
 */
export function maySignDocuments({ x509, extensions }: Certificate): boolean {
  if (x509.ca || extensions.has(EXTENDED_KEY_USAGE)) return false;
  const keyUsage = extensions.get(KEY_USAGE);
  if (keyUsage === undefined) return true;
  const bits = takeWhole(keyUsage, DER.bitString).value[1] ?? 0;
  return (bits & DIGITAL_SIGNATURE) !== 0;
}

function sameOctets(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Whether `identifier` names this certificate. Throws {@link MalformedData}. */
export function isNamedBy(certificate: Certificate, identifier: SignerIdentifier): boolean {
  if (identifier.type === 'issuerAndSerialNumber') {
    return (
      sameOctets(certificate.issuer, identifier.issuer) &&
      sameOctets(certificate.serialNumber, identifier.serialNumber)
    );
  }
  const extension = certificate.extensions.get(SUBJECT_KEY_IDENTIFIER);
  return (
    extension !== undefined &&
    sameOctets(takeWhole(extension, DER.octetString).value, identifier.keyIdentifier)
  );
}
