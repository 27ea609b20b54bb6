import { createHash, createPublicKey, generateKeyPairSync, timingSafeEqual, verify } from 'node:crypto';
import {
  contentDigest,
  parseSignature,
  SIGNATURE_WINDOW_SECONDS,
  signatureBase,
} from '../../../contracts/http-signature.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';

/** A request as it came over the wire. */
export interface SignedMessage {
  readonly method: string;
  /** Path as sent, without query. */
  readonly path: string;
  readonly body: Uint8Array;
  readonly contentDigest: string;
  readonly signatureInput: string;
  readonly signature: string;
}

/** Why a message is not believed to come from a kiosk: for the log; the sender is told nothing of it. */
export type SignatureFault =
  | 'signatureMissing'
  | 'digestWrong'
  | 'signatureTooOldOrEarly'
  | 'machineUnknown'
  | 'signatureWrong';

const MILLISECONDS_PER_SECOND = 1_000;

/** Checked in place of an unknown machine's key, so that the answer takes as long as for a known one. */
const NOBODYS_KEY = generateKeyPairSync('ed25519').publicKey;

/** Equality of texts in a time that does not depend on where they differ. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/**
 * The machine that signed `message` (RFC 9421 as in contracts/http-signature.ts).
 * @param findKey the machine's Ed25519 public key in PEM, `null` when there is no such machine
 * @param now milliseconds since the Unix epoch
 */
export async function authenticateKiosk(
  message: SignedMessage,
  findKey: (machine: string) => Promise<string | null>,
  now: number,
): Promise<Result<string, SignatureFault>> {
  const parsed = parseSignature(message.signatureInput, message.signature);
  if (!parsed) return failure('signatureMissing');
  const { parameters, signatureBase64 } = parsed;
  if (Math.abs(now / MILLISECONDS_PER_SECOND - parameters.created) > SIGNATURE_WINDOW_SECONDS)
    return failure('signatureTooOldOrEarly');
  const digest = contentDigest(createHash('sha256').update(message.body).digest('base64'));
  if (!sameText(digest, message.contentDigest)) return failure('digestWrong');
  const pem = await findKey(parameters.keyId);
  const base = signatureBase(
    { method: message.method, path: message.path, contentDigest: digest },
    parameters,
  );
  const right = verify(
    null,
    Buffer.from(base),
    pem === null ? NOBODYS_KEY : createPublicKey(pem),
    Buffer.from(signatureBase64, 'base64'),
  );
  if (pem === null) return failure('machineUnknown');
  return right ? success(parameters.keyId) : failure('signatureWrong');
}
