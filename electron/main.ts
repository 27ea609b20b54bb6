import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { systemClock } from '../contracts/clock.ts';
import { readHostArguments } from './host/arguments.ts';
import { type Composition, composeKiosk } from './host/compose.ts';
import { whenBetweenSessions } from './host/between-sessions.ts';
import { createHostLog } from './host/log.ts';
import { EXIT, endOnUnexpected } from './host/unexpected.ts';
import { APP_PAGE, registerAppScheme, serveAppScheme } from './shell/app-scheme.ts';
import { surviveCrashes } from './shell/crash.ts';
import { carryBridge } from './shell/ipc.ts';
import { denyNavigation } from './shell/navigation.ts';
import { denyPermissions } from './shell/permissions.ts';
import { createKioskWindow } from './shell/window.ts';

const log = createHostLog();

function openWindow({ kiosk, close }: Composition): BrowserWindow {
  const files = join(app.getAppPath(), 'dist');
  const window = createKioskWindow(join(files, 'electron', 'preload.cjs'));
  const { webContents } = window;
  denyPermissions(webContents.session, log);
  denyNavigation(webContents, log);
  serveAppScheme(webContents.session, join(files, 'renderer', 'kiosk'));
  carryBridge(kiosk, webContents, log);
  surviveCrashes(webContents, systemClock, log, () => {
    log.error({}, 'screen cannot be shown; ending between two sessions');
    whenBetweenSessions(kiosk, () => void close().finally(() => app.exit(EXIT.screenLost)));
  });
  void window.loadURL(APP_PAGE);
  return window;
}

async function start(): Promise<void> {
  const given = readHostArguments(process.argv.slice(1));
  const composed = given.ok ? await composeKiosk({ ...given.value, log }) : given;
  if (!composed.ok) {
    console.error(composed.fault);
    app.exit(EXIT.cannotStart);
    return;
  }
  const composition = composed.value;
  await app.whenReady();
  const window = openWindow(composition);
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    void composition.close().finally(() => app.exit());
  });
}

endOnUnexpected(log, (code) => app.exit(code));
app.enableSandbox();
registerAppScheme();
if (app.requestSingleInstanceLock()) void start();
else app.exit();
