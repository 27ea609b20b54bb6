import type { WebContents } from 'electron';
import type { KioskLog } from '../kiosk/log.ts';

/** Where a window may go from its page, and what it may save. */
interface Exceptions {
  isPage(url: string): boolean;
  isDocument(url: string): boolean;
}

const NONE: Exceptions = { isPage: () => false, isDocument: () => false };

/**
 * Keeps the window on its page: no navigation and no download but the `exceptions`, and no second window or embedded guest at
 * all. Addresses may hold what is nobody's business: the log says only what kind of thing was denied.
 */
export function denyNavigation(contents: WebContents, log: KioskLog, exceptions: Exceptions = NONE): void {
  const deny = (what: string, event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn({ what }, 'navigation denied');
  };
  const keepIn = (what: string) => (event: { url: string; preventDefault(): void }) => {
    if (!exceptions.isPage(event.url)) deny(what, event);
  };
  contents.on('will-navigate', keepIn('navigation'));
  contents.on('will-frame-navigate', keepIn('navigation of a frame'));
  contents.on('will-redirect', keepIn('redirection'));
  contents.on('will-attach-webview', (event) => deny('webview', event));
  contents.session.on('will-download', (event, item) => {
    if (!exceptions.isDocument(item.getURL())) deny('download', event);
  });
  contents.setWindowOpenHandler(() => {
    log.warn({ what: 'window' }, 'navigation denied');
    return { action: 'deny' };
  });
}
