import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../test-support/fake-clock.ts';
import type { ReportListener } from './report-transport.ts';
import { CONNECT_DEADLINE_MS, openSocket, type SocketAddress } from './socket.ts';

let folder: string;
let server: Server;
let peers: Socket[];
const received: Buffer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reader-socket-'));
  peers = [];
  received.length = 0;
  server = createServer((socket) => {
    peers.push(socket);
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', () => undefined);
  });
});

afterEach(async () => {
  for (const peer of peers) peer.destroy();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function listen(type: SocketAddress['type']): Promise<SocketAddress> {
  const path = join(folder, 'reader');
  await new Promise<void>((resolve) => {
    if (type === 'socket') server.listen(path, resolve);
    else server.listen(0, '127.0.0.1', resolve);
  });
  return type === 'socket'
    ? { type, path }
    : { type, host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

function recorder() {
  const reports: Buffer[] = [];
  const onClose = vi.fn();
  const listener: ReportListener = {
    onReport: (report) => reports.push(Buffer.from(report)),
    onError: () => undefined,
    onClose,
  };
  return { reports, onClose, listener };
}

const soon = { interval: 1, timeout: 5_000 };
const report = (fill: number) => Buffer.alloc(64, fill);

describe.each(['socket', 'tcp'] as const)('openSocket over %s', (type) => {
  it('carries reports both ways, however the stream is cut', async () => {
    const { listener, reports } = recorder();
    const opened = await openSocket(await listen(type), new FakeClock(), listener);
    if (!opened.ok) throw new Error(opened.fault);
    opened.value.send([report(1), report(2)]);
    await vi.waitFor(
      () => expect(Buffer.concat(received)).toEqual(Buffer.concat([report(1), report(2)])),
      soon,
    );

    const stream = Buffer.concat([report(3), report(4), report(5)]);
    for (const [start, end] of [
      [0, 10],
      [10, 130],
      [130, 192],
    ]) {
      peers[0]?.write(stream.subarray(start, end));
      await vi.waitFor(() => expect(reports).toHaveLength(Math.floor((end ?? 0) / 64)), soon);
    }
    expect(reports).toEqual([report(3), report(4), report(5)]);
    opened.value.close();
  });

  it('tells once that the other side has gone', async () => {
    const { listener, onClose } = recorder();
    const opened = await openSocket(await listen(type), new FakeClock(), listener);
    peers[0]?.destroy();
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledTimes(1), soon);
    expect(opened.ok).toBe(true);
  });
});

describe('openSocket', () => {
  it('an absent peer is a fault with its message', async () => {
    const { listener, onClose } = recorder();
    const opened = await openSocket(
      { type: 'socket', path: join(folder, 'absent') },
      new FakeClock(),
      listener,
    );
    expect(opened).toMatchObject({ ok: false, fault: expect.stringContaining('ENOENT') });
    expect(onClose).not.toHaveBeenCalled();
  });

  it('gives up a connection that does not come about in time', async () => {
    const clock = new FakeClock();
    const { listener } = recorder();
    const opening = openSocket(await listen('tcp'), clock, listener);
    clock.advance(CONNECT_DEADLINE_MS);
    expect(await opening).toEqual({ ok: false, fault: 'no connection in time' });
  });
});
