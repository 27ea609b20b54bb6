import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_FLAGS, findWindowedBrowser } from './browser.ts';

/** How long the download of Electron's runtime may take before the stand goes on without it. */
export const RUNTIME_FETCH_TIMEOUT_MS = 90_000;

/** What the kiosk can be shown in on this machine. */
export type Window =
  | { readonly kind: 'electron'; readonly path: string }
  | { readonly kind: 'browser'; readonly path: string }
  | { readonly kind: 'none' };

/** Whether a window can appear at all. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** The path of Electron's runtime when it lies in the packages, or `null`. */
export function findElectronRuntime(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** Downloads the runtime once: a failed attempt is remembered in `dataFolder` and not repeated at every start. */
function fetchElectronRuntime(root: string, dataFolder: string): string | null {
  const marker = join(dataFolder, 'electron-runtime-not-available');
  if (existsSync(marker)) {
    console.log(`Electron's runtime could not be had before; delete ${marker} to try again.`);
    return null;
  }
  console.log(
    `Fetching Electron's runtime (once, about 120 MB, at most ${RUNTIME_FETCH_TIMEOUT_MS / 1000} s) …`,
  );
  spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: 'ignore',
    timeout: RUNTIME_FETCH_TIMEOUT_MS,
  });
  const path = findElectronRuntime(root);
  if (!path) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(marker, '');
    console.log(
      "Electron's runtime cannot be had here: the kiosk runs on its browser host instead, with the same screens.",
    );
  }
  return path;
}

/** Chooses what to show the kiosk in: Electron, else a system browser in kiosk mode, else nothing. */
export function chooseWindow(root: string, dataFolder: string): Window {
  if (!hasDisplay()) return { kind: 'none' };
  // Chromium's sandbox, which the shell insists on, does not start for root.
  const electron =
    process.getuid?.() === 0 ? null : (findElectronRuntime(root) ?? fetchElectronRuntime(root, dataFolder));
  if (electron) return { kind: 'electron', path: electron };
  const browser = findWindowedBrowser();
  return browser ? { kind: 'browser', path: browser } : { kind: 'none' };
}

/** Opens `url` in a browser without any of its own controls. The profile is thrown away with `dataFolder`. */
export function openBrowserWindow(browser: string, url: string, dataFolder: string): void {
  const profile = join(dataFolder, 'browser-profile');
  mkdirSync(profile, { recursive: true });
  spawn(browser, [...BROWSER_FLAGS, `--user-data-dir=${profile}`, '--kiosk', `--app=${url}`], {
    stdio: 'ignore',
  });
}
