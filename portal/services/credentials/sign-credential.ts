import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { CREDENTIAL_MAX_LENGTH, type Licence, type LicenceCredential } from '../../../contracts/licence.ts';

/** A public key as JSON Web Key (RFC 7517, RFC 7518 §6.2). */
const PublicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
});

/** The key that a verifier fetches to check licence credentials. */
export interface CredentialJwk extends z.infer<typeof PublicJwk> {
  readonly use: 'sig';
  readonly alg: 'ES256';
  readonly kid: string;
}

/** Signs licence credentials with one key. */
export interface CredentialSigner {
  /**
   * `LicenceCredential` as compact JSON Web Signature, ES256 (RFC 7515 §7.1, RFC 7518 §3.4), at most
   * `CREDENTIAL_MAX_LENGTH` letters: plain JSON where that fits, deflated (`"zip":"DEF"`) where it does not.
   */
  sign(licence: Licence): string;
  /** The public half, for `/.well-known/jwks.json`. */
  readonly publicKey: CredentialJwk;
}

/** Octets of the key's thumbprint that name it: the credential is printed as a code, so every octet counts. */
const KEY_ID_OCTETS = 8;

/** Letters of an ES256 signature in base64url, and the dot before it. */
const SIGNATURE_LETTERS = 87;

const base64url = (content: string | Buffer) => Buffer.from(content).toString('base64url');

/** A licence in the element names of ISO/IEC 18013-5, clause 7.2.1. Categories keep their domestic names. */
function licenceCredential(licence: Licence): LicenceCredential {
  return {
    family_name: licence.nameLatin.family,
    given_name: licence.nameLatin.given,
    birth_date: licence.birthDate,
    issue_date: licence.issueDate,
    expiry_date: licence.expiryDate,
    issuing_country: 'KW',
    issuing_authority: licence.issuingAuthority.en,
    document_number: licence.number,
    driving_privileges: licence.privileges.map(({ category, issueDate, expiryDate }) => ({
      vehicle_category_code: category,
      issue_date: issueDate,
      expiry_date: expiryDate,
    })),
    un_distinguishing_sign: 'KWT',
  };
}

/**
 * A signer with `privateKey`, an EC key on P-256.
 * @throws ZodError when the key is of another kind
 */
export function createCredentialSigner(privateKey: KeyObject): CredentialSigner {
  const { kty, crv, x, y } = PublicJwk.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
  // RFC 7638 §3: the required members in lexical order.
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest();
  const kid = thumbprint.subarray(0, KEY_ID_OCTETS).toString('base64url');
  const plainHeader = base64url(JSON.stringify({ alg: 'ES256', kid }));
  const deflatedHeader = base64url(JSON.stringify({ alg: 'ES256', kid, zip: 'DEF' }));
  return {
    publicKey: { kty, crv, x, y, use: 'sig', alg: 'ES256', kid },
    sign(licence) {
      const payload = JSON.stringify(licenceCredential(licence));
      const plain = `${plainHeader}.${base64url(payload)}`;
      const input =
        plain.length + SIGNATURE_LETTERS <= CREDENTIAL_MAX_LENGTH
          ? plain
          : `${deflatedHeader}.${base64url(deflateRawSync(payload, { level: 9, memLevel: 9 }))}`;
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}
