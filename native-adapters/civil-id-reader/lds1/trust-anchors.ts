import { type KeyObject, X509Certificate } from 'node:crypto';
import { type IsoDate, kuwaitDate } from '../../../contracts/calendar.ts';
import { isCertificateSignatureAllowed } from './algorithms.ts';
import type { SignerCertificate } from './signer-certificate.ts';

/** A country signing authority, parsed once. */
interface Authority {
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
}

/** Country signing authorities (CSCA, ICAO 9303-12 §5) of the one State whose cards are accepted. */
export interface TrustAnchors {
  readonly authorities: readonly Authority[];
}

/**
 * Parses a list of CSCA certificates in DER, once, so that each card costs no parsing of it.
 * Throws a `TypeError` that names the position of a certificate that is none or is no authority: a mistake of configuration.
 */
export function prepareTrustAnchors(certificates: readonly Uint8Array[]): TrustAnchors {
  return {
    authorities: certificates.map((der, index) => {
      const x509 = parseAuthority(der, index);
      if (!x509.ca)
        throw new TypeError(`CSCA certificate ${index + 1} is not an authority (basicConstraints)`);
      return { x509, publicKey: x509.publicKey };
    }),
  };
}

function parseAuthority(der: Uint8Array, index: number): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new TypeError(`CSCA certificate ${index + 1} is not a DER certificate`);
  }
}

/** Whether `today`, a date in Kuwait, lies within the validity of `certificate`, both ends included. */
function isValidOn(certificate: X509Certificate, today: IsoDate): boolean {
  const from = certificate.validFromDate.getTime();
  const to = certificate.validToDate.getTime();
  return Number.isFinite(from) && Number.isFinite(to) && kuwaitDate(from) <= today && today <= kuwaitDate(to);
}

/**
 * Whether the document signer was certified by one of `anchors` (ICAO 9303-12: a chain of exactly these two), both are
 * valid on `today`, and the certificate is one for signing documents.
 */
export function isTrusted(signer: SignerCertificate, anchors: TrustAnchors, today: IsoDate): boolean {
  const { x509 } = signer;
  return (
    signer.maySignDocuments &&
    isCertificateSignatureAllowed(x509.signatureAlgorithmOid) &&
    isValidOn(x509, today) &&
    anchors.authorities.some(
      (authority) =>
        x509.checkIssued(authority.x509) &&
        isValidOn(authority.x509, today) &&
        x509.verify(authority.publicKey),
    )
  );
}
