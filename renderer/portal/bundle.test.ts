import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** All JavaScript that is fetched before the first page shows, in gzip, in bytes; browsers that take Brotli fetch less. */
const FIRST_LOAD_LIMIT_BYTES = 170_000;

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

const chunks = () => files.filter((file) => file.type === 'chunk');

/** A chunk with everything that it imports before it runs. */
function withImports(fileName: string, found = new Set<string>()): Set<string> {
  const chunk = chunks().find((each) => each.fileName === fileName);
  if (!chunk || found.has(fileName)) return found;
  found.add(fileName);
  for (const imported of chunk.imports) withImports(imported, found);
  return found;
}

/** Each chunk is measured once: many pages have the same. */
const sizes = new Map<string, number>();
function sizeOfChunk({ fileName, code }: Rolldown.OutputChunk): number {
  const known = sizes.get(fileName) ?? gzipSync(code).length;
  sizes.set(fileName, known);
  return known;
}

const sizeOf = (names: ReadonlySet<string>) =>
  chunks()
    .filter(({ fileName }) => names.has(fileName))
    .reduce((sum, chunk) => sum + sizeOfChunk(chunk), 0);

/** The texts of an area in the language that needs more. */
function sizeOfTexts(area: string): number {
  const files = chunks().filter(({ name }) => name === `portal${area}.ar` || name === `portal${area}.en`);
  expect(files, area).toHaveLength(2);
  return Math.max(...files.map(sizeOfChunk));
}

/** The areas whose texts the router fetches with each page. */
const AREAS_OF_PAGE = /withTexts\(\s*\[([^\]]*)\],\s*\(\) => import\('\.\/([^']+)'\)/g;
const router = readFileSync(new URL('router.tsx', import.meta.url), 'utf8');
const areas = new Map(
  [...router.matchAll(AREAS_OF_PAGE)].map(([, names = '', page = '']) => [
    page,
    [...names.matchAll(/'(\w+)'/g)].map(([, name]) => `-${name}`),
  ]),
);

/** The texts that come before the page of `fileName` shows: those of every page, and those of its areas. */
function textsOf(fileName: string): number {
  const module = chunks().find((chunk) => chunk.fileName === fileName)?.facadeModuleId ?? '';
  const own = [...areas].find(([page]) => module.endsWith(page))?.[1] ?? [];
  return ['', ...own].reduce((sum, area) => sum + sizeOfTexts(area), 0);
}

describe('the built pages', () => {
  it('each stay within the limit of compressed JavaScript when they are the first', () => {
    const entry = chunks().find(({ isEntry }) => isEntry);
    if (!entry) throw new Error('the build has no entry');
    expect(entry.dynamicImports.length).toBeGreaterThan(10);
    expect(areas.size).toBeGreaterThan(10);
    for (const page of entry.dynamicImports) {
      const fetched = withImports(page, withImports(entry.fileName));
      const bytes = sizeOf(fetched) + textsOf(page);
      expect(bytes, page).toBeLessThanOrEqual(FIRST_LOAD_LIMIT_BYTES);
    }
  });

  it('have nothing inline, as their Content Security Policy demands', () => {
    const page = files.find((file) => file.fileName === 'index.html');
    const html = page?.type === 'asset' ? String(page.source) : '';
    expect(html).toMatch(/<script type="module"[^>]* src="\/assets\//);
    expect(html).not.toMatch(/<script(?![^>]* src=)[^>]*>|<style|\sstyle=|data:/);
    const scripts = chunks().map(({ code }) => code);
    expect(scripts.filter((code) => code.includes('new Function('))).toEqual([]);
  });

  it('carry the two weights of their font', () => {
    expect(files.filter((file) => file.fileName.endsWith('.ttf'))).toHaveLength(2);
  });
});
