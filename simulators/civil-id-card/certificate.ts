import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  contextTag,
  integer,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
  utf8String,
} from './der.ts';
import { tlv } from './tlv.ts';

/** A certificate and the private key that belongs to it. */
export interface Authority {
  /** X.509, DER. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  /** DER Name. */
  readonly subject: Buffer;
  /** DER Name. */
  readonly issuer: Buffer;
  /** DER INTEGER. */
  readonly serialNumber: Buffer;
  /** SHA-1 of the public key (RFC 5280 §4.2.1.2, method 1). */
  readonly keyIdentifier: Buffer;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A certificate begins this long before it is made, so that clocks which are a little behind accept it. */
const BACKDATED_MS = 30 * DAY_MS;
const CSCA_VALIDITY_MS = 15 * 365 * DAY_MS;
const SIGNER_VALIDITY_MS = 11 * 365 * DAY_MS;

/** ecdsa-with-SHA256, RFC 5758 §3.2. */
export const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** Distinguished name of a demonstration authority. No real authority is named, so that nobody takes it for one. */
function demoName(commonName: string): Buffer {
  const attribute = (type: string, value: Buffer) => setOf(sequence(objectIdentifier(type), value));
  return sequence(
    attribute('2.5.4.6', printableString('KW')),
    attribute('2.5.4.10', utf8String('Rukhsa demonstration')),
    attribute('2.5.4.3', utf8String(commonName)),
  );
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  const parts = critical ? [boolean(true), octetString(value)] : [octetString(value)];
  return sequence(objectIdentifier(oid), ...parts);
}

function makeCertificate(options: {
  readonly commonName: string;
  readonly now: number;
  readonly validityMs: number;
  readonly extensions: readonly Buffer[];
  /** Signs; `null`: the certificate signs itself. */
  readonly issuer: Authority | null;
}): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectPublicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const publicPoint = subjectPublicKeyInfo.subarray(-65);
  const keyIdentifier = createHash('sha1').update(publicPoint).digest();
  const subject = demoName(options.commonName);
  const issuer = options.issuer?.subject ?? subject;
  const serialNumber = integer(randomBytes(12));
  const body = sequence(
    contextTag(0, integer(2)),
    serialNumber,
    ECDSA_WITH_SHA256,
    issuer,
    sequence(time(options.now - BACKDATED_MS), time(options.now + options.validityMs)),
    subject,
    subjectPublicKeyInfo,
    contextTag(
      3,
      sequence(
        extension('2.5.29.35', false, sequence(tlv(0x80, options.issuer?.keyIdentifier ?? keyIdentifier))),
        extension('2.5.29.14', false, octetString(keyIdentifier)),
        ...options.extensions,
      ),
    ),
  );
  const signature = sign('sha256', body, options.issuer?.privateKey ?? privateKey);
  const certificate = sequence(body, ECDSA_WITH_SHA256, bitString(signature));
  return { certificate, privateKey, subject, issuer, serialNumber, keyIdentifier };
}

/**
 * Makes a country signing certification authority: ECDSA P-256, self-signed, C=KW (profile of ICAO 9303-12).
 * Every one has the same name: a forger names theirs as the real one, and only the signature tells them apart.
 */
export function makeCsca(now: number): Authority {
  return makeCertificate({
    commonName: 'Demonstration CSCA',
    now,
    validityMs: CSCA_VALIDITY_MS,
    issuer: null,
    extensions: [
      extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)), // keyCertSign, cRLSign
      extension('2.5.29.19', true, sequence(boolean(true), integer(0))), // a CA, and none below it
    ],
  });
}

/** Makes a document signer certified by `csca` (ICAO 9303-12; it may sign documents of type `ID`). */
export function makeDocumentSigner(csca: Authority, now: number): Authority {
  return makeCertificate({
    commonName: 'Demonstration document signer 1',
    now,
    validityMs: SIGNER_VALIDITY_MS,
    issuer: csca,
    extensions: [
      extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)), // digitalSignature
      extension('2.23.136.1.1.6.2', false, sequence(integer(0), setOf(printableString('ID')))),
    ],
  });
}
