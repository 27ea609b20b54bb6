import { join } from 'node:path';
import { vi } from 'vitest';
import { app, ipcMain } from './stand-in/electron.ts';
import { state } from './stand-in/state.ts';
import { StandInWindow } from './stand-in/window.ts';

const FAILURES = ['uncaughtException', 'unhandledRejection'] as const;
/** Listeners of the process that were there before the shell. */
const own = new Set(FAILURES.flatMap((event) => process.listeners(event as 'uncaughtException')));

let runs = 0;

/** Runs main.ts from its first line, however often it ran before. */
export async function runMain(): Promise<void> {
  for (const event of FAILURES) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!own.has(listener)) process.off(event, listener);
    }
  }
  runs += 1;
  await import(/* @vite-ignore */ `../../electron/main.ts?run=${runs}`);
}

/** Starts the shell as a new process would, over the stand-in, and waits until its page is loaded. */
export async function startShell(): Promise<StandInWindow> {
  app.removeAllListeners();
  ipcMain.removeAllListeners();
  state.invokeHandlers.clear();
  state.privilegedSchemes.length = 0;
  state.dialogs.length = 0;
  state.lockedProfiles.clear();
  Object.assign(state, { ready: false, sandboxed: false, exitCode: null, isPackaged: true });
  state.userData = join(state.appPath, 'profile');
  StandInWindow.opened.length = 0;
  await runMain();
  const window = await vi.waitFor(() => {
    const [first] = StandInWindow.opened;
    if (!first) throw new Error('no window yet');
    return first;
  });
  await window.webContents.loading;
  return window;
}
