import { IsoDate } from '../../../contracts/calendar.ts';
import type { ChipProof } from '../../../contracts/collection-api.ts';
import { type ChipProofInput, prepareTrustAnchors, verifyChipProof } from '../lds1/verify-chip-proof.ts';
import { makeCertificate, makeKeys } from './authority.ts';
import { type CardFiles, type CardOptions, type Issuance, makeCard, makeIssuance } from './card-files.ts';
import { signChallenge } from './chip.ts';

export const challenge = Buffer.from('0102030405060708', 'hex');
/** The issuer that `verify` believes unless told otherwise. */
export const issuance = makeIssuance();

const TODAY = IsoDate.parse('2026-11-22');
const anchors = prepareTrustAnchors([issuance.authority.certificate]);

/** Authority and signer with RSA keys, both signing with RSASSA-PSS. */
export function makeRsaIssuance(): Issuance {
  const authority = makeCertificate({ commonName: 'RSA', keys: makeKeys('rsa2048'), scheme: 'rsaPss' });
  const signer = makeCertificate({
    commonName: 'RSA signer',
    issuer: authority,
    keys: makeKeys('rsa2048'),
    scheme: 'rsaPss',
  });
  return { authority, signer };
}

export function card(options: Partial<CardOptions> = {}): CardFiles {
  return makeCard({ signer: issuance.signer, ...options });
}

/** The proof a chip gives over `challenge`, or one with another signature. */
export function proofOf(
  files: CardFiles,
  signature = signChallenge(files.chipKeys.privateKey, challenge),
): ChipProof {
  const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64');
  return {
    sod: base64(files.sod),
    dg1: base64(files.dg1),
    dg11: base64(files.dg11),
    dg15: base64(files.dg15),
    signature: base64(signature),
  };
}

export function verify(proof: ChipProof, changes: Partial<ChipProofInput> = {}) {
  const usual = { challenge, cscaCertificates: anchors, issuingState: 'KWT', today: TODAY };
  return verifyChipProof({ proof, ...usual, ...changes });
}

export const accepted = { ok: true };
export const refused = (fault: string) => ({ ok: false, fault });
