import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsSuite } from '../http/accounts.suite.ts';
import { applicationsSuite } from '../http/applications.suite.ts';
import { casesSuite } from '../http/cases.suite.ts';
import { organisationsSuite } from '../http/organisations.suite.ts';
import { oversightSuite } from '../http/oversight.suite.ts';
import { paymentsSuite } from '../http/payments.suite.ts';
import { reportsSuite } from '../http/reports.suite.ts';
import { reservationSuite } from '../http/reservation.suite.ts';
import { residencySuite } from '../http/residency.suite.ts';
import { uploadsSuite } from '../http/uploads.suite.ts';
import { staffSuite } from '../services/accounts/staff.suite.ts';
import { uploadRacesSuite } from '../services/applications/upload-races.suite.ts';
import { mailsSuite } from '../services/mails/mails.suite.ts';
import { migrationsSuite } from './migrations.suite.ts';
import { queryPlansSuite } from './query-plans.suite.ts';
import { openStore } from './store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { storeSuite } from './store.suite.ts';

let folder: string;
let opened = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const openEmpty = () => {
  opened += 1;
  return openStore(join(folder, `${opened}.sqlite`));
};

describe('migrations on SQLite', () =>
  migrationsSuite('sqlite', async () => {
    opened += 1;
    return sqliteDialect(join(folder, `${opened}.sqlite`));
  }));
describe('store on SQLite', () => storeSuite(openEmpty, 'sqlite'));
describe('reservation on SQLite', () => reservationSuite(openEmpty));
describe('reports on SQLite', () => reportsSuite(openEmpty));
describe('payments on SQLite', () => paymentsSuite(openEmpty));
describe('residency on SQLite', () => residencySuite(openEmpty));
describe('applications on SQLite', () => applicationsSuite(openEmpty));
describe('uploads on SQLite', () => uploadsSuite(openEmpty));
describe('races of uploads on SQLite', () => uploadRacesSuite(openEmpty, 'sqlite'));
describe('accounts on SQLite', () => accountsSuite(openEmpty));
describe('staff on SQLite', () => staffSuite(openEmpty));
describe('organisations on SQLite', () => organisationsSuite(openEmpty));
describe('cases on SQLite', () => casesSuite(openEmpty));
describe('oversight on SQLite', () => oversightSuite(openEmpty));
describe('mails on SQLite', () => mailsSuite(openEmpty));
describe('query plans on SQLite', () => queryPlansSuite(openEmpty, 'sqlite'));

test('commits survive a power cut, foreign keys hold, and only the owner reads the file', async () => {
  const path = join(folder, 'pragmas.sqlite');
  const store = await openStore(path);
  const pragma = async (name: string) =>
    Object.values(
      (await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(store.reader)).rows[0] ?? {},
    );
  expect(await pragma('journal_mode')).toEqual(['wal']);
  expect(await pragma('synchronous')).toEqual([2]);
  expect(await pragma('foreign_keys')).toEqual([1]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await store.close();
});

test('opened again, the store keeps what it had', async () => {
  const path = join(folder, 'again.sqlite');
  const first = await openStore(path);
  await first.reader
    .insertInto('kiosks')
    .values({
      machine: 'K-001',
      public_key: '',
      enrolled_at: '2026-11-22T09:00:00.000Z' as never,
      reservations: 0,
    })
    .execute();
  await first.close();
  const second = await openStore(path);
  expect(await second.reader.selectFrom('kiosks').select('machine').execute()).toEqual([
    { machine: 'K-001' },
  ]);
  await second.close();
});
