import { constants, createHash, createPublicKey, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { DATA_GROUPS } from './files.ts';
import { DER, MalformedData, takeWhole } from './tlv.ts';

/** Octets of a challenge: RND.IFD (ICAO 9303-11 §6.1). */
export const CHALLENGE_BYTES = 8;

/** Hash of the civil ID profile, for both kinds of key (docs/developer/device-protocols.md). */
const HASH = 'sha256';
const HASH_BYTES = 32;
/** ISO/IEC 9796-2 scheme 1, partial recovery: header 01, more-data bit, padding border. */
const RECOVERY_HEADER = 0x6a;
/** Trailer for SHA-256: hash identifier 34 of ISO/IEC 10118-3, then CC. */
const TRAILER = Buffer.of(0x34, 0xcc);

/** The chip's public key, from DG15 (ICAO 9303-10 §4.7.15). Throws {@link MalformedData}. */
export function parseChipKey(dg15: Uint8Array): KeyObject {
  const info = takeWhole(takeWhole(dg15, DATA_GROUPS.dg15.tag).value, DER.sequence).encoded;
  try {
    return createPublicKey({ key: Buffer.from(info), format: 'der', type: 'spki' });
  } catch {
    throw new MalformedData('public key');
  }
}

/** ISO/IEC 9796-2:2010 §8, digital signature scheme 1: the block is 6A ‖ M1 ‖ H(M1 ‖ M2) ‖ 34CC and M2 the challenge. */
function verifyMessageRecovery(key: KeyObject, challenge: Uint8Array, signature: Uint8Array): boolean {
  const block = openBlock(key, signature);
  if (block === null || block[0] !== RECOVERY_HEADER) return false;
  const trailerStart = block.length - TRAILER.length;
  const hashStart = trailerStart - HASH_BYTES;
  if (hashStart < 1 || !block.subarray(trailerStart).equals(TRAILER)) return false;
  const recovered = block.subarray(1, hashStart);
  const expected = createHash(HASH).update(recovered).update(challenge).digest();
  return expected.equals(block.subarray(hashStart, trailerStart));
}

/** The block under the signature; `null` when its length is wrong or its number not below the modulus. */
function openBlock(key: KeyObject, signature: Uint8Array): Buffer | null {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return null;
  }
}

/**
 * Active authentication (ICAO 9303-11 §6.1): whether the chip that answered INTERNAL AUTHENTICATE over `challenge` holds
 * the private half of `key`. ECDSA answers are plain r ‖ s (BSI TR-03111 §5.2.1). Throws {@link MalformedData} for a key of
 * another kind.
 */
export function isGenuineChip(key: KeyObject, challenge: Uint8Array, signature: Uint8Array): boolean {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return verify(HASH, challenge, { key, dsaEncoding: 'ieee-p1363' }, signature);
    case 'rsa':
      return verifyMessageRecovery(key, challenge, signature);
    default:
      throw new MalformedData('kind of public key');
  }
}
