import type { IsoDate } from '../../../contracts/calendar.ts';
import type { ChipProof } from '../../../contracts/collection-api.ts';
import type { Holder } from '../../../contracts/person.ts';
import type { CardRefusalReason } from '../../../contracts/refusal.ts';
import { type Result, success } from '../../../contracts/result.ts';
import { authenticateChip, type ChipEvidence } from './authenticate-chip.ts';
import { prepareTrustAnchors, type TrustAnchors } from './trust-anchors.ts';

export { prepareTrustAnchors, type TrustAnchors } from './trust-anchors.ts';

/** A proof, the challenge it must answer, and whom to believe. */
export interface ChipProofInput {
  readonly proof: ChipProof;
  /** The 8 octets the chip was to sign. */
  readonly challenge: Uint8Array;
  /** CSCA certificates in DER, or the same prepared once with `prepareTrustAnchors`. */
  readonly cscaCertificates: readonly Uint8Array[] | TrustAnchors;
  /** Three letters, as in the machine-readable zone, e.g. `KWT`. */
  readonly issuingState: string;
  /** The date in Kuwait on which the proof is judged. */
  readonly today: IsoDate;
}

function octets(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

/**
 * Judges a chip from its proof alone (passive and active authentication, ICAO 9303-11 §5.1 and §6.1; issuing State, kind
 * of document, expiry) and tells the holder. Pure: no device, no network, no clock. Throws a `TypeError` only for a
 * certificate in `cscaCertificates` that is none.
 */
export function verifyChipProof(input: ChipProofInput): Result<Holder, CardRefusalReason> {
  const { proof, challenge, cscaCertificates, issuingState, today } = input;
  const trustAnchors =
    'authorities' in cscaCertificates ? cscaCertificates : prepareTrustAnchors(cscaCertificates);
  const { sod, dg1, dg11, dg15 } = proof;
  const evidence: ChipEvidence = {
    files: { sod: octets(sod), dg1: octets(dg1), dg11: octets(dg11), dg15: octets(dg15) },
    challenge,
    signature: octets(proof.signature),
  };
  const authenticated = authenticateChip(evidence, { trustAnchors, issuingState, today });
  return authenticated.ok ? success(authenticated.value.holder) : authenticated;
}
