/**
 * A small STAND-IN for the `electron` module, so that main.ts, the shell and preload.ts run over an ordinary Chromium where
 * Electron's runtime cannot be had. It is no Electron: it shows that the shell asks for the right things and that they hold in
 * Chromium. Where Electron is permissive unless told otherwise (permissions, navigation, windows), so is the stand-in.
 */
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { state } from './state.ts';
import { StandInWindow } from './window.ts';

class StandInApp extends EventEmitter {
  get isPackaged(): boolean {
    return state.isPackaged;
  }

  enableSandbox(): void {
    if (state.ready) throw new Error('enableSandbox must come before ready');
    state.sandboxed = true;
  }

  getPath(name: 'userData'): string {
    if (name !== 'userData') throw new Error(`the stand-in knows no path ${name}`);
    return state.userData;
  }

  setPath(name: 'userData', path: string): void {
    if (state.ready) throw new Error(`${name} must be set before ready`);
    if (!existsSync(path)) throw new Error('Failed to set path');
    state.userData = path;
  }

  /** As in Chromium, there is one lock for each profile. */
  requestSingleInstanceLock(): boolean {
    return !state.lockedProfiles.has(state.userData);
  }

  getAppPath(): string {
    return state.appPath;
  }

  async whenReady(): Promise<void> {
    state.ready = true;
  }

  quit(): void {
    this.emit('before-quit', {});
    let prevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) state.exitCode = 0;
  }

  exit(code = 0): void {
    state.exitCode = code;
  }
}

export const app = new StandInApp();

export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof state.privilegedSchemes) {
    if (state.ready) throw new Error('schemes must be registered before ready');
    state.privilegedSchemes.push(...schemes);
  },
};

export const ipcMain = Object.assign(state.ipcMain, {
  handle: (channel: string, handler: (event: unknown, ...values: unknown[]) => unknown) => {
    if (state.invokeHandlers.has(channel)) throw new Error(`second handler for ${channel}`);
    state.invokeHandlers.set(channel, handler);
  },
  removeHandler: (channel: string) => state.invokeHandlers.delete(channel),
});

export const Menu = { setApplicationMenu: (_menu: null) => undefined };

export const dialog = {
  showMessageBox: (_window: StandInWindow, options: { message: string }) =>
    new Promise<{ response: number }>((resolve) => {
      state.dialogs.push({ message: options.message, press: (response) => resolve({ response }) });
    }),
};

export const BrowserWindow = StandInWindow;
