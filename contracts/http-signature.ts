/**
 * HTTP message signatures (RFC 9421) as kiosks use them: Ed25519 over method, path and content digest (RFC 9530).
 * This module only spells the texts; signing and verifying is done where the keys are.
 */

/** The covered components, in order. */
const COVERED = ['@method', '@path', 'content-digest'] as const;

export interface SignatureParameters {
  /** Seconds since the Unix epoch. */
  readonly created: number;
  /** The kiosk's machine number. */
  readonly keyId: string;
}

/** Seconds a signature is accepted before and after its `created` time. */
export const SIGNATURE_WINDOW_SECONDS = 60;

/** Value of `Content-Digest` for a SHA-256 digest given in base64. */
export function contentDigest(sha256Base64: string): string {
  return `sha-256=:${sha256Base64}:`;
}

/** The signature parameters, RFC 9421 §2.3. */
function signatureParams({ created, keyId }: SignatureParameters): string {
  return `(${COVERED.map((name) => `"${name}"`).join(' ')});created=${created};keyid="${keyId}";alg="ed25519"`;
}

/** Value of `Signature-Input`. */
export function signatureInput(parameters: SignatureParameters): string {
  return `kiosk=${signatureParams(parameters)}`;
}

/** Value of `Signature` for a signature given in base64. */
export function signatureHeader(signatureBase64: string): string {
  return `kiosk=:${signatureBase64}:`;
}

/** The text that is signed, RFC 9421 §2.5. */
export function signatureBase(
  message: { readonly method: string; readonly path: string; readonly contentDigest: string },
  parameters: SignatureParameters,
): string {
  return [
    `"@method": ${message.method}`,
    `"@path": ${message.path}`,
    `"content-digest": ${message.contentDigest}`,
    `"@signature-params": ${signatureParams(parameters)}`,
  ].join('\n');
}

const INPUT =
  /^kiosk=\("@method" "@path" "content-digest"\);created=(\d{1,12});keyid="([\w-]{1,64})";alg="ed25519"$/;
const SIGNATURE = /^kiosk=:([A-Za-z0-9+/=]{1,256}):$/;

/** Reads both headers back; `null` when either is not of this profile. */
export function parseSignature(
  input: string,
  signature: string,
): { readonly parameters: SignatureParameters; readonly signatureBase64: string } | null {
  const parameters = INPUT.exec(input);
  const value = SIGNATURE.exec(signature);
  if (!parameters || !value) return null;
  const [, created = '', keyId = ''] = parameters;
  const [, signatureBase64 = ''] = value;
  return { parameters: { created: Number(created), keyId }, signatureBase64 };
}
