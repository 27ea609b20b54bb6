import { z } from 'zod';
import { UPLOAD_CONTENT_PATH } from '../../contracts/portal-api/uploads.ts';
import { failure, type Result, success } from '../../contracts/result.ts';
import { PortalAddresses, readConfig } from '../kiosk/config.ts';
import { mistakes } from './mistakes.ts';

/** Passwords, documents and cards' numbers pass here: only TLS, or a server on this machine, is a line for them. */
const SecureUrl = z
  .url()
  .refine(
    (url) => /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$))/.test(url),
    'must be https, or on this machine',
  );

/** All that the companion needs of the kiosk's configuration: a computer that is no kiosk has a file with nothing else. */
const CompanionConfig = z.object({
  portal: PortalAddresses.transform(({ url, publicUrl = url, paymentUrl }) => ({
    publicUrl,
    paymentUrl,
  })).pipe(z.object({ publicUrl: SecureUrl, paymentUrl: SecureUrl.or(z.undefined()) })),
});

/** What the portal gives as a file: documents of a request, and receipts (portal.md, "Routes"). */
const DOCUMENT_PATHS = [UPLOAD_CONTENT_PATH, '/receipts/:code/receipt.pdf'];

/** Where the companion window begins, and what it may show and save. */
export interface Companion {
  readonly start: string;
  /** Whether the window may show `url`. */
  isPage(url: string): boolean;
  /** Whether what comes from `url` may be saved as a file. */
  isDocument(url: string): boolean;
}

/** The origin of a web page; `null` for what only carries one, such as `blob:`. */
function pageOrigin(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}

/**
 * The companion window for the portal at `publicUrl`. Whoever pays must reach the gateway's payment page and come back from
 * it; KNET asks for card, PIN and one-time password on pages of that one origin. So its origin is the second that may be shown,
 * where the configuration names it, and there is no third. Only the portal's own documents may be saved.
 */
export function companionOf(publicUrl: string, paymentUrl?: string): Companion {
  const portal = new URL(publicUrl).origin;
  const origins = new Set([portal, paymentUrl === undefined ? portal : new URL(paymentUrl).origin]);
  const documents = DOCUMENT_PATHS.map((path) => new URLPattern(path, portal));
  return {
    start: new URL('/', portal).href,
    isPage: (url) => origins.has(pageOrigin(url) ?? ''),
    isDocument: (url) => documents.some((document) => document.test(url)),
  };
}

/** Reads what the companion needs from the configuration file at `path`. The fault says everything that has to be corrected. */
export function loadCompanion(path: string): Result<Companion, string> {
  const read = readConfig(CompanionConfig, path);
  if (!read.ok) return failure(mistakes(path, read.fault));
  const { publicUrl, paymentUrl } = read.value.portal;
  return success(companionOf(publicUrl, paymentUrl));
}
