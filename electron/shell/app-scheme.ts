import { protocol, type Session } from 'electron';
import { readRendererFile } from '../host/renderer-files.ts';
import { securityHeaders } from '../host/security-headers.ts';

const SCHEME = 'app';
const HOST = 'kiosk';

/** The only origin the window ever shows. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Whether `url` is a page of {@link APP_ORIGIN}. (Node gives schemes of one's own the origin `null`.) */
export function isAppUrl(url: string): boolean {
  const { protocol: scheme, host } = URL.parse(url) ?? { protocol: '', host: '' };
  return scheme === `${SCHEME}:` && host === HOST;
}

/** Makes `app:` a scheme with origins, as secure as https. Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built screen in `folder`: GET only, one host, known kinds of files, security headers on every answer. */
export function serveAppScheme(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const refuse = (status: number) => new Response(null, { status, headers: securityHeaders() });
    if (request.method !== 'GET') return refuse(405);
    if (!isAppUrl(request.url)) return refuse(404);
    const file = await readRendererFile(folder, new URL(request.url).pathname);
    if (!file) return refuse(404);
    return new Response(file.body, { headers: { ...securityHeaders(), 'Content-Type': file.contentType } });
  });
}
