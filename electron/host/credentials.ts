import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { failure, type Result, success } from '../../contracts/result.ts';
import { prepareTrustAnchors } from '../../native-adapters/civil-id-reader/index.ts';

/** Signing authorities whose cards are believed, parsed once. */
export type TrustAnchors = ReturnType<typeof prepareTrustAnchors>;

/** Files in a folder of certificates that are certificates, in DER or PEM. */
const CERTIFICATE_FILES: ReadonlySet<string> = new Set(['.cer', '.crt', '.der', '.pem']);

const because = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Reads the kiosk's own key, with which it signs to the portal: Ed25519 (RFC 8032), PKCS #8 in PEM. */
export function readKioskKey(path: string): Result<KeyObject, string> {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return success(key);
    return failure(`portal.keyFile: ${path} is not an Ed25519 key`);
  } catch (error) {
    return failure(`portal.keyFile: ${path} cannot be read as a private key (${because(error)})`);
  }
}

/** Reads the country signing certificates (ICAO 9303-12) whose cards are believed: every one in `folder`, at least one. */
export function readTrustAnchors(folder: string): Result<TrustAnchors, string> {
  try {
    const files = readdirSync(folder)
      .filter((name) => CERTIFICATE_FILES.has(extname(name)))
      .sort();
    if (files.length === 0) return failure(`cscaFolder: ${folder} holds no certificate`);
    // The same certificate may lie there in both forms.
    const certificates = new Map(
      files.map((name) => {
        const { raw, fingerprint256 } = new X509Certificate(readFileSync(join(folder, name)));
        return [fingerprint256, raw] as const;
      }),
    );
    return success(prepareTrustAnchors([...certificates.values()]));
  } catch (error) {
    return failure(`cscaFolder: ${folder} cannot be used (${because(error)})`);
  }
}
