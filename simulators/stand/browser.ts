import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { failure, type Result, success } from '../../contracts/result.ts';

/** Where Chromium and its relatives are usually installed. */
const KNOWN_BROWSERS: Readonly<Record<string, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Flags for a Chromium that is driven by a program: no background traffic, and no sandbox where the user is root. */
export const BROWSER_FLAGS: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The same Chromium without windows: what a program drives with it takes two thirds of the processor's time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

function findAmong(candidates: readonly string[]): string | null {
  const override = process.env['RUKHSA_BROWSER'];
  return (override ? [override] : candidates).find((path) => existsSync(path)) ?? null;
}

/** The path of an installed Chromium that opens windows, or `null`. `RUKHSA_BROWSER` overrides the search. */
export function findWindowedBrowser(): string | null {
  return findAmong(KNOWN_BROWSERS[process.platform] ?? []);
}

/** The path of an installed Chromium for a program to drive unseen, or `null`. `RUKHSA_BROWSER` overrides the search. */
export function findBrowser(): string | null {
  return findAmong([HEADLESS_SHELL, ...(KNOWN_BROWSERS[process.platform] ?? [])]);
}

function runs(command: string, ...rest: string[]): boolean {
  return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/** A Chromium to drive: the installed one, else one from the system's package manager, else what was tried. */
export function findOrInstallBrowser(): Result<string, string> {
  const installed = findBrowser();
  if (installed) return success(installed);
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    return failure(
      'No Chromium was found. Install one with your package manager, or name it in RUKHSA_BROWSER.',
    );
  }
  console.log('Installing Chromium with apt-get (once) …');
  const install = (name: string) => runs('apt-get', '-qq', 'install', '-y', name);
  const done =
    runs('apt-get', '-qq', 'update') && (install('chromium-headless-shell') || install('chromium'));
  const path = done ? findBrowser() : null;
  return path
    ? success(path)
    : failure('No Chromium was found, and apt-get could not install one (see above).');
}
