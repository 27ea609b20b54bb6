import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COLLECTION_ROUTES } from '../contracts/collection-api.ts';
import type { PickupEvent } from '../contracts/pickup.ts';
import { openStore } from './store/store.ts';
import { HOLDER, kioskKeys, REQUEST_ID, seedRequest } from './test-support/fixtures.ts';
import {
  makeInstallation,
  type PortalProcess,
  runCommand,
  startPortal,
} from './test-support/portal-process.ts';
import { chipProof, contentOf, EVENT, PortalUnderTest } from './test-support/portal-under-test.ts';
import { signedHeaders } from './test-support/signed-request.ts';

let folder: string;
const running: PortalProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
});
afterEach(async () => {
  for (const portal of running.splice(0)) if (portal.child.exitCode === null) await portal.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const start = async (configFile: string) => {
  const portal = await startPortal(configFile);
  running.push(portal);
  return portal;
};

/** A kiosk of another process: signs with `privateKey` by the real clock. */
function kioskAt(url: string, machine: string, privateKey: ReturnType<typeof kioskKeys>['privateKey']) {
  return async (path: string, content: unknown) => {
    const body = JSON.stringify(content);
    const created = Math.floor(Date.now() / 1_000);
    const headers = signedHeaders({ method: 'POST', path, body, machine, privateKey, created });
    const reply = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: reply.status, body: await reply.json() };
  };
}

describe('the server', () => {
  test('starts, believes enrolled kiosks only, verifies chips by the real rules, and ends on SIGTERM', async () => {
    const configFile = await makeInstallation(folder);
    const { publicKey, privateKey } = kioskKeys();
    const seedFile = join(folder, 'seed.json');
    const seed = { kiosks: [{ machine: 'K-014', publicKey }], requests: [seedRequest()] };
    writeFileSync(seedFile, JSON.stringify(seed));
    const seeded = await runCommand('seed.ts', '--config', configFile, '--seed', seedFile);
    expect(JSON.parse(seeded.stdout)).toEqual({ kiosks: 1, requests: 1, movedOn: 0 });

    const portal = await start(configFile);
    const ask = kioskAt(portal.url, 'K-014', privateKey);
    const challenge = await ask(COLLECTION_ROUTES.challenge.path, {});
    expect(challenge.status).toBe(200);
    const { challengeId, challenge: octets } = challenge.body;
    const proof = chipProof(HOLDER, octets);
    expect(await ask(COLLECTION_ROUTES.lookup.path, { challengeId, proof })).toEqual({
      status: 200,
      body: { outcome: 'notAuthentic' },
    });
    const stranger = kioskAt(portal.url, 'K-014', kioskKeys().privateKey);
    expect((await stranger(COLLECTION_ROUTES.challenge.path, {})).status).toBe(401);

    expect(await portal.end('SIGTERM')).toBe(0);
    expect(portal.log()).not.toContain(HOLDER);
  });

  test('killed while reports are under way, it holds each of them once, whole, after they are repeated', async () => {
    const configFile = await makeInstallation(folder);
    const before = await PortalUnderTest.start(await openStore(join(folder, 'portal.sqlite')), [
      seedRequest(),
    ]);
    const { pickupId } = await before.reserved('K-001', HOLDER, REQUEST_ID);
    const privateKey = before.privateKey('K-001');
    const facts = Array.from({ length: 9 }, () => EVENT.oldLicenceRetained);
    const events: readonly PickupEvent[] = before.events(
      1,
      ...facts,
      EVENT.printing,
      EVENT.presented,
      EVENT.issued,
    );
    await before.close();

    const path = `/kiosk/v1/pickups/${pickupId}/events`;
    for (const known of [3, 7, events.length - 1]) {
      const portal = await start(configFile);
      const ask = kioskAt(portal.url, 'K-001', privateKey);
      expect(await ask(path, { fencing: 1, events: events.slice(0, known) })).toMatchObject({
        body: { outcome: 'acknowledged', seq: known },
      });
      // The answer to this one is lost with the process, whether or not it was written.
      const lost = ask(path, { fencing: 1, events: events.slice(known, known + 1) }).catch(() => 'lost');
      await portal.end('SIGKILL');
      await lost;
    }

    const portal = await start(configFile);
    const ask = kioskAt(portal.url, 'K-001', privateKey);
    for (let repeated = 0; repeated < 2; repeated += 1)
      expect(await ask(path, { fencing: 1, events })).toEqual({
        status: 200,
        body: { outcome: 'acknowledged', seq: events.length, status: 'issued' },
      });
    await portal.end('SIGTERM');

    const store = await openStore(join(folder, 'portal.sqlite'));
    const content = await contentOf(store);
    await store.close();
    expect(content.events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq));
    expect(content.audit.filter(({ action }) => action === 'pickupReported')).toHaveLength(events.length);
    const verdict = await runCommand('audit-verify.ts', '--config', configFile);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ intact: true, entries: content.audit.length });
  });
});

describe('the configuration', () => {
  test('all mistakes are told at once, and nothing starts', async () => {
    const configFile = await makeInstallation(folder, {
      listen: { host: '', port: 70_000 },
      publicUrl: 'portal.test',
      signingKey: 'keys/none.pem',
      cscaFolder: 'keys',
      datedSettings: 'portal.json',
      unknown: true,
    });
    const { code, stdout, stderr } = await runCommand('main.ts', '--config', configFile);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const place of [
      'listen.host',
      'listen.port',
      'publicUrl',
      'unknown',
      'signingKey: ENOENT',
      'cscaFolder: credential-signing-key.pem is not an X.509 certificate',
      'datedSettings.permitDays',
    ])
      expect(stderr).toContain(place);
  });

  test.each([
    ['that is not there', null, 'ENOENT'],
    ['that is not JSON', '{', 'JSON'],
    ['that is no object', '[]', 'file: '],
  ])('a file %s is told', async (_name, content, told) => {
    const configFile = join(folder, 'portal.json');
    if (content !== null) writeFileSync(configFile, content);
    const { code, stderr } = await runCommand('main.ts', '--config', configFile);
    expect(code).toBe(1);
    expect(stderr).toContain(told);
  });

  test.each([
    ['no argument', []],
    ['an unknown argument', ['--config', 'x', '--verbose']],
  ])('%s: the usage is told', async (_name, args) => {
    const { code, stderr } = await runCommand('main.ts', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain('usage: node portal/main.ts --config <file>');
  });
});

describe('commands', () => {
  test('make-keys keeps an existing key, and only its owner reads it', async () => {
    const first = await runCommand('make-keys.ts', folder);
    const { signingKey } = JSON.parse(first.stdout);
    const key = readFileSync(signingKey, 'utf8');
    expect(statSync(signingKey).mode & 0o777).toBe(0o600);
    const second = await runCommand('make-keys.ts', folder);
    expect(second.stdout).toBe(first.stdout);
    expect(readFileSync(signingKey, 'utf8')).toBe(key);
  });

  test('audit-verify finds tampering and ends with 1', async () => {
    const configFile = await makeInstallation(folder);
    const path = join(folder, 'portal.sqlite');
    const portal = await PortalUnderTest.start(await openStore(path), [seedRequest()]);
    await sql`drop trigger audit_no_update`.execute(portal.store.reader);
    await sql`update audit set actor = 'nobody' where seq = 2`.execute(portal.store.reader);
    await portal.close();
    const { code, stdout } = await runCommand('audit-verify.ts', '--config', configFile);
    expect({ code, verdict: JSON.parse(stdout) }).toEqual({
      code: 1,
      verdict: { intact: false, seq: 2, fault: 'entryAltered' },
    });
  });

  test('seed refuses a file that is not a seed', async () => {
    const configFile = await makeInstallation(folder);
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, '{"kiosks":[],"requests":[{}]}');
    const { code, stderr } = await runCommand('seed.ts', '--config', configFile, '--seed', seedFile);
    expect(code).toBe(1);
    expect(stderr).toContain('requests[0]');
  });
});
