import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { systemClock } from '../contracts/clock.ts';
import type { Result } from '../contracts/result.ts';
import { type CompanionArguments, readCompanionArguments, readHostArguments } from './host/arguments.ts';
import { loadCompanion } from './host/companion.ts';
import { type Composition, composeKiosk } from './host/compose.ts';
import { whenBetweenSessions } from './host/between-sessions.ts';
import { createHostLog } from './host/log.ts';
import { EXIT, endOnUnexpected } from './host/unexpected.ts';
import { APP_PAGE, registerAppScheme, serveAppScheme } from './shell/app-scheme.ts';
import { openCompanion, takeOwnProfile } from './shell/companion.ts';
import { surviveCrashes } from './shell/crash.ts';
import { carryBridge } from './shell/ipc.ts';
import { denyNavigation } from './shell/navigation.ts';
import { denyPermissions } from './shell/permissions.ts';
import { createKioskWindow } from './shell/window.ts';

const log = createHostLog();
const argv = process.argv.slice(1);

function cannotStart(fault: string): void {
  console.error(fault);
  app.exit(EXIT.cannotStart);
}

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

async function startKiosk(): Promise<void> {
  const given = readHostArguments(argv);
  const composed = given.ok ? await composeKiosk({ ...given.value, log }) : given;
  if (!composed.ok) return cannotStart(composed.fault);
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

/** Only the portal's web UI: no devices, no journal and no key are touched. */
async function startCompanion(given: Result<CompanionArguments, string>): Promise<void> {
  const companion = given.ok ? loadCompanion(given.value.config) : given;
  if (!companion.ok) return cannotStart(companion.fault);
  await app.whenReady();
  const window = openCompanion(companion.value, log);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
}

endOnUnexpected(log, (code) => app.exit(code));
app.enableSandbox();
const companion = readCompanionArguments(argv);
if (companion) takeOwnProfile();
else registerAppScheme();
if (!app.requestSingleInstanceLock()) app.exit();
else void (companion ? startCompanion(companion) : startKiosk());
