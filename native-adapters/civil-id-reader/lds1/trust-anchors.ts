import type { IsoDate } from '../../../contracts/calendar.ts';
import { isCertificateSignatureAllowed } from './algorithms.ts';
import { type Certificate, maySignDocuments, parseCertificate } from './certificate.ts';
import { MalformedData } from './tlv.ts';

/** Country signing authorities (CSCA, ICAO 9303-12 §5) of the one State whose cards are accepted, parsed once. */
export interface TrustAnchors {
  readonly authorities: readonly Certificate[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Parses a list of CSCA certificates in DER, once, so that each card costs no parsing of it.
 * Throws a `TypeError` that names the position of a certificate that is none or is no authority: a mistake of configuration.
 */
export function prepareTrustAnchors(certificates: readonly Uint8Array[]): TrustAnchors {
  return {
    authorities: certificates.map((der, index) => {
      const authority = parseAuthority(der, index);
      if (!authority.x509.ca) {
        throw new TypeError(`CSCA certificate ${index + 1} is not an authority (basicConstraints)`);
      }
      return authority;
    }),
  };
}

function parseAuthority(der: Uint8Array, index: number): Certificate {
  try {
    return parseCertificate(Buffer.from(der));
  } catch (error) {
    if (!(error instanceof MalformedData)) throw error;
    throw new TypeError(`CSCA certificate ${index + 1} is not a DER certificate`);
  }
}

/** Whether the certificate is valid at some time of `today`, a date in Kuwait (UTC+3 the whole year). */
function isValidOn({ notBefore, notAfter }: Certificate, today: IsoDate): boolean {
  const dayStart = Date.parse(`${today}T00:00:00+03:00`);
  return notBefore < dayStart + DAY_MS && dayStart <= notAfter;
}

/**
 * Whether the document signer was certified by one of `anchors` (ICAO 9303-12: a chain of exactly these two), both are
 * valid on `today`, and the certificate is one for signing documents.
 */
export function isTrusted(signer: Certificate, anchors: TrustAnchors, today: IsoDate): boolean {
  const { x509 } = signer;
  return (
    isCertificateSignatureAllowed(x509.signatureAlgorithmOid) &&
    anchors.authorities.some(
      (authority) =>
        x509.checkIssued(authority.x509) &&
        x509.verify(authority.publicKey) &&
        isValidOn(authority, today) &&
        isValidOn(signer, today),
    ) &&
    maySignDocuments(signer)
  );
}
