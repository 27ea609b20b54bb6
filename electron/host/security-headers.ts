/** Sources a screen may use beyond its own files. */
interface ScreenSources {
  /** Where it may open connections, e.g. `ws://127.0.0.1:4711`; nowhere when left out. */
  readonly connect?: string;
}

/**
 * Content-Security-Policy (CSP level 3) of every screen: nothing is allowed but the screen's own scripts, styles, fonts and
 * pictures. `data:` pictures are the portraits that views carry.
 */
export function contentSecurityPolicy({ connect = "'none'" }: ScreenSources = {}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Response headers of every file of a screen, whichever host serves it. */
export function securityHeaders(sources: ScreenSources = {}): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sources),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}
