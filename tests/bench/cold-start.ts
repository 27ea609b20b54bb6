import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { compileCache } from '../../simulators/stand/service.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { type Finding, finding, median, timeRounds } from './measurement.ts';

const ROUNDS = { rounds: 5, warmUp: 1 };

/** The native packages that the browser host cannot do without. */
const NATIVE_PACKAGES = ['@napi-rs/canvas', 'better-sqlite3', 'serialport'];

/** Starts Node with a program that only loads the native packages and says so. */
async function loadNativePackages(root: string): Promise<void> {
  const program = `${NATIVE_PACKAGES.map((name) => `import '${name}';`).join('')}console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compileCache(root), ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await once(child, 'exit');
}

/** `coldStart`: from starting the browser host to its ready line. Its journal is the one that the pickups before left. */
export async function measureColdStart(root: string, stand: Stand): Promise<readonly Finding[]> {
  const starts: number[] = [];
  for (let round = 0; round < ROUNDS.warmUp + ROUNDS.rounds; round += 1) {
    await stand.kiosk().stop();
    const began = performance.now();
    await stand.startKiosk();
    if (round >= ROUNDS.warmUp) starts.push(performance.now() - began);
  }
  const floor = await timeRounds(ROUNDS, () => loadNativePackages(root));
  return [
    finding(
      { id: 'coldStart', value: median(starts), unit: 'ms', limit: median(floor) },
      `browser host to its ready line, against Node loading ${NATIVE_PACKAGES.join(', ')}`,
    ),
  ];
}
