import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  contentDigest,
  signatureBase,
  signatureHeader,
  signatureInput,
} from '../../../contracts/http-signature.ts';

const MS_PER_SECOND = 1000;

/** One request to be signed. */
export interface SignableRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** UTF-8; empty for a request without body. */
  readonly body: string;
}

/** The headers that sign a request for `keyId` at `nowMs` (RFC 9421 with RFC 9530, Ed25519). */
export function signedHeaders(
  { method, path, body }: SignableRequest,
  { key, keyId, nowMs }: { readonly key: KeyObject; readonly keyId: string; readonly nowMs: number },
): Readonly<Record<string, string>> {
  const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
  const parameters = { created: Math.floor(nowMs / MS_PER_SECOND), keyId };
  const base = signatureBase({ method, path, contentDigest: digest }, parameters);
  return {
    'content-digest': digest,
    'signature-input': signatureInput(parameters),
    signature: signatureHeader(sign(null, Buffer.from(base), key).toString('base64')),
  };
}
