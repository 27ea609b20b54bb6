import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkBoundaries } from './cruise.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['contracts', 'electron', 'native-adapters', 'portal', 'renderer', 'simulators'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  cpSync(join(projectRoot, 'tsconfig.json'), join(root, 'tsconfig.json'));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A project of one seeded arrow from `from` to `to`. */
function seed(from: string, to: string): void {
  for (const file of [from, to]) mkdirSync(dirname(join(root, file)), { recursive: true });
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  const up = '../'.repeat(from.split('/').length - 1);
  writeFileSync(join(root, to), 'export const target = 1;\n');
  writeFileSync(join(root, from), `import { target } from '${up}${to}';\nexport const used = target;\n`);
}

describe('each forbidden arrow is found', () => {
  test.each([
    ['contracts/a.ts', 'portal/b.ts', 'contracts-stand-alone'],
    ['renderer/kiosk/a.tsx', 'electron/kiosk/b.ts', 'renderer-knows-contracts-only'],
    ['simulators/hid-reader/a.ts', 'native-adapters/civil-id-reader/b.ts', 'simulators-and-drivers-apart'],
    ['native-adapters/card-printer/a.ts', 'simulators/card-printer/b.ts', 'drivers-and-simulators-apart'],
    ['simulators/dock/a.ts', 'portal/b.ts', 'simulators-know-contracts-only'],
    ['portal/a.ts', 'native-adapters/civil-id-reader/hid/b.ts', 'portal-knows-contracts-and-lds1'],
    ['native-adapters/civil-id-reader/lds1/a.ts', 'native-adapters/civil-id-reader/hid/b.ts', 'lds1-is-pure'],
    ['electron/kiosk/a.ts', 'native-adapters/card-printer/evolis/b.ts', 'kiosk-knows-ports-only'],
    ['electron/kiosk/a.ts', 'electron/shell/b.ts', 'kiosk-knows-no-carrier'],
  ])('%s → %s', async (from, to, rule) => {
    seed(from, to);
    const report = await checkBoundaries(root, FOLDERS);
    expect(report.violations).toContain(`${rule}: ${from} → ${to}`);
  });

  test("the 'electron' module outside the shell", async () => {
    seed('electron/kiosk/a.ts', 'contracts/b.ts');
    writeFileSync(
      join(root, 'electron/kiosk/a.ts'),
      "import { app } from 'electron';\nexport const used = app;\n",
    );
    const report = await checkBoundaries(root, FOLDERS);
    expect(report.violations.join()).toContain('electron-only-in-shell: electron/kiosk/a.ts');
  });
});

test('a permitted arrow is no violation, and modules are counted', async () => {
  seed('portal/a.ts', 'contracts/b.ts');
  const report = await checkBoundaries(root, FOLDERS);
  expect(report.violations).toEqual([]);
  expect(report.modules).toMatchObject({ portal: 1, contracts: 1, renderer: 0 });
});
