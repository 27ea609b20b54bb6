import { type KeyObject, X509Certificate } from 'node:crypto';
import type { SignerIdentifier } from './signed-data.ts';
import { DER, MalformedData, objectIdentifier, type Tlv, TlvReader, takeWhole } from './tlv.ts';

/** A document signer certificate (ICAO 9303-12 §7.1) with the fields that `X509Certificate` does not give as octets. */
export interface SignerCertificate {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  readonly serialNumber: Uint8Array;
  /** DER of the issuer's Name. */
  readonly issuer: Uint8Array;
  readonly subjectKeyIdentifier: Uint8Array | null;
  /** Whether its extensions let it sign documents and nothing else was meant. */
  readonly maySignDocuments: boolean;
}

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** First named bit of KeyUsage (RFC 5280 §4.2.1.3), in the octet after the count of unused bits. */
const DIGITAL_SIGNATURE = 0x80;

/** Extension values by dotted identifier. */
function parseExtensions(extensions: Tlv): ReadonlyMap<string, Uint8Array> {
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

/**
 * A signer of other lists (EF.SOD has siblings: master lists, visible seals) carries an extended key usage; a document
 * signer carries none (ICAO 9303-12 §7.1.1), and is no authority.
 */
function maySignDocuments(x509: X509Certificate, extensions: ReadonlyMap<string, Uint8Array>): boolean {
  if (x509.ca || extensions.has(EXTENDED_KEY_USAGE)) return false;
  const keyUsage = extensions.get(KEY_USAGE);
  if (keyUsage === undefined) return true;
  const bits = takeWhole(keyUsage, DER.bitString).value[1] ?? 0;
  return (bits & DIGITAL_SIGNATURE) !== 0;
}

function parseX509(der: Uint8Array): { x509: X509Certificate; publicKey: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  } catch {
    throw new MalformedData('certificate');
  }
}

/** Parses the certificate that EF.SOD carries. Throws {@link MalformedData}. */
export function parseSignerCertificate(der: Uint8Array): SignerCertificate {
  const { x509, publicKey } = parseX509(der);
  const certificate = new TlvReader(takeWhole(der, DER.sequence).value);
  const fields = new TlvReader(certificate.take(DER.sequence).value);
  fields.takeOptional(DER.context0);
  const serialNumber = fields.take(DER.integer).value;
  fields.take(DER.sequence);
  const issuer = fields.take(DER.sequence).encoded;
  const extensionField = fields.rest().find((field) => field.tag === DER.context3);
  const extensions = extensionField ? parseExtensions(extensionField) : new Map<string, Uint8Array>();
  const keyIdentifier = extensions.get(SUBJECT_KEY_IDENTIFIER);
  return {
    x509,
    publicKey,
    serialNumber,
    issuer,
    subjectKeyIdentifier: keyIdentifier ? takeWhole(keyIdentifier, DER.octetString).value : null,
    maySignDocuments: maySignDocuments(x509, extensions),
  };
}

function sameOctets(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Whether `identifier` names this certificate. */
export function isNamedBy(certificate: SignerCertificate, identifier: SignerIdentifier): boolean {
  switch (identifier.type) {
    case 'issuerAndSerialNumber':
      return (
        sameOctets(certificate.issuer, identifier.issuer) &&
        sameOctets(certificate.serialNumber, identifier.serialNumber)
      );
    case 'subjectKeyIdentifier':
      return (
        certificate.subjectKeyIdentifier !== null &&
        sameOctets(certificate.subjectKeyIdentifier, identifier.keyIdentifier)
      );
  }
}
