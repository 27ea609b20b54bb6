import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeKiosk } from './compose.ts';
import { readTrustAnchors } from './credentials.ts';
import { lonelyConfiguration, TEST_AUTHORITY, writeConfiguration, writeLonelyKiosk } from './test-support.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let folder: string;

const write = (config: Record<string, unknown>) => writeConfiguration(folder, config);

async function faultOf(config: Record<string, unknown>, record: string | null = null): Promise<string> {
  const composed = await composeKiosk({ config: write(config), record, log });
  if (composed.ok) {
    await composed.value.close();
    throw new Error('it started');
  }
  return composed.fault;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-compose-'));
  writeLonelyKiosk(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('composeKiosk', () => {
  it('believes certificates in DER and in PEM, each once', () => {
    const der = Buffer.from(TEST_AUTHORITY.replace(/-----[A-Z ]+-----/g, ''), 'base64');
    writeFileSync(join(folder, 'csca', 'authority.cer'), der);
    writeFileSync(join(folder, 'csca', 'README.md'), 'where these come from');
    const both = readTrustAnchors(join(folder, 'csca'));
    expect(both.ok ? both.value.authorities : both.fault).toHaveLength(1);
    rmSync(join(folder, 'csca', 'authority.pem'));
    const derAlone = readTrustAnchors(join(folder, 'csca'));
    expect(derAlone.ok ? derAlone.value.authorities : derAlone.fault).toHaveLength(1);
  });

  it('starts without devices and portal, says so on the screen, and ends', async () => {
    const composed = await composeKiosk({ config: write(lonelyConfiguration()), record: null, log });
    if (!composed.ok) throw new Error(composed.fault);
    const { kiosk, close } = composed.value;
    await vi.waitFor(() => expect(kiosk.view().screen).toBe('outOfService'), { timeout: 10_000 });
    expect(kiosk.dispatch({ type: 'confirm' })).toEqual({ outcome: 'refused', reason: 'notAllowedNow' });
    expect(existsSync(join(folder, 'data', 'journal.sqlite'))).toBe(true);
    await close();
  });

  it('names every mistake of the configuration, with its place', async () => {
    const fault = await faultOf({ ...lonelyConfiguration(), machine: '', helpLine: 7, colour: 'green' });
    expect(fault.split('\n')[0]).toContain('kiosk.json cannot be used:');
    expect(fault).toContain('machine: ');
    expect(fault).toContain('helpLine: ');
    expect(fault).toContain('colour');
  });

  it('names a key and a folder of certificates that cannot be used, both at once', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'kiosk-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    rmSync(join(folder, 'csca', 'authority.pem'));
    const fault = await faultOf(lonelyConfiguration());
    expect(fault).toMatch(/portal\.keyFile: .*kiosk-key\.pem is not an Ed25519 key/);
    expect(fault).toMatch(/cscaFolder: .*csca holds no certificate/);
  });

  it.each([
    ['a key that is none', 'kiosk-key.pem', 'no key', /portal\.keyFile: .*cannot be read as a private key/],
    ['a certificate that is none', 'csca/authority.pem', 'none', /cscaFolder: .*cannot be used/],
  ])('refuses %s', async (_, file, content, expected) => {
    writeFileSync(join(folder, file), content);
    const fault = await faultOf(lonelyConfiguration());
    expect(fault).toMatch(expected);
  });

  it('refuses a journal that was tampered with, or is none', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(
      join(folder, 'data', 'journal.sqlite'),
      'this is no database, and never was one'.repeat(50),
    );
    expect(await faultOf(lonelyConfiguration())).toContain('journal.sqlite cannot be used');
  });

  it('does not record outside a demonstration, and says why', async () => {
    const record = join(folder, 'recording');
    expect(await faultOf(lonelyConfiguration(), record)).toMatch(/personal data.*"demo": true/);
    expect(existsSync(record)).toBe(false);
  });

  it('records in a demonstration: files at once, screens as they change', async () => {
    const record = join(folder, 'recording');
    const composed = await composeKiosk({
      config: write({ ...lonelyConfiguration(), demo: true }),
      record,
      log,
    });
    if (!composed.ok) throw new Error(composed.fault);
    await vi.waitFor(() => expect(composed.value.kiosk.view().screen).toBe('outOfService'), {
      timeout: 10_000,
    });
    const lines = readFileSync(join(record, 'screens.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      at: expect.stringMatching(/^20\d\d-.*Z$/),
      screen: 'outOfService',
    });
    for (const file of ['printer-wire.bin', 'reader-wire.jsonl'])
      expect(existsSync(join(record, file))).toBe(true);
    await composed.value.close();
  });
});
