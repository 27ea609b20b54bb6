import { EventEmitter } from 'node:events';
import type { Browser } from 'playwright-core';

/** What one "process" of the stand-in holds; tests read it and set what the machine would have said. */
export interface StandInState {
  readonly ipcMain: EventEmitter;
  readonly invokeHandlers: Map<string, (event: unknown, ...values: unknown[]) => unknown>;
  readonly privilegedSchemes: { scheme: string; privileges: Record<string, boolean> }[];
  browser: Browser | null;
  appPath: string;
  isPackaged: boolean;
  /** Profile of this process, and those in which others run. */
  userData: string;
  readonly lockedProfiles: Set<string>;
  /** Message boxes that wait for a button. */
  readonly dialogs: { message: string; press(button: number): void }[];
  sandboxed: boolean;
  ready: boolean;
  exitCode: number | null;
}

/** One per test file, as Electron has one per process. */
export const state: StandInState = {
  ipcMain: new EventEmitter(),
  invokeHandlers: new Map(),
  privilegedSchemes: [],
  browser: null,
  appPath: '',
  isPackaged: true,
  userData: '',
  lockedProfiles: new Set(),
  dialogs: [],
  sandboxed: false,
  ready: false,
  exitCode: null,
};
