import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { BridgeDownFrame } from '../../contracts/bridge.ts';
import { KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../contracts/kiosk-view.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { type ScreenServer, serveScreen } from './screen-server.ts';
import { BRIDGE_SUBPROTOCOL, CLOSE_CODE, LARGEST_UP_FRAME } from './web-socket-carrier.ts';

const attract = (time: string): KioskView => ({
  screen: 'attract',
  frame: {
    language: 'ar',
    textSize: 'normal',
    contrast: 'normal',
    machine: 'K-014',
    time,
    reference: null,
    helpLine: '1800000',
    steps: [],
    civilIdInserted: false,
    timeLeft: null,
  },
});

const folder = mkdtempSync(join(tmpdir(), 'rukhsa-screen-'));
const warnings: object[] = [];
const log = {
  info: () => undefined,
  error: () => undefined,
  warn: (fields: object) => warnings.push(fields),
};
const dispatched: unknown[] = [];
const listeners = new Set<(view: KioskView) => void>();
const kiosk: Kiosk = {
  view: () => attract('09:00'),
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  dispatch(intent) {
    dispatched.push(intent);
    return KioskIntent.safeParse(intent).success
      ? { outcome: 'accepted' }
      : { outcome: 'refused', reason: 'invalid' };
  },
  close: async () => undefined,
};

const FRIEND = 'http://localhost:5173';
const ADDRESS = { host: '127.0.0.1', port: 0, allowedOrigins: [`${FRIEND}/`] };

let server: ScreenServer;
let origin: string;
let token: string;
let sockets: WebSocket[];

beforeEach(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  warnings.length = 0;
  dispatched.length = 0;
  sockets = [];
  const served = await serveScreen(kiosk, folder, ADDRESS, log);
  if (!served.ok) throw new Error(served.fault);
  server = served.value;
  const url = new URL(server.url);
  origin = url.origin;
  token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
});
afterEach(async () => {
  await server.close();
  for (const socket of sockets) socket.terminate();
  expect(listeners.size).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Asked {
  readonly protocols?: readonly string[];
  readonly from?: string | undefined;
  readonly path?: string;
  readonly host?: string;
}

/** A connection as a browser would make it, or as somebody else would. */
function connect({
  protocols = [BRIDGE_SUBPROTOCOL, token],
  from = origin,
  path = '/bridge',
  host,
}: Asked = {}) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, [...protocols], {
    origin: from,
    ...(host ? { headers: { host } } : {}),
  });
  sockets.push(socket);
  const frames: BridgeDownFrame[] = [];
  const waiting: ((frame: BridgeDownFrame) => void)[] = [];
  socket.on('message', (data) => {
    const frame = BridgeDownFrame.parse(JSON.parse(data.toString()));
    const take = waiting.shift();
    if (take) take(frame);
    else frames.push(frame);
  });
  const next = () =>
    new Promise<BridgeDownFrame>((resolve) => {
      const frame = frames.shift();
      if (frame) resolve(frame);
      else waiting.push(resolve);
    });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
  return { socket, next, closed, refused, send: (message: unknown) => socket.send(JSON.stringify(message)) };
}

async function get(path: string, options: { method?: string; host?: string } = {}) {
  const { host = new URL(origin).host, method = 'GET' } = options;
  const asked = request(`${origin}${path}`, { method, headers: { host } }).end();
  const [response] = await once(asked, 'response');
  response.resume();
  await once(response, 'end');
  return { status: response.statusCode as number, headers: response.headers as Record<string, string> };
}

describe('the address', () => {
  it.each(['0.0.0.0', '192.168.1.5', 'kiosk.example', '::', '127.0.0.1.evil.test'])(
    'is never one that others can reach: %s',
    async (host) => {
      const served = await serveScreen(kiosk, folder, { ...ADDRESS, host }, log);
      expect(served).toEqual({ ok: false, fault: expect.stringContaining('no loopback address') });
    },
  );

  it('must be free', async () => {
    const port = Number(new URL(origin).port);
    const served = await serveScreen(kiosk, folder, { ...ADDRESS, port }, log);
    expect(served).toEqual({ ok: false, fault: expect.stringContaining('EADDRINUSE') });
  });
});

describe('the page', () => {
  it('is served on loopback with strict headers', async () => {
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src ${origin.replace('http', 'ws')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['another method', '/', 405, { method: 'POST' }],
    ['a name rebound to this address', '/', 421, { host: 'evil.test' }],
    ['a file that is not there', '/nothing.js', 404, {}],
    ['a step up', '/../package.json', 404, {}],
    ['a step up, encoded', '/%2e%2e/package.json', 404, {}],
  ])('is refused for %s', async (_, path, status, options) => {
    const answer = await get(path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('the bridge over a WebSocket', () => {
  it('sends the view at once and every later one', async () => {
    const { next, socket } = connect();
    await expect(next()).resolves.toEqual({ type: 'view', view: attract('09:00') });
    expect(socket.protocol).toBe(BRIDGE_SUBPROTOCOL);
    for (const listener of listeners) listener(attract('09:01'));
    await expect(next()).resolves.toEqual({ type: 'view', view: attract('09:01') });
  });

  it('pairs each outcome with its intent', async () => {
    const { next, send } = connect();
    await next();
    send({ type: 'intent', id: 7, intent: { type: 'confirm' } });
    await expect(next()).resolves.toEqual({ type: 'outcome', id: 7, outcome: { outcome: 'accepted' } });
    send({ type: 'intent', id: 8, intent: { type: 'openTheSafe' } });
    await expect(next()).resolves.toEqual({
      type: 'outcome',
      id: 8,
      outcome: { outcome: 'refused', reason: 'invalid' },
    });
    expect(dispatched).toEqual([{ type: 'confirm' }, { type: 'openTheSafe' }]);
  });

  it('admits an origin that the configuration allows', async () => {
    await expect(connect({ from: FRIEND }).next()).resolves.toMatchObject({ type: 'view' });
  });

  it('takes the page back after it was loaded again, with the same token', async () => {
    const first = connect();
    await first.next();
    first.socket.close();
    await first.closed;
    await expect(connect().next()).resolves.toMatchObject({ type: 'view' });
  });

  it('refuses a second screen while the first is connected', async () => {
    const first = connect();
    await first.next();
    await expect(connect().refused).resolves.toBe(403);
    first.send({ type: 'intent', id: 1, intent: { type: 'cancel' } });
    await expect(first.next()).resolves.toMatchObject({ type: 'outcome', id: 1 });
  });

  it.each<[string, () => Asked]>([
    ['no token', () => ({ protocols: [BRIDGE_SUBPROTOCOL] })],
    ['a wrong token', () => ({ protocols: [BRIDGE_SUBPROTOCOL, 'A'.repeat(43)] })],
    ['the token alone', () => ({ protocols: [token] })],
    ['more than one token', () => ({ protocols: [BRIDGE_SUBPROTOCOL, token, 'x'] })],
    ['a foreign origin', () => ({ from: 'https://evil.test' })],
    ['no origin', () => ({ from: '' })],
    ['the origin of another port', () => ({ from: 'http://127.0.0.1:1' })],
    ['a name rebound to this address', () => ({ host: 'evil.test' })],
    ['another path', () => ({ path: '/bridge/x' })],
  ])('refuses %s', async (_, asked) => {
    await expect(connect(asked()).refused).resolves.toBe(403);
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain(token);
  });

  it.each<[string, (socket: WebSocket) => void, number]>([
    ['what is no JSON', (socket) => socket.send('{'), CLOSE_CODE.policyViolation],
    ['what is no frame', (socket) => socket.send('{"type":"view"}'), CLOSE_CODE.policyViolation],
    ['octets', (socket) => socket.send(Buffer.from('{}')), CLOSE_CODE.unsupportedData],
    ['too much', (socket) => socket.send('x'.repeat(LARGEST_UP_FRAME + 1)), 1009],
  ])('ends a connection that sends %s', async (_, misuse, code) => {
    const { socket, next, closed } = connect();
    await next();
    misuse(socket);
    await expect(closed).resolves.toBe(code);
    expect(dispatched).toEqual([]);
    await expect(connect().next()).resolves.toMatchObject({ type: 'view' });
  });

  it('says goodbye when the host ends', async () => {
    const { next, closed } = connect();
    await next();
    await server.close();
    await expect(closed).resolves.toBe(CLOSE_CODE.goingAway);
  });
});
