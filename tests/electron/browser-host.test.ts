/** The browser host as a process of its own, without devices and portal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { BridgeDownFrame } from '../../contracts/bridge.ts';
import {
  lonelyConfiguration,
  writeConfiguration,
  writeLonelyKiosk,
} from '../../electron/host/test-support.ts';
import { ensureBuilt, root } from './built.ts';

let folder: string;
let process_: ChildProcess | null = null;

beforeAll(() => ensureBuilt(), 180_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-host-'));
});
afterEach(() => {
  process_?.kill('SIGKILL');
  process_ = null;
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'electron', 'browser-host.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process_ = child;
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, errors }));
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  return { child, ended, firstLine };
}

describe('the browser host', () => {
  it('prints its address, serves the screen and the bridge, and ends when it is told to', async () => {
    const { child, ended, firstLine } = start('--config', writeLonelyKiosk(folder));
    const { listening } = JSON.parse(await firstLine);
    expect(listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const url = new URL(listening);
    const page = await fetch(url.origin);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<div id="root">');

    const socket = new WebSocket(`ws://${url.host}/bridge`, ['rukhsa.v1', url.hash.slice('#token='.length)], {
      origin: url.origin,
    });
    const [data] = await once(socket, 'message');
    expect(BridgeDownFrame.parse(JSON.parse(String(data)))).toMatchObject({ type: 'view' });
    const closed = once(socket, 'close');
    child.kill('SIGTERM');
    await expect(closed).resolves.toMatchObject({ 0: 1001 });
    await expect(ended).resolves.toMatchObject({ code: 0 });
  });

  it.each([
    ['no configuration', [], '--config is missing'],
    ['a configuration that is not there', ['--config', 'nowhere.json'], 'nowhere.json'],
  ])('does not start with %s, and says why', async (_, args, expected) => {
    const { code, errors } = await start(...args).ended;
    expect(code).toBe(1);
    expect(errors).toContain(expected);
  });

  it('does not start on an address that others can reach', async () => {
    writeLonelyKiosk(folder);
    const config = writeConfiguration(folder, { ...lonelyConfiguration(), browserHost: { host: '0.0.0.0' } });
    const { code, errors } = await start('--config', config).ended;
    expect(code).toBe(1);
    expect(errors).toContain('no loopback address');
  });
});
