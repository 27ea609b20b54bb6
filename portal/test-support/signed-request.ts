import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  contentDigest,
  signatureBase,
  signatureHeader,
  signatureInput,
} from '../../contracts/http-signature.ts';

/** What a kiosk signs, and as whom. */
export interface SigningInput {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly machine: string;
  readonly privateKey: KeyObject;
  /** Seconds since the Unix epoch. */
  readonly created: number;
}

/** The headers of a request signed as contracts/http-signature.ts says. */
export function signedHeaders(input: SigningInput) {
  const parameters = { created: input.created, keyId: input.machine };
  const digest = contentDigest(createHash('sha256').update(input.body).digest('base64'));
  const base = signatureBase({ method: input.method, path: input.path, contentDigest: digest }, parameters);
  return {
    'content-digest': digest,
    'signature-input': signatureInput(parameters),
    signature: signatureHeader(sign(null, Buffer.from(base), input.privateKey).toString('base64')),
  };
}
