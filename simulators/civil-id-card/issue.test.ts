import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { DemoSeed } from '../../contracts/demo-seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'issue-'));
const data = join(folder, 'data');
const script = fileURLToPath(new URL('issue.ts', import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeKey(name: string, key: KeyObject): { path: string; pem: string } {
  const path = join(folder, name);
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  writeFileSync(path, pem);
  return { path, pem };
}

function issue(...more: string[]) {
  return spawnSync(process.execPath, [script, ...more], { encoding: 'utf8' });
}

test('the command makes everything and tells where it lies', () => {
  const { path, pem } = writeKey('kiosk.pem', generateKeyPairSync('ed25519').publicKey);
  const { status, stdout } = issue(data, '--kiosk', `K-014=${path}`);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    csca: join(data, 'csca'),
    cards: join(data, 'cards'),
    seed: join(data, 'portal-seed.json'),
    office: join(data, 'card-office.json'),
  });
  const seed = DemoSeed.parse(JSON.parse(readFileSync(join(data, 'portal-seed.json'), 'utf8')));
  expect(seed.kiosks).toEqual([{ machine: 'K-014', publicKey: pem }]);
});

test.each([
  [
    'a key that is not Ed25519',
    () => [
      data,
      '--kiosk',
      `K-014=${writeKey('ec.pem', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey).path}`,
    ],
    'not an Ed25519 public key',
  ],
  ['a kiosk without a file', () => [data, '--kiosk', 'K-014'], 'expected <machine>=<PEM file>'],
  ['no folder', () => [], 'expected one folder for the data'],
])('%s is refused', (_case, makeArguments, message) => {
  const { status, stderr } = issue(...makeArguments());
  expect(status).not.toBe(0);
  expect(stderr).toContain(message);
});
