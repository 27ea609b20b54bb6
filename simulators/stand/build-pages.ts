import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the pages and bundles are made from, and one file of each build. */
const SOURCES = [
  'contracts/**/*.ts',
  'renderer/**/*',
  'simulators/**/*.{ts,tsx,css,html}',
  'electron/**/*.ts',
  'native-adapters/**/*.ts',
  'package-lock.json',
];
const BUILDS = [
  'dist/renderer/kiosk/index.html',
  'dist/renderer/portal/index.html',
  'dist/dock/index.html',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
];

const modified = (path: string) => statSync(path).mtimeMs;

/** Whether a build is missing, or older than something it is made from. */
function isStale(root: string): boolean {
  const builds = BUILDS.map((file) => join(root, file));
  if (!builds.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...builds.map(modified));
  return SOURCES.some((pattern) =>
    globSync(pattern, { cwd: root }).some((file) => modified(join(root, file)) > oldest),
  );
}

/** Builds the pages (kiosk, portal, dock) and Electron's bundles where that is needed. */
export function buildPages(root: string): void {
  if (!isStale(root)) return;
  console.log('Building the screens …');
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    // Within a test runner the variable says `test`, and React would be built for development.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
