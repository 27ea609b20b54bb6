import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { LicenceCredential } from '../../../contracts/licence.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';

/** Most octets that a deflated payload may grow to: more is an attack on the reader, not a licence. */
const PAYLOAD_MAX_OCTETS = 4096;

/** Header parameters that decide how the payload is read; others are ignored (RFC 7515 §4). */
const Header = z.object({ alg: z.literal('ES256'), zip: z.literal('DEF').optional() });

const octets = (part: string) => Buffer.from(part, 'base64url');
const parseJson = (content: Buffer): unknown => JSON.parse(content.toString('utf8'));

/**
 * What a licence credential says, plain or deflated. It does not check the signature: a verifier does that first, over
 * the token as it stands, with the key of `/.well-known/jwks.json` (RFC 7515 §5.2).
 */
export function readCredential(token: string): Result<LicenceCredential, 'malformed'> {
  const [header = '', payload = '', signature, ...more] = token.split('.');
  if (signature === undefined || more.length > 0) return failure('malformed');
  try {
    const { zip } = Header.parse(parseJson(octets(header)));
    const content = octets(payload);
    const json = zip ? inflateRawSync(content, { maxOutputLength: PAYLOAD_MAX_OCTETS }) : content;
    return success(LicenceCredential.parse(parseJson(json)));
  } catch {
    return failure('malformed');
  }
}
