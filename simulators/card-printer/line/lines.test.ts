import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestHost } from '../testing/host.ts';
import { PtyLine } from './pty-line.ts';
import type { SerialLine } from './serial-line.ts';
import { TcpLine } from './tcp-line.ts';

let folder: string;
let line: SerialLine;
let host: TestHost;
let received: Uint8Array[];
const onBytes = (bytes: Uint8Array) => {
  received.push(bytes);
};
const receivedBytes = () => received.reduce((sum, { length }) => sum + length, 0);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'printer-line-'));
  received = [];
});
afterEach(async () => {
  await host.close();
  await line.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every byte value next to every other, a few times over. */
const everyByte = Uint8Array.from({ length: 64 * 1024 }, (_, index) => (index * (1 + (index >> 8))) & 0xff);

const kinds: readonly (readonly [string, () => Promise<SerialLine>])[] = [
  ['tcp', () => TcpLine.open(onBytes, 0)],
  ['pty', () => PtyLine.open(onBytes, join(folder, 'printer'))],
];

describe.each(kinds)('%s', (_kind, open) => {
  beforeEach(async () => {
    line = await open();
    host = await TestHost.open(line.address);
  });

  test('all 256 byte values pass both ways, untouched and unechoed', async () => {
    host.write(everyByte);
    await expect.poll(receivedBytes).toBe(everyByte.length);
    for (let sent = 0; sent < everyByte.length; sent += 1024) {
      line.write(everyByte.subarray(sent, sent + 1024));
      await host.until((bytes) => bytes.length >= sent + 1024);
    }
    expect(Buffer.concat(received).equals(everyByte)).toBe(true);
    expect(host.received.equals(everyByte)).toBe(true);
  });

  test('paused, it lets the host feel it; resumed, everything arrives', async () => {
    line.pause();
    const large = new Uint8Array(16 * 1024 * 1024).fill(0x11);
    host.write(large);
    await expect.poll(() => host.unsentBytes).toBeGreaterThan(0);
    expect(receivedBytes()).toBeLessThan(large.length / 2);
    line.resume();
    await expect.poll(receivedBytes, { timeout: 10_000 }).toBe(large.length);
    expect(host.unsentBytes).toBe(0);
  });

  test('pulled, the host loses it; put back, it can be opened at the same place', async () => {
    const { address } = line;
    line.unplug();
    expect(line.plugged).toBe(false);
    await expect.poll(() => host.isClosed).toBe(true);
    await expect(TestHost.open(address)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
    line.write(Uint8Array.of(1));
    await line.plug();
    expect([line.plugged, line.address]).toEqual([true, address]);
    host = await TestHost.open(address);
    host.write(Uint8Array.of(1, 2, 3));
    await expect.poll(receivedBytes).toBe(3);
  });

  test('a host that goes away and comes back', async () => {
    await host.close();
    host = await TestHost.open(line.address);
    host.write(Uint8Array.of(7));
    await expect.poll(receivedBytes).toBe(1);
    line.write(Uint8Array.of(8));
    await host.until((bytes) => bytes.at(-1) === 8);
  });
});

test('a pty that nobody reads loses bytes instead of waiting', async () => {
  line = await PtyLine.open(onBytes, null);
  for (let written = 0; written < 200; written += 1) line.write(new Uint8Array(1024));
  host = await TestHost.open(line.address);
  host.write(Uint8Array.of(1));
  await expect.poll(receivedBytes).toBe(1);
});

test('a pty pulled many times leaves no descriptor behind', async () => {
  line = await PtyLine.open(onBytes, join(folder, 'printer'));
  host = await TestHost.open(line.address);
  await host.close();
  const terminals = () =>
    readdirSync('/proc/self/fd').filter((name) => {
      try {
        return /^\/dev\/(pts|ptmx)/.test(readlinkSync(`/proc/self/fd/${name}`));
      } catch {
        return false;
      }
    }).length;
  const before = terminals();
  for (let pull = 0; pull < 5; pull += 1) {
    line.unplug();
    await line.plug();
  }
  await expect.poll(terminals).toBe(before);
});

test('the link leads to the terminal and goes with the cable; another file in its place is left alone', async () => {
  const link = join(folder, 'printer');
  line = await PtyLine.open(onBytes, link);
  host = await TestHost.open(link);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  line.unplug();
  expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
  writeFileSync(link, 'mine');
  await expect(line.plug()).rejects.toThrow('no symbolic link');
});
