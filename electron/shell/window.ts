import { app, BrowserWindow, Menu, type WebPreferences } from 'electron';

/** The background before the first paint, so that nothing flashes. */
const BACKGROUND = '#ffffff';

/** The locks of every window: its page sandboxed, apart from any preload script, without Node and without guests. */
function locks(): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/**
 * The kiosk's one window: the whole screen without any control, its page sandboxed and apart from the preload script. A packaged
 * kiosk's window cannot be closed by a key; only the end of the application ends it.
 */
export function createKioskWindow(preload: string): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    kiosk: true,
    frame: false,
    show: false,
    backgroundColor: BACKGROUND,
    webPreferences: { ...locks(), preload, autoplayPolicy: 'no-user-gesture-required' },
  });
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  window.on('close', (event) => {
    if (app.isPackaged && !quitting) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/**
 * The companion's window: an ordinary one without a menu and without a preload script, so no bridge to any kiosk. A partition
 * that is not called `persist:…` lives in memory: cookies, storage and cache end with the application.
 */
export function createCompanionWindow(): BrowserWindow {
  Menu.setApplicationMenu(null);
  return new BrowserWindow({
    width: 1280,
    height: 900,
    backgroundColor: BACKGROUND,
    webPreferences: { ...locks(), partition: 'companion' },
  });
}
