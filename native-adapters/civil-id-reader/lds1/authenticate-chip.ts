import type { IsoDate } from '../../../contracts/calendar.ts';
import type { Holder } from '../../../contracts/person.ts';
import type { CardRefusalReason } from '../../../contracts/refusal.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { isGenuineChip, parseChipKey } from './active-authentication.ts';
import { isNamedBy, parseCertificate } from './certificate.ts';
import { type ChipFiles, DATA_GROUPS } from './files.ts';
import { readHolder } from './holder.ts';
import {
  checkAgainst,
  parseDocumentSecurityObject,
  parseSecurityObject,
  type SecurityObject,
} from './security-object.ts';
import { isSignedBy } from './signed-data.ts';
import { MalformedData } from './tlv.ts';
import { isTrusted, type TrustAnchors } from './trust-anchors.ts';

/** Everything that decides whether a chip is believed. */
export interface ChipEvidence {
  readonly files: ChipFiles;
  readonly challenge: Uint8Array;
  /** What the chip answered to INTERNAL AUTHENTICATE; empty when it refused. */
  readonly signature: Uint8Array;
}

/** Whom to believe, and when. */
export interface AcceptanceRules {
  readonly trustAnchors: TrustAnchors;
  /** Three letters, as in the machine-readable zone. */
  readonly issuingState: string;
  readonly today: IsoDate;
}

/** A chip that passed every check, with the signed list for files read later. */
export interface AuthenticChip {
  readonly holder: Holder;
  readonly securityObject: SecurityObject;
}

/**
 * Passive authentication (ICAO 9303-11 §5.1), active authentication (§6.1) and the acceptance rules, in this order, so
 * that each bad chip fails for its own reason: signature, issuer, files, key, State, kind of document, expiry.
 * `cardUnreadable`: octets that are not what the standard says.
 */
export function authenticateChip(
  evidence: ChipEvidence,
  rules: AcceptanceRules,
): Result<AuthenticChip, CardRefusalReason> {
  try {
    return authenticate(evidence, rules);
  } catch (error) {
    if (error instanceof MalformedData) return failure('cardUnreadable');
    throw error;
  }
}

function authenticate(
  evidence: ChipEvidence,
  rules: AcceptanceRules,
): Result<AuthenticChip, CardRefusalReason> {
  const { files, challenge, signature } = evidence;
  const passive = authenticatePassively(files, rules);
  if (!passive.ok) return passive;
  if (!isGenuineChip(parseChipKey(files.dg15), challenge, signature)) return failure('chipCloned');
  const holder = readHolder(files.dg1, files.dg11, rules.issuingState, rules.today);
  return holder.ok ? success({ holder: holder.value, securityObject: passive.value }) : holder;
}

function authenticatePassively(
  files: ChipFiles,
  rules: AcceptanceRules,
): Result<SecurityObject, CardRefusalReason> {
  const signedData = parseDocumentSecurityObject(files.sod);
  const certificate = parseCertificate(signedData.certificate);
  if (
    !isNamedBy(certificate, signedData.signer.identifier) ||
    !isSignedBy(signedData, certificate.publicKey)
  ) {
    return failure('signatureInvalid');
  }
  if (!isTrusted(certificate, rules.trustAnchors, rules.today)) return failure('issuerUntrusted');
  const securityObject = parseSecurityObject(signedData.content);
  for (const name of ['dg1', 'dg11', 'dg15'] as const) {
    const agreement = checkAgainst(securityObject, DATA_GROUPS[name].dataGroup, files[name]);
    if (!agreement.ok) return agreement;
  }
  return success(securityObject);
}
