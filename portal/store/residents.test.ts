import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IsoDate } from '../../contracts/calendar.ts';
import { CompanyId } from '../../contracts/organisation.ts';
import { countExpiriesByMonth, countResidents, listResidents } from './residents.ts';
import type { Database } from './schema.ts';
import { openStore, type Store, type StoreReader } from './store.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'residents-'));
  store = await openStore(join(folder, 'portal.sqlite'));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How SQLite goes about the one query that `ask` makes. */
async function planOf(ask: (reader: StoreReader) => Promise<unknown>): Promise<string> {
  const seen: CompiledQuery[] = [];
  const watched = store.reader.withPlugin({
    transformQuery({ node, queryId }) {
      seen.push(store.reader.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await ask(watched as Kysely<Database>);
  const [query] = seen;
  if (query === undefined) throw new Error('nothing was asked');
  const { rows } = await store.reader.executeQuery(
    CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
  );
  return (rows as { readonly detail: string }[]).map(({ detail }) => detail).join('\n');
}

describe('what a company asks of its workers is answered from its own entries of one index, and from nothing else', () => {
  const scope = { of: 'companies', companies: [CompanyId.parse('C-000001')] } as const;
  const from = IsoDate.parse('2026-11-22');
  const until = IsoDate.parse('2027-01-22');
  const civilId = '390010100028' as never;
  const after = { residencyExpiresOn: from, civilId };
  test.each<[string, (reader: StoreReader) => Promise<unknown>]>([
    ['a page', (reader) => listResidents(reader, scope, { from: null, until: null, text: '' }, null, 51)],
    ['the next page', (reader) => listResidents(reader, scope, { from, until, text: '' }, after, 51)],
    ['a search', (reader) => listResidents(reader, scope, { from: null, until, text: 'ahmed 28' }, null, 51)],
    ['a count', (reader) => countResidents(reader, scope, { from, until: null, text: '' })],
    ['the count of a search', (reader) => countResidents(reader, scope, { from, until, text: 'ahmed' })],
    ['expiries by month', (reader) => countExpiriesByMonth(reader, scope, { from, until })],
  ])('%s', async (_name, ask) => {
    const plan = await planOf(ask);
    expect(plan).toContain('USING COVERING INDEX people_of_employer (employer_company_id=?');
    expect(plan).not.toMatch(/SCAN people/);
  });
});
