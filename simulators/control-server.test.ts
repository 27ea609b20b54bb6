import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ControlClient, ControlRefusedError } from './control-client.ts';
import {
  announceListening,
  ChangeFeed,
  type ControlServer,
  eventStream,
  get,
  post,
  refuse,
  remove,
  reply,
  replyOctets,
  startControlServer,
} from './control-server.ts';

const Count = z.strictObject({ count: z.int() });
const changes = new ChangeFeed<z.infer<typeof Count>>();

let server: ControlServer;
let client: ControlClient;

beforeEach(async () => {
  server = await startControlServer({
    port: 0,
    routes: [
      get('/count', z.strictObject({ from: z.coerce.number().int() }), ({ from }) => reply({ count: from })),
      get('/cards/:card/face.png', z.strictObject({ card: z.string() }), ({ card }) =>
        replyOctets('image/png', new TextEncoder().encode(card), { 'content-security-policy': 'sandbox' }),
      ),
      post('/count', Count, ({ count }) => (count > 9 ? refuse(409, 'tooMany') : reply({ count }))),
      remove('/counts/:count', z.strictObject({ count: z.coerce.number().int() }), (count) => reply(count)),
      post('/fail', Count, () => Promise.reject(new Error('expected by the test'))),
      eventStream('/events', (send) => {
        send({ count: 0 });
        return changes.subscribe(send);
      }),
    ],
  });
  client = new ControlClient(server.url);
});

afterEach(() => server.close());

test('query, path parameters and body are parsed', async () => {
  expect(await client.get('/count', Count, { from: 7 })).toEqual({ count: 7 });
  expect(await client.post('/count', { count: 3 }, Count)).toEqual({ count: 3 });
  expect(await client.remove('/counts/5', Count)).toEqual({ count: 5 });
  const picture = await fetch(`${server.url}/cards/one/face.png`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('content-security-policy')).toBe('sandbox');
  expect(await picture.text()).toBe('one');
});

describe('refusals', () => {
  test.each([
    ['a body of another shape', { count: 'x' }, 400, 'invalid'],
    ['a refusal of the route', { count: 10 }, 409, 'tooMany'],
  ])('%s', async (_case, body, status, error) => {
    const refused = await client.post('/count', body, Count).catch((caught: unknown) => caught);
    expect(refused).toBeInstanceOf(ControlRefusedError);
    expect(refused).toMatchObject({ status, error });
  });

  test.each([
    ['unknown path', '/nothing', { method: 'GET' }, 404],
    ['wrong method', '/events', { method: 'POST', body: '{}' }, 405],
    ['a form, which a foreign page could post', '/count', { method: 'POST', body: 'count=1' }, 415],
    [
      'a body that is not JSON',
      '/count',
      { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      'a body beyond the limit',
      '/count',
      { method: 'POST', body: ' '.repeat(1024 * 1024 + 1), headers: { 'content-type': 'application/json' } },
      413,
    ],
  ])('%s', async (_case, path, init, status) => {
    expect((await fetch(server.url + path, init)).status).toBe(status);
  });

  test('a request under another host name, as DNS rebinding would send it', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${server.url}/count?from=1`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('an unexpected failure inside a route is a 500, and the server lives on', async () => {
    await expect(client.post('/fail', { count: 1 }, Count)).rejects.toMatchObject({ status: 500 });
    expect(await client.post('/count', { count: 1 }, Count)).toEqual({ count: 1 });
  });
});

test('events come in order, from the subscription on, and end with the signal', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  for await (const { count } of client.events('/events', Count, controller.signal)) {
    seen.push(count);
    if (count === 0) for (const next of [1, 2, 3]) changes.publish({ count: next });
    if (count === 3) controller.abort();
  }
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('a taken port is told', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startControlServer({ port, routes: [] })).rejects.toThrow('EADDRINUSE');
});

test('the ready line holds each address, and the first as the one to call', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  announceListening({ control: 'http://127.0.0.1:1', reports: '/tmp/reader' });
  const [line] = write.mock.calls[0] ?? [];
  write.mockRestore();
  expect(JSON.parse(String(line))).toEqual({
    listening: 'http://127.0.0.1:1',
    control: 'http://127.0.0.1:1',
    reports: '/tmp/reader',
  });
});
