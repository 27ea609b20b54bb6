import type { WebContents } from 'electron';
import type { KioskLog } from '../kiosk/log.ts';

/** Keeps the window on its page: no navigation, no second window, no embedded guest, no download. */
export function denyNavigation(contents: WebContents, log: KioskLog): void {
  const deny = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn({ what }, 'navigation denied');
  };
  contents.on('will-navigate', deny('navigation'));
  contents.on('will-frame-navigate', deny('navigation of a frame'));
  contents.on('will-redirect', deny('redirection'));
  contents.on('will-attach-webview', deny('webview'));
  contents.session.on('will-download', deny('download'));
  contents.setWindowOpenHandler(() => {
    log.warn({ what: 'window' }, 'navigation denied');
    return { action: 'deny' };
  });
}
