import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { StateFile } from './state-file.ts';

const Trays = z.strictObject({ cards: z.int() });
const FULL = { cards: 100 };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-file-'));
  path = join(folder, 'trays.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => new StateFile(path, Trays, FULL);

test('begins as told, and the newest change outlives the process', () => {
  const file = open();
  expect(file.state).toEqual(FULL);
  for (const cards of [99, 98, 97]) file.replace({ cards });
  expect(open().state).toEqual({ cards: 97 });
});

test('a line that was not finished counts for nothing, and does not spoil the next change', () => {
  const file = open();
  file.replace({ cards: 99 });
  appendFileSync(path, '{"cards":');
  const next = open();
  expect(next.state).toEqual({ cards: 99 });
  next.replace({ cards: 98 });
  next.replace({ cards: 97 });
  expect(open().state).toEqual({ cards: 97 });
});

test('a file of one line without an end, as a person writes it, is read', () => {
  writeFileSync(path, '{"cards":5}');
  expect(open().state).toEqual({ cards: 5 });
});

test('a file that holds something else is told and left alone', () => {
  writeFileSync(path, '{"cards":"many"}\n');
  expect(open).toThrow(/cards/);
  expect(readFileSync(path, 'utf8')).toBe('{"cards":"many"}\n');
});

test('it does not grow without end', () => {
  const file = open();
  for (let cards = 0; cards < 30_000; cards += 1) file.replace({ cards });
  expect(statSync(path).size).toBeLessThan(300_000);
  expect(open().state).toEqual({ cards: 29_999 });
});
