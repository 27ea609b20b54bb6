import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** All JavaScript of the kiosk together, compressed with gzip, in bytes. */
const SCRIPT_LIMIT_BYTES = 120_000;

let files: Rolldown.RolldownOutput['output'];

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    configFile: new URL('vite.config.ts', import.meta.url).pathname,
    logLevel: 'silent',
    build: { write: false },
  });
  if (!('output' in built)) throw new Error('the build gave no single output');
  files = built.output;
});

describe('the built page', () => {
  it('stays within its limit of compressed JavaScript', () => {
    const scripts = files.filter((file) => file.type === 'chunk');
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script.code).length, 0);
    expect(bytes).toBeLessThanOrEqual(SCRIPT_LIMIT_BYTES);
  });

  it('has nothing inline and nothing absolute, as its Content Security Policy demands', () => {
    const page = files.find((file) => file.fileName === 'index.html');
    const html = page?.type === 'asset' ? String(page.source) : '';
    expect(html).toMatch(/<script type="module"[^>]* src="\.\/assets\//);
    expect(html).not.toMatch(/<script(?![^>]* src=)[^>]*>|<style|\sstyle=|(?:src|href)="\//);
  });

  it('carries the two weights of its font', () => {
    expect(files.filter((file) => file.fileName.endsWith('.ttf'))).toHaveLength(2);
  });
});
