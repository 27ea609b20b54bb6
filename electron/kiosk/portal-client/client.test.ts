import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isoInstant } from '../../../contracts/calendar.ts';
import { systemClock } from '../../../contracts/clock.ts';
import { CollectionProblem } from '../../../contracts/collection-api.ts';
import { contentDigest, parseSignature, signatureBase } from '../../../contracts/http-signature.ts';
import { PickupId, RequestId } from '../../../contracts/pickup.ts';
import { FakeClock, flush } from '../testing/fake-clock.test-helper.ts';
import { createPortalClient, PORTAL_DEADLINES_MS } from './client.ts';
import type { PortalClient } from './portal.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pickupId = PickupId.parse('11111111-1111-4111-8111-111111111111');
const SETTINGS = { permitDays: 14, permitUrlTemplate: 'https://portal.example/permits/{number}' };

interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let heard: Heard[];
let sockets: Set<Socket>;
let logged: string[];
let answer: (response: ServerResponse, request: Heard) => void;
let client: PortalClient;
const log = {
  info: () => {},
  warn: (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`),
  error: () => {},
};

beforeEach(async () => {
  heard = [];
  sockets = new Set();
  logged = [];
  answer = (response) => response.end(JSON.stringify(SETTINGS));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const whole = { method, url, headers, body: Buffer.concat(chunks).toString() };
    heard.push(whole);
    answer(response, whole);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = create('/base/');
});
afterEach(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

function create(path: string, clock: Parameters<typeof createPortalClient>[0]['clock'] = systemClock) {
  const { port } = server.address() as AddressInfo;
  return createPortalClient({
    url: new URL(`http://127.0.0.1:${port}${path}`),
    machine: 'K-014',
    key: privateKey,
    clock,
    log,
  });
}

function isSigned({ method, url, headers, body }: Heard): boolean {
  const signed = parseSignature(String(headers['signature-input']), String(headers['signature']));
  if (!signed) return false;
  const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
  const base = signatureBase({ method, path: url, contentDigest: digest }, signed.parameters);
  return (
    headers['content-digest'] === digest &&
    signed.parameters.keyId === 'K-014' &&
    Math.abs(signed.parameters.created * 1000 - Date.now()) < 10_000 &&
    verify(null, Buffer.from(base), publicKey, Buffer.from(signed.signatureBase64, 'base64'))
  );
}

describe('every question is signed and goes to its route', () => {
  test('without a body', async () => {
    expect(await client.settings()).toEqual({ ok: true, value: SETTINGS });
    expect(heard[0]).toMatchObject({ method: 'GET', url: '/base/kiosk/v1/settings', body: '' });
    expect(heard.every(isSigned)).toBe(true);
  });

  test('with one', async () => {
    answer = (response) =>
      response.end(JSON.stringify({ outcome: 'acknowledged', seq: 1, status: 'printing' }));
    const body = {
      fencing: 3,
      events: [{ seq: 1, at: isoInstant(0), body: { type: 'issued' as const } }],
    };
    expect(await client.sendEvents(pickupId, body)).toMatchObject({ ok: true, value: { seq: 1 } });
    expect(heard[0]).toMatchObject({ method: 'POST', url: `/base/kiosk/v1/pickups/${pickupId}/events` });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual(body);
    expect(heard.every(isSigned)).toBe(true);
  });

  test('over one kept connection', async () => {
    for (let asked = 0; asked < 5; asked += 1) await client.settings();
    expect(sockets.size).toBe(1);
  });
});

describe('what is no answer', () => {
  const meanings: Readonly<Record<CollectionProblem['error'], string>> = {
    invalidBody: 'rejected',
    bodyTooLarge: 'rejected',
    notSigned: 'unreachable',
    collectionTokenInvalid: 'rejected',
    notFound: 'unreachable',
    pickupConflict: 'rejected',
    challengeSpent: 'rejected',
    internal: 'unreachable',
  };
  test.each(CollectionProblem.shape.error.options)('the problem %s', async (error) => {
    answer = (response) => response.writeHead(400).end(JSON.stringify({ error }));
    const asked = {
      pickupId,
      requestId: RequestId.parse('R-2026-000001'),
      collectionToken: 'token-of-thirty-two-letters-and-more',
    };
    expect(await client.reserve(asked)).toEqual({ ok: false, fault: meanings[error] });
    expect(logged.join()).not.toContain(asked.collectionToken);
  });

  test.each([
    ['the words of something in between', '<html>502 Bad Gateway</html>'],
    ['nothing', ''],
    ['another shape', JSON.stringify({ ...SETTINGS, surprise: 1 })],
  ])('%s: unreachable', async (_what, text) => {
    answer = (response) => response.end(text);
    expect(await client.settings()).toEqual({ ok: false, fault: 'unreachable' });
  });

  test('an answer without end is cut off', async () => {
    answer = (response) => response.write('x'.repeat(5 * 1024 * 1024));
    expect(await client.settings()).toEqual({ ok: false, fault: 'unreachable' });
  });

  test('a connection that breaks within the answer', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
      setImmediate(() => response.destroy());
    };
    expect(await client.settings()).toEqual({ ok: false, fault: 'unreachable' });
  });

  test('no server', async () => {
    const closed = once(server, 'close');
    server.close();
    await closed;
    expect(await client.settings()).toEqual({ ok: false, fault: 'unreachable' });
    expect(logged.join()).toContain('ECONNREFUSED');
  });

  test('silence ends with the deadline', async () => {
    const clock = new FakeClock(Date.now());
    const silent = create('/', clock);
    let asked = () => {};
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    answer = () => asked();
    const settings = silent.settings();
    await arrived;
    await clock.advance(PORTAL_DEADLINES_MS.settings);
    expect(await settings).toEqual({ ok: false, fault: 'unreachable' });
    expect(logged.join()).toContain('deadline');
    silent.close();
  });
});

test('a kept connection that the server has closed meanwhile is no reason to fail', async () => {
  await client.settings();
  answer = (response, request) => {
    if (heard.filter(({ url }) => url === request.url).length === 2) response.socket?.resetAndDestroy();
    else response.end(JSON.stringify(SETTINGS));
  };
  expect(await client.settings()).toEqual({ ok: true, value: SETTINGS });
  await flush();
  expect(heard).toHaveLength(3);
});
