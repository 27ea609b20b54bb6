import { createHash } from 'node:crypto';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type HashAlgorithm, hashAlgorithm } from './algorithms.ts';
import { EF_SOD } from './files.ts';
import { parseSignedData, type SignedData } from './signed-data.ts';
import { DER, MalformedData, smallInteger, TlvReader, takeWhole } from './tlv.ts';

/** The signed list of what the chip holds: LDSSecurityObject (ICAO 9303-10 §4.6.2.3). */
export interface SecurityObject {
  readonly hashAlgorithm: HashAlgorithm;
  /** Hash of each whole data group file, by data group number. */
  readonly hashes: ReadonlyMap<number, Uint8Array>;
}

const LDS_SECURITY_OBJECT = '2.23.136.1.1.1';

/** Parses EF.SOD as far as its signature and certificate. Throws {@link MalformedData}. */
export function parseDocumentSecurityObject(file: Uint8Array): SignedData {
  const signedData = parseSignedData(takeWhole(file, EF_SOD.tag).value);
  if (signedData.contentType !== LDS_SECURITY_OBJECT) throw new MalformedData('not an LDS security object');
  return signedData;
}

/** Parses the content of EF.SOD, once its signature is verified. Throws {@link MalformedData}. */
export function parseSecurityObject(content: Uint8Array): SecurityObject {
  const fields = new TlvReader(takeWhole(content, DER.sequence).value);
  const version = smallInteger(fields.take(DER.integer));
  if (version > 1) throw new MalformedData('version of LDSSecurityObject');
  const algorithm = hashAlgorithm(fields.take(DER.sequence));
  const hashes = new Map<number, Uint8Array>();
  for (const entry of new TlvReader(fields.take(DER.sequence).value).rest()) {
    const entryFields = new TlvReader(entry.value);
    const dataGroup = smallInteger(entryFields.take(DER.integer));
    if (hashes.has(dataGroup)) throw new MalformedData('data group listed twice');
    hashes.set(dataGroup, Uint8Array.from(entryFields.take(DER.octetString).value));
    entryFields.end();
  }
  // Version 1 adds ldsVersionInfo, which decides nothing here.
  if (version === 1) fields.take(DER.sequence);
  fields.end();
  return { hashAlgorithm: algorithm, hashes };
}

/** Why a file does not agree with the signed list. */
export type FileDisagreement = 'dataNotSigned' | 'dataAltered';

/** Compares a whole file with the hash that was signed for `dataGroup`. */
export function checkAgainst(
  securityObject: SecurityObject,
  dataGroup: number,
  file: Uint8Array,
): Result<'agrees', FileDisagreement> {
  const signed = securityObject.hashes.get(dataGroup);
  if (signed === undefined) return failure('dataNotSigned');
  const found = createHash(securityObject.hashAlgorithm).update(file).digest();
  return found.equals(signed) ? success('agrees') : failure('dataAltered');
}
