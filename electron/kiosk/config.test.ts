import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadKioskConfig } from './config.ts';
import { SCREEN_TIMEOUTS_MS } from './session/timeouts.ts';

const LEAST = {
  machine: 'K-014',
  helpLine: '1889988',
  dataFolder: 'data',
  portal: { url: 'https://portal.example', keyFile: '/etc/kiosk/key.pem' },
  cscaFolder: '../csca',
  reader: { transport: { type: 'hid' }, issuingState: 'KWT', access: 'open' },
  printer: { transport: { type: 'serial', path: '/dev/kiosk-printer', baudRate: 115_200 } },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(content: unknown) {
  const path = join(folder, 'kiosk.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return loadKioskConfig(path);
}

test('what is not said has a default, and relative paths count from the file', () => {
  const loaded = load(LEAST);
  expect(loaded).toMatchObject({
    ok: true,
    value: {
      dataFolder: join(folder, 'data'),
      cscaFolder: join(folder, '../csca'),
      portal: { keyFile: '/etc/kiosk/key.pem' },
      askPin: false,
      timeouts: SCREEN_TIMEOUTS_MS,
      maintenance: { technicians: [] },
      browserHost: { host: '127.0.0.1', port: 0, allowedOrigins: [] },
    },
  });
});

test('a part may be said of what has defaults', () => {
  const loaded = load({ ...LEAST, timeouts: { takeCard: 90_000 }, capacities: { cards: 300 } });
  expect(loaded).toMatchObject({
    ok: true,
    value: {
      timeouts: { ...SCREEN_TIMEOUTS_MS, takeCard: 90_000 },
      capacities: { cards: 300, rejectBin: 25 },
    },
  });
});

describe('mistakes', () => {
  test('are all told, each with its place', () => {
    const loaded = load({
      ...LEAST,
      machine: 'K 14',
      portal: { url: 'ftp://portal', keyFile: '' },
      printer: { transport: { type: 'serial', path: '/dev/kiosk-printer', baudRate: 12 } },
      timeouts: { takeCard: -1 },
      maintenance: { technicians: ['123456789012'] },
      colour: 'green',
    });
    expect(loaded.ok).toBe(false);
    const places = loaded.ok ? [] : loaded.fault.map((line) => line.slice(0, line.indexOf(':')));
    expect(places.sort()).toEqual(
      [
        join(folder, 'kiosk.json'),
        'machine',
        'maintenance.technicians.0',
        'portal.keyFile',
        'portal.url',
        'printer.transport.baudRate',
        'timeouts.takeCard',
      ].sort(),
    );
    expect(loaded.ok ? '' : loaded.fault.join()).toContain('colour');
  });

  test.each(['portal', 'cscaFolder', 'reader', 'printer', 'dataFolder'] as const)('%s left out', (field) => {
    const { [field]: _left, ...rest } = LEAST;
    const loaded = load(rest);
    expect(loaded.ok ? [] : loaded.fault).toHaveLength(1);
    expect(loaded.ok ? '' : loaded.fault[0]).toContain(`${field}:`);
  });

  test('no JSON, no file', () => {
    const path = join(folder, 'kiosk.json');
    expect(load('{')).toMatchObject({ ok: false, fault: [expect.stringContaining(path)] });
    const missing = join(folder, 'missing.json');
    expect(loadKioskConfig(missing)).toMatchObject({
      ok: false,
      fault: [expect.stringContaining('ENOENT')],
    });
  });
});
