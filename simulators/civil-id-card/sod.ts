import { createHash, sign } from 'node:crypto';
import { type Authority, ECDSA_WITH_SHA256 } from './certificate.ts';
import { contextTag, inDerOrder, integer, objectIdentifier, octetString, sequence, setOf } from './der.ts';
import { DATA_GROUPS, type DataGroup } from './lds.ts';
import { tlv } from './tlv.ts';

const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'));
const LDS_SECURITY_OBJECT = '2.23.136.1.1.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest();
}

/** The list of hashes over whole files (ICAO 9303-10, LDSSecurityObject version 0). */
function encodeSecurityObject(files: ReadonlyMap<DataGroup, Uint8Array>): Buffer {
  const hashes = [...files]
    .toSorted(([a], [b]) => DATA_GROUPS[a].number - DATA_GROUPS[b].number)
    .map(([group, octets]) => sequence(integer(DATA_GROUPS[group].number), octetString(sha256(octets))));
  return sequence(integer(0), SHA256, sequence(...hashes));
}

/** How EF.SOD is signed, or mis-signed. */
export interface SodOptions {
  readonly signer: Authority;
  /** Spoil the signature, and nothing else. */
  readonly breakSignature: boolean;
}

/**
 * EF.SOD: CMS SignedData (RFC 5652) over the hashes of `files`, with signed attributes and the signer's certificate
 * (ICAO 9303-10, EF.SOD).
 */
export function encodeSod(files: ReadonlyMap<DataGroup, Uint8Array>, options: SodOptions): Buffer {
  const { signer } = options;
  const securityObject = encodeSecurityObject(files);
  const attributes = inDerOrder([
    sequence(objectIdentifier(CONTENT_TYPE), setOf(objectIdentifier(LDS_SECURITY_OBJECT))),
    sequence(objectIdentifier(MESSAGE_DIGEST), setOf(octetString(sha256(securityObject)))),
  ]);
  const signature = sign('sha256', setOf(...attributes), signer.privateKey);
  if (options.breakSignature) {
    // The last bit of s: still a well-formed signature, of something else.
    signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  }
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuer, signer.serialNumber),
    SHA256,
    contextTag(0, ...attributes), // sent as [0], signed as SET OF (RFC 5652 §5.4)
    ECDSA_WITH_SHA256,
    octetString(signature),
  );
  const signedData = sequence(
    integer(3),
    setOf(SHA256),
    sequence(objectIdentifier(LDS_SECURITY_OBJECT), contextTag(0, octetString(securityObject))),
    contextTag(0, signer.certificate),
    setOf(signerInfo),
  );
  return tlv(0x77, sequence(objectIdentifier(SIGNED_DATA), contextTag(0, signedData)));
}
