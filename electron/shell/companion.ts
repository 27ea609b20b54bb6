import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { systemClock } from '../../contracts/clock.ts';
import type { Companion } from '../host/companion.ts';
import { EXIT } from '../host/unexpected.ts';
import type { KioskLog } from '../kiosk/log.ts';
import { surviveCrashes } from './crash.ts';
import { denyNavigation } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { createCompanionWindow } from './window.ts';

/** Chromium's ERR_ABORTED: a navigation that was denied or replaced, or became a download. */
const ABORTED = -3;

/** The second of the buttons below. */
const CLOSE = 1;
/** Both languages at once: nobody has chosen one where no page could be loaded. */
const UNREACHABLE: MessageBoxOptions = {
  type: 'warning',
  message: 'تعذّر الوصول إلى البوابة',
  detail: 'The portal cannot be reached.',
  buttons: ['المحاولة مرة أخرى  Try again', 'إغلاق  Close'],
  cancelId: CLOSE,
};

/**
 * Gives the companion a profile of its own, so that it and a kiosk on the same computer each have their own single instance.
 * Must run before the lock is asked for.
 */
export function takeOwnProfile(): void {
  const profile = join(app.getPath('userData'), 'companion');
  mkdirSync(profile, { recursive: true });
  app.setPath('userData', profile);
}

/** Opens the companion window on the portal's web UI, with the locks of the kiosk's window. */
export function openCompanion(companion: Companion, log: KioskLog): BrowserWindow {
  const window = createCompanionWindow();
  const { webContents } = window;
  denyPermissions(webContents.session, log);
  denyNavigation(webContents, log, companion);
  surviveCrashes(webContents, systemClock, log, () => {
    log.error({}, 'portal cannot be shown');
    app.exit(EXIT.screenLost);
  });
  // What fails is told by did-fail-load, for this and for every later page.
  const begin = () => void window.loadURL(companion.start).catch(() => undefined);
  webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    log.warn({ code }, 'portal cannot be reached');
    void dialog.showMessageBox(window, UNREACHABLE).then(({ response }) => {
      if (window.isDestroyed()) return;
      if (response === CLOSE) window.close();
      else begin();
    });
  });
  begin();
  return window;
}
