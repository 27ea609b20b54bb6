/**
 * A small STAND-IN for the `electron` module, so that main.ts, the shell and preload.ts run over an ordinary Chromium where
 * Electron's runtime cannot be had. It is no Electron: it shows that the shell asks for the right things and that they hold in
 * Chromium. Where Electron is permissive unless told otherwise (permissions, navigation, windows), so is the stand-in.
 */
import { EventEmitter } from 'node:events';
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

  requestSingleInstanceLock(): boolean {
    return state.lockFree;
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

export const BrowserWindow = StandInWindow;
