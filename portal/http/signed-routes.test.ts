import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COLLECTION_ROUTES } from '../../contracts/collection-api.ts';
import { SIGNATURE_WINDOW_SECONDS } from '../../contracts/http-signature.ts';
import { openStore } from '../store/store.ts';
import { kioskKeys } from '../test-support/fixtures.ts';
import { PortalUnderTest } from '../test-support/portal-under-test.ts';
import { type SigningInput, signedHeaders } from '../test-support/signed-request.ts';
import { loadSeed } from '../services/demo/load-seed.ts';

const PATH = COLLECTION_ROUTES.challenge.path;
const keys = kioskKeys();
const strangersKeys = kioskKeys();

let folder: string;
let portal: PortalUnderTest;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
  portal = await PortalUnderTest.start(await openStore(join(folder, 'portal.sqlite')));
  const kiosks = [{ machine: 'K-014', publicKey: keys.publicKey }];
  await loadSeed(portal.store, { kiosks, requests: [] }, portal.clock);
});
afterEach(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends `sent` with a signature over `signed`; both are an honest request for a challenge unless changed. */
function send(signed: Partial<SigningInput>, sent: { readonly path?: string; readonly body?: string } = {}) {
  const input: SigningInput = {
    method: 'POST',
    path: PATH,
    body: '{}',
    machine: 'K-014',
    privateKey: keys.privateKey,
    created: portal.clock.now() / 1_000,
    ...signed,
  };
  return portal.server.inject({
    method: 'POST',
    url: sent.path ?? PATH,
    headers: { 'content-type': 'application/json', ...signedHeaders(input) },
    payload: sent.body ?? '{}',
  });
}
const now = () => portal.clock.now() / 1_000;

test('an honest request is believed', async () => {
  expect((await send({})).statusCode).toBe(200);
});

test.each([
  ['the oldest accepted', () => now() - SIGNATURE_WINDOW_SECONDS],
  ['the earliest accepted', () => now() + SIGNATURE_WINDOW_SECONDS],
])('%s is believed', async (_name, created) => {
  expect((await send({ created: created() })).statusCode).toBe(200);
});

test.each([
  ['a wrong key', () => send({ privateKey: strangersKeys.privateKey })],
  ['another machine’s name', () => send({ machine: 'K-001' })],
  ['an unknown machine', () => send({ machine: 'K-999', privateKey: strangersKeys.privateKey })],
  ['an old signature', () => send({ created: now() - SIGNATURE_WINDOW_SECONDS - 1 })],
  ['a signature from the future', () => send({ created: now() + SIGNATURE_WINDOW_SECONDS + 1 })],
  ['an altered body', () => send({}, { body: '{ }' })],
  ['another path', () => send({ path: COLLECTION_ROUTES.lookup.path })],
  ['another method', () => send({ method: 'GET' })],
  ['an unsigned query', () => send({}, { path: `${PATH}?x=1` })],
  ['a signed query', () => send({ path: `${PATH}?x=1` }, { path: `${PATH}?x=1` })],
])('%s is refused, and the answer does not tell why', async (_name, act) => {
  const reply = await act();
  expect({ status: reply.statusCode, body: reply.json() }).toEqual({
    status: 401,
    body: { error: 'notSigned' },
  });
  expect(await portal.store.reader.selectFrom('challenges').selectAll().execute()).toEqual([]);
});

test('no signature at all is refused on every route of the contract', async () => {
  for (const { method, path } of Object.values(COLLECTION_ROUTES)) {
    const reply = await portal.server.inject({
      method,
      url: path,
      ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, payload: '{}' } : {}),
    });
    expect(reply.statusCode, path).toBe(401);
  }
});

test.each([
  ['not JSON', '{', 400, 'invalidBody'],
  ['a field too many', '{"extra":1}', 400, 'invalidBody'],
  ['too large', `{"pad":"${'x'.repeat(200_000)}"}`, 413, 'bodyTooLarge'],
])('a signed body that is %s', async (_name, body, status, error) => {
  const reply = await send({ body }, { body });
  expect({ status: reply.statusCode, body: reply.json() }).toEqual({ status, body: { error } });
});

test('a pickup id that is none is refused', async () => {
  const path = '/kiosk/v1/pickups/not-a-uuid/events';
  const body = JSON.stringify({
    fencing: 1,
    events: [{ seq: 1, at: '2026-11-22T09:00:00.000Z', body: { type: 'issued' } }],
  });
  expect((await send({ path, body }, { path, body })).statusCode).toBe(400);
});

test('a fault inside is logged by its kind and place, and told to nobody', async () => {
  await portal.store.reader.schema.dropTable('challenges').execute();
  const reply = await send({});
  expect({ status: reply.statusCode, body: reply.json() }).toEqual({
    status: 500,
    body: { error: 'internal' },
  });
  const [line = ''] = portal.log.filter((entry) => entry.includes('"failed"'));
  expect(JSON.parse(line)).toMatchObject({ err: { type: 'SqliteError', message: 'SQLITE_ERROR' } });
});
