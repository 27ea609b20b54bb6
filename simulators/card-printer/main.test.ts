import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { PrinterControl } from './control.ts';
import { readOptions } from './options.ts';
import { JOB_OPENING, panelStep, runSteps } from './testing/bench.ts';
import { TestHost } from './testing/host.ts';
import { BLANK_COLOUR } from './testing/panels.ts';

const ReadyLine = z.object({ listening: z.url(), path: z.string() });

let folder: string;
let started: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'printer-process-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) await end(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(...more: readonly string[]) {
  const script = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [script, '--data', join(folder, 'data'), '--control', '0', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [line] = await new Promise<readonly string[]>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (text) => resolve([text]));
  });
  const { listening, path } = ReadyLine.parse(JSON.parse(line ?? ''));
  return { child, path, control: new PrinterControl(listening) };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return exited;
}

const UNPACED = ['--baud', '0', '--panel-ms', '0', '--move-ms', '0'];

test('serves a terminal behind a link, outlives its own death inside a job, and ends cleanly', async () => {
  const link = join(folder, 'printer');
  const first = await start('--link', link, ...UNPACED);
  expect(first.path).toBe(link);
  let host = await TestHost.open(first.path);
  await runSteps(host, [...JOB_OPENING, panelStep('y', 128, BLANK_COLOUR)]);
  expect((await first.control.state()).job).toMatchObject({ card: 1 });
  await end(first.child, 'SIGKILL');
  await expect.poll(() => host.isClosed).toBe(true);

  const second = await start('--link', link, ...UNPACED);
  expect(await second.control.state()).toMatchObject({
    job: null,
    physical: { transport: { card: { number: 1, kind: 'spoiled' } }, ribbon: { remaining: 199 } },
  });
  host = await TestHost.open(second.path);
  expect([await host.ask('Rlr;p'), await host.ask('Rco;c')]).toEqual(['CARD', '0']);
  await host.close();
  expect(await end(second.child, 'SIGTERM')).toBe(0);
});

test('serves loopback TCP, at the speed of the line as far as a busy machine can tell', async () => {
  const { path, control } = await start(
    '--tcp',
    '0',
    '--panel-ms',
    '0',
    '--move-ms',
    '0',
    '--baud',
    '115200',
  );
  expect(path).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
  const host = await TestHost.open(path);
  await runSteps(host, [['Pem;2'], ['Si'], ['Pr;ymckok'], ['Ss'], ['Sr']]);
  const begun = performance.now();
  const bytes = 11_520;
  // The commands before have left the line idle; the header and CR are the few bytes more.
  expect(await host.ask(`Dbc;y;128;${bytes}`, new Uint8Array(bytes))).toBe('ERROR PARAMETRES');
  expect(performance.now() - begun).toBeGreaterThan(990);
  expect((await control.state()).line.bytesReceived).toBeGreaterThan(bytes);
  await host.close();
});

test('the command line names every mistake', () => {
  expect(() => readOptions(['--data', 'x', '--control', '99999', '--baud', 'fast'])).toThrow(
    /control[\s\S]*baud/,
  );
  expect(() => readOptions(['--data', 'x'])).toThrow('control');
  expect(() => readOptions(['--data', 'x', '--control', '1', '--speed', '9'])).toThrow('speed');
  expect(readOptions(['--data', 'x', '--control', '0', '--link', 'y'])).toMatchObject({
    folder: 'x',
    controlPort: 0,
    line: { type: 'pty', link: 'y' },
    timing: { baud: 115_200 },
    rotation: 'clockwise',
  });
});
