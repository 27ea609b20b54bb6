import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KioskView } from '../../contracts/kiosk-view.ts';
import { parseService } from '../../renderer/portal/pages/services/services.ts';
import { createPortalRouter } from '../../renderer/portal/router.tsx';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TABLES = 'docs/developer/guide-coverage.md';
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const COLUMNS = ["The guide's words", 'Kind', 'Meaning', 'S', 'Our words', 'Shown on', 'Test'];
const KINDS = ['heading', 'step', 'field', 'button', 'status', 'attachment', 'note', 'sample'];
/** Kinds of words that may stand on no screen, such as an address in a picture. */
const UNSHOWN = ['note', 'sample'];
/** Kinds of words that are a text by themselves; others may be a part of one. */
const WHOLE = ['field', 'button', 'status', 'attachment'];
const TEST_FILE = /\.(test|spec|suite)\.tsx?$/;

/** A row of the tables, its cells under {@link COLUMNS}. */
interface Row {
  readonly words: string;
  readonly kind: string;
  readonly services: string;
  readonly ourWords: string;
  readonly shownOn: readonly string[];
  readonly tests: readonly { readonly path: string; readonly title: string }[];
}

const cellsOf = (line: string) =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

const LINES = read(TABLES)
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[-|]+$/.test(line));
const HEADERS = LINES.filter((line) => cellsOf(line)[0] === COLUMNS[0]);
const CELLS = LINES.filter((line) => !HEADERS.includes(line)).map(cellsOf);

/** `[file › title](link)`, as often as there are tests. */
function testsIn(cell: string): Row['tests'] {
  return cell.split('<br>').map((link) => {
    const [, title = '', target = ''] = /^\[[^›]+ › (.+)\]\(([^)]+)\)$/.exec(link) ?? [];
    return { title, path: join(dirname(TABLES), target) };
  });
}

const ROWS: readonly Row[] = CELLS.map(
  ([words = '', kind = '', , services = '', ourWords = '', shownOn = '', tests = '']) => ({
    words,
    kind,
    services,
    ourWords,
    shownOn: shownOn.split(', ').map((each) => each.replace(/^`|`$/g, '')),
    tests: testsIn(tests),
  }),
);

/** A spelling that vowel marks and forms of alef make no difference to. */
const plain = (text: string) =>
  text
    .replace(/[\u064b-\u0652]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/\s+/g, ' ');

/** Every text inside a JSON value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** The texts of portal and kiosk in Arabic. */
const CATALOGUES = globSync('renderer/i18n/*ar.json', { cwd: ROOT })
  .flatMap((path) => textsIn(JSON.parse(read(path))))
  .map(plain);
/** All that is said in Arabic, in the mails and documents of the portal, too. */
const ARABIC = [...CATALOGUES, ...globSync('portal/texts/**/*.ts', { cwd: ROOT }).map(read).map(plain)];

const PAGES = Object.keys(createPortalRouter().routesByPath).map((path) => path.split('/'));
const SCREENS: ReadonlySet<string> = new Set(KioskView.options.map(({ shape }) => shape.screen.value));
const MAILS = globSync('portal/texts/mails/*-mails.ts', { cwd: ROOT }).map(read).join('\n');

/** Whether an address of the tables is a page of the portal, and of a service that there is. */
function isPage(address: string): boolean {
  const parts = address.split('/');
  const known = PAGES.some(
    (page) =>
      page.length === parts.length &&
      page.every((part, index) => part === parts[index] || (part.startsWith('$') && parts[index] !== '')),
  );
  const [, first, service] = parts;
  return known && (first !== 'services' || parseService(service ?? '') !== undefined);
}

function exists(shownOn: string): boolean {
  if (shownOn.startsWith('/')) return isPage(shownOn);
  const [kind, name = ''] = shownOn.split(':');
  if (kind === 'kiosk') return SCREENS.has(name);
  if (kind === 'mail') return new RegExp(`export (function|const) ${name}\\b`).test(MAILS);
  return shownOn !== '' && existsSync(join(ROOT, shownOn));
}

describe('the tables of the guide', () => {
  test('have the columns, one table under each page of the guide, pages numbered in order', () => {
    const pages = [...read(TABLES).matchAll(/^## (\d+)\. /gm)].map(([, page]) => Number(page));
    expect(pages).toEqual(pages.map((_page, index) => index + 1));
    expect(pages.length).toBeGreaterThan(0);
    expect(HEADERS.map(cellsOf)).toEqual(pages.map(() => COLUMNS));
    expect(CELLS.filter((cells) => cells.length !== COLUMNS.length || cells.includes(''))).toEqual([]);
  });

  test('know what kind of words each are, and of which service', () => {
    expect(ROWS.filter(({ kind }) => !KINDS.includes(kind))).toEqual([]);
    expect(
      ROWS.filter(({ services }) => !/^S\d+(–S\d+)?(, S\d+(–S\d+)?)*$/.test(services)).map(
        ({ words }) => words,
      ),
    ).toEqual([]);
  });

  test('name every service of the guide', () => {
    const named = new Set(
      ROWS.flatMap(({ services }) =>
        services.split(', ').flatMap((each) => {
          const [from = 0, to = from] = [...each.matchAll(/\d+/g)].map(Number);
          return Array.from({ length: to - from + 1 }, (_, index) => from + index);
        }),
      ),
    );
    expect([...named].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  test('show words that the Arabic texts have', () => {
    const missing = ROWS.map(({ words, kind, ourWords }) => ({ words, kind, ourWords })).filter(
      ({ words, kind, ourWords }) => {
        if (ourWords === '—') return !UNSHOWN.includes(kind);
        const said = plain(ourWords === 'same' ? words : ourWords);
        return WHOLE.includes(kind)
          ? !CATALOGUES.includes(said)
          : !ARABIC.some((text) => text.includes(said));
      },
    );
    expect(missing).toEqual([]);
  });

  test('show them on pages, screens and mails that there are', () => {
    const missing = ROWS.flatMap(({ words, shownOn }) =>
      shownOn.filter((each) => !exists(each)).map((each) => `${each}: ${words}`),
    );
    expect(missing).toEqual([]);
  });

  test('name tests that there are', () => {
    const missing = ROWS.flatMap(({ words, tests }) =>
      tests
        .filter(({ path, title }) => {
          if (title === '' || !TEST_FILE.test(path) || !existsSync(join(ROOT, path))) return true;
          const source = read(path);
          return ["'", '"', '`'].every((quote) => !source.includes(`${quote}${title}${quote}`));
        })
        .map(({ path, title }) => `${path} › ${title}: ${words}`),
    );
    expect(missing).toEqual([]);
  });
});
