import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoInstant } from '../../contracts/calendar.ts';
import { PORTAL_ROUTES } from '../../contracts/portal-api/index.ts';
import { type ApiRoute, ROLES, type Role } from '../../contracts/portal-api/route.ts';
import { UPLOAD_CONTENT_PATH } from '../../contracts/portal-api/uploads.ts';
import { newToken, tokenHash } from '../services/secret-token.ts';
import { insertSession, type SessionHolder } from '../store/sessions.ts';
import { openStore } from '../store/store.ts';
import { ApplicationsUnderTest, photo } from '../test-support/applications-under-test.ts';
import { PUBLIC_URL } from '../test-support/fixtures.ts';
import { ScriptedGateway } from '../test-support/payments-under-test.ts';
import { createServer } from './server.ts';

/** Who calls: nobody, or somebody of a role. */
const CALLERS = [null, ...ROLES] as const;
const HOLDERS: Readonly<Record<Role, SessionHolder>> = {
  individual: { accountId: 'mariam' },
  trafficOfficer: { staffId: 'officer-one' },
};
const SESSION_MS = 60 * 60_000;

const routes: readonly (readonly [string, ApiRoute])[] = Object.entries(PORTAL_ROUTES);
const matrix = routes.flatMap(([name, route]) =>
  CALLERS.map((caller) => ({ name, route, caller, who: caller ?? 'nobody' })),
);

let folder: string;
let applications: ApplicationsUnderTest;
let server: FastifyInstance;
/** What `salem` has: no other person may reach it by its number. */
const owned: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
  applications = await ApplicationsUnderTest.start(await openStore(join(folder, 'portal.sqlite')));
  const { context, collection } = applications;
  const salem = applications.individual('salem');
  owned['requestId'] = (await salem.submit('lost')).requestId;
  owned['uploadId'] = (await salem.upload(await photo())).uploadId;
  server = await createServer({
    context: collection,
    portal: { ...context, gateway: new ScriptedGateway() },
    webFolder: null,
    trustedProxies: [],
    log: null,
  });
  const begun = await server.inject({
    method: 'POST',
    url: '/api/payments',
    headers: { origin: PUBLIC_URL, cookie: `session=${await signIn({ accountId: 'salem' })}` },
    payload: {
      key: randomUUID(),
      items: [{ type: 'request', requestId: owned['requestId'] }],
      language: 'ar',
    },
  });
  expect(begun.statusCode).toBe(200);
  owned['paymentId'] = begun.json().paymentId;
});
afterAll(async () => {
  await server.close();
  await applications.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A session of its own for every call: one of the routes ends the session that calls it. */
async function signIn(holder: SessionHolder): Promise<string> {
  const token = newToken();
  const expiresAt = isoInstant(applications.clock.now() + SESSION_MS);
  await applications.store.transaction((transaction) =>
    insertSession(transaction, { tokenHash: tokenHash(token), holder, expiresAt }, applications.now),
  );
  return token;
}

/** The route's address with the numbers of what `salem` owns. */
const addressOf = (path: string) => path.replace(/:(\w+)/g, (_whole, name: string) => owned[name] ?? '');

async function call(route: Pick<ApiRoute, 'method' | 'path'>, caller: Role | null, origin = PUBLIC_URL) {
  // Throttles would answer before the access does.
  applications.clock.advance(60_000);
  const token = caller === null ? null : await signIn(HOLDERS[caller]);
  return server.inject({
    method: route.method,
    url: addressOf(route.path),
    headers: { origin, ...(token ? { cookie: `session=${token}` } : {}) },
    ...(route.method === 'GET' ? {} : { payload: {} }),
  });
}

describe('every route lets in whom its contract names, and nobody else', () => {
  test.each(matrix)('$name as $who', async ({ route, caller }) => {
    const { statusCode } = await call(route, caller);
    if (route.access !== 'public' && caller === null) expect(statusCode).toBe(401);
    else if (route.access !== 'public' && caller !== null && !route.access.includes(caller))
      expect(statusCode).toBe(403);
    else {
      expect([401, 403]).not.toContain(statusCode);
      expect(statusCode).toBeLessThan(500);
    }
  });
});

describe('a page of another site can change nothing', () => {
  test.each(matrix.filter(({ route }) => route.method !== 'GET'))(
    '$name as $who',
    async ({ route, caller }) => {
      const reply = await call(route, caller, 'https://elsewhere.example');
      expect([reply.statusCode, reply.json().error]).toEqual([403, 'foreignOrigin']);
    },
  );
});

describe("another person's record is not found by its number", () => {
  const ofPersons = routes.filter(
    ([, route]) =>
      route.path.includes('/:') && route.access !== 'public' && route.access.includes('individual'),
  );
  test('there are such routes', () => expect(ofPersons.length).toBeGreaterThan(5));
  test.each(ofPersons.map(([name, route]) => ({ name, route })))('$name', async ({ name, route }) => {
    const body: Readonly<Record<string, object>> = {
      saveRequest: {
        version: 0,
        form: { category: null, damageType: null, lossReport: null, machine: null, documents: {} },
      },
      submitRequest: { version: 0, declared: true },
      cancelRequest: { version: 0 },
    };
    applications.clock.advance(60_000);
    const reply = await server.inject({
      method: route.method,
      url: addressOf(route.path),
      headers: { origin: PUBLIC_URL, cookie: `session=${await signIn(HOLDERS.individual)}` },
      ...(route.body ? { payload: body[name] ?? {} } : {}),
    });
    expect(reply.statusCode).toBe(404);
  });
  test('the octets of an upload', async () => {
    expect((await call({ method: 'GET', path: UPLOAD_CONTENT_PATH }, 'individual')).statusCode).toBe(404);
    expect((await call({ method: 'GET', path: UPLOAD_CONTENT_PATH }, null)).statusCode).toBe(401);
  });
});

test('the OpenAPI document lists every route of the contract', async () => {
  const document = (await server.inject('/api/openapi.json')).json();
  const listed = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(
    ([, methods]) => Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(listed.toSorted()).toEqual(Object.keys(PORTAL_ROUTES).toSorted());
});
