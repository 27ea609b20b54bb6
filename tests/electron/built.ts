import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const BUILT = ['electron/main.js', 'electron/preload.cjs', 'renderer/kiosk/index.html'];

/** Builds screens and bundles where a build is missing; `npm test` has built them before. */
export function ensureBuilt(): void {
  if (BUILT.every((path) => existsSync(join(root, 'dist', path)))) return;
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    // Within a test runner the variable says `test`, and React would be built for development.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stdout}${build.stderr}`);
}
