import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ByteTransport, WRITE_CHUNK_BYTES } from './byte-transport.ts';
import { createTcpTransport } from './tcp.ts';

let server: Server;
let port: number;
let transport: ByteTransport;
let peers: Socket[];

beforeEach(async () => {
  peers = [];
  server = createServer((socket) => {
    socket.on('error', () => {});
    peers.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  port = address.port;
  transport = createTcpTransport({ host: '127.0.0.1', port, baudRate: null });
});

afterEach(async () => {
  await transport.close();
  for (const peer of peers) peer.destroy();
  server.close();
});

async function peer(): Promise<Socket> {
  await vi.waitFor(() => expect(peers).toHaveLength(1));
  const [socket] = peers;
  if (socket === undefined) throw new Error('No peer');
  return socket;
}

test('200 kB arrive intact, both ways', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) >> 3);
  const received: Buffer[] = [];
  transport.onData((piece) => received.push(Buffer.from(piece)));
  await transport.open();
  const socket = await peer();
  socket.pipe(socket);
  for (let sent = 0; sent < bytes.length; sent += WRITE_CHUNK_BYTES) {
    await transport.write(bytes.subarray(sent, sent + WRITE_CHUNK_BYTES));
  }
  await vi.waitFor(() => expect(Buffer.concat(received).equals(bytes)).toBe(true));
});

test('a peer that reads nothing leaves the write pending, and closing gives it up', async () => {
  const closed = vi.fn();
  transport.onClose(closed);
  await transport.open();
  (await peer()).pause();
  let taken = 0;
  const writing = (async () => {
    // No system buffers that much: without a reader the last of it is never taken.
    for (; taken < 64_000_000; taken += WRITE_CHUNK_BYTES)
      await transport.write(new Uint8Array(WRITE_CHUNK_BYTES));
    return 'taken';
  })().catch(() => 'given up');
  await vi.waitFor(() => expect(taken).toBeGreaterThan(0));
  await transport.close();
  expect(await writing).toBe('given up');
  expect(closed).toHaveBeenCalledOnce();
});

test('a port where nobody listens cannot be opened', async () => {
  server.close();
  await once(server, 'close');
  await expect(transport.open()).rejects.toThrow(/ECONNREFUSED/);
});

test('a peer that ends the connection is noticed once', async () => {
  const closed = vi.fn();
  transport.onClose(closed);
  await transport.open();
  (await peer()).end();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  await expect(transport.write(Uint8Array.of(1))).rejects.toThrow();
});

test('closing twice, or before opening, is harmless', async () => {
  await transport.close();
  await transport.close();
});
