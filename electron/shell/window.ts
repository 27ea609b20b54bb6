import { app, BrowserWindow, Menu } from 'electron';

/** The screen's background before the first paint, so that nothing flashes. */
const BACKGROUND = '#ffffff';

/**
 * The one window: the whole screen without any control, its page sandboxed and apart from the preload script. A packaged
 * kiosk's window cannot be closed by a key; only the end of the application ends it.
 */
export function createKioskWindow(preload: string): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    kiosk: true,
    frame: false,
    show: false,
    backgroundColor: BACKGROUND,
    webPreferences: {
      preload,
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
      autoplayPolicy: 'no-user-gesture-required',
      devTools: !app.isPackaged,
    },
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
