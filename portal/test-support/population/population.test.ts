import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kuwaitDate } from '../../../contracts/calendar.ts';
import { CivilId } from '../../../contracts/civil-id.ts';
import { Licence } from '../../../contracts/licence.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import { settingsOn } from '../../dated-settings.ts';
import { timelineOf } from '../../services/applications/timeline.ts';
import { caseTimelineOf } from '../../services/cases/timeline.ts';
import { lastQualifyingEnd } from '../../services/residency/window.ts';
import { readEntriesAboutRequest } from '../../store/applications.ts';
import { readEntriesAboutCase } from '../../store/cases.ts';
import { openStore, type Store } from '../../store/store.ts';
import { BEGINNING_MS, DATED_SETTINGS } from '../fixtures.ts';
import { syntheticIdentities } from './civil-ids.ts';
import { PEOPLE_STEP } from './make-population.ts';
import { populate } from './populate.ts';

const SIZE = { people: 10 * PEOPLE_STEP, seed: 'test', nowMs: BEGINNING_MS };

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'population-'));
  store = await openStore(join(folder, 'one.sqlite'));
  await populate(store, SIZE);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('civil IDs are valid, distinct, ascending, and of every date of birth from 2090 to 2099', () => {
  const identities = [...syntheticIdentities(20_000)];
  const civilIds = identities.map(({ civilId }) => civilId);
  for (const civilId of civilIds) expect(CivilId.safeParse(civilId).success).toBe(true);
  expect(new Set(civilIds).size).toBe(20_000);
  expect(civilIds).toEqual(civilIds.toSorted());
  const births = new Set(identities.map(({ birthDate }) => birthDate.slice(0, 4)));
  expect([...births]).toEqual(Array.from({ length: 10 }, (_, index) => String(2090 + index)));
  for (const { civilId, birthDate } of identities)
    expect(civilId.slice(1, 7)).toBe(birthDate.slice(2).replaceAll('-', ''));
});

test('the same seed makes the same, and another makes another', async () => {
  const made = async (name: string, seed: string) => {
    const other = await openStore(join(folder, `${name}.sqlite`));
    await populate(other, { ...SIZE, seed });
    const [head, dues] = [
      await other.reader.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow(),
      await other.reader.selectFrom('dues').selectAll().execute(),
    ];
    await other.close();
    return { head, dues };
  };
  const again = await made('two', SIZE.seed);
  expect(again.head).toEqual(await store.reader.selectFrom('audit_head').selectAll().executeTakeFirst());
  expect(again.dues).toEqual(await store.reader.selectFrom('dues').selectAll().execute());
  expect((await made('three', 'other')).head).not.toEqual(again.head);
});

test('people come in multiples that make the numbers exact', async () => {
  await expect(populate(store, { ...SIZE, people: PEOPLE_STEP + 1 })).rejects.toThrow(RangeError);
});

test('nobody has two requests that are not over, and each request came to where it is by the one table', async () => {
  const over: readonly RequestStatus[] = ['issued', 'rejected', 'cancelled', 'expired', 'refundDue'];
  const requests = await store.reader.selectFrom('requests').selectAll().execute();
  const holders = requests.filter(({ status }) => !over.includes(status)).map(({ civil_id }) => civil_id);
  expect(new Set(holders).size).toBe(holders.length);
  for (const { request_id, status, version } of requests) {
    const way = timelineOf(await readEntriesAboutRequest(store.reader, request_id));
    expect(way.at(-1)?.status).toBe(status);
    expect(way).toHaveLength(version + 1);
  }
});

test('each case came to where it is, and renewals are of residencies in the window', async () => {
  const cases = await store.reader.selectFrom('cases').selectAll().execute();
  expect(cases.length).toBeGreaterThan(0);
  for (const { case_id, status, version } of cases) {
    const way = caseTimelineOf(await readEntriesAboutCase(store.reader, case_id));
    expect(way.at(-1)?.status).toBe(status);
    expect(way).toHaveLength(version + 1);
  }
  const ends = await store.reader
    .selectFrom('renewals')
    .innerJoin('people', 'people.civil_id', 'renewals.civil_id')
    .select('people.residency_expires_on')
    .execute();
  expect(ends.length).toBeGreaterThan(0);
  const lastEnd = lastQualifyingEnd(
    kuwaitDate(BEGINNING_MS),
    settingsOn(DATED_SETTINGS, kuwaitDate(BEGINNING_MS)).residencyWindowMonths,
  );
  for (const { residency_expires_on: end } of ends) expect(end !== null && end <= lastEnd).toBe(true);
});

test('what was paid was paid by a captured payment, and what is printed is a licence', async () => {
  const unpaid = await store.reader
    .selectFrom('dues')
    .innerJoin('payments', 'payments.payment_id', 'dues.paid_by')
    .select('due_id')
    .where('payments.status', '!=', 'captured')
    .execute();
  expect(unpaid).toEqual([]);
  const sums = await store.reader
    .selectFrom('payments')
    .innerJoin('payment_lines', 'payment_lines.payment_id', 'payments.payment_id')
    .select(({ fn }) => ['payments.amount', fn.sum('payment_lines.amount').as('lines')])
    .groupBy(['payments.payment_id', 'payments.amount'])
    .execute();
  expect(sums.length).toBeGreaterThan(0);
  for (const { amount, lines } of sums) expect(Number(lines)).toBe(amount);
  const printed = await store.reader.selectFrom('licences').select('licence').execute();
  expect(printed.length).toBeGreaterThan(0);
  for (const { licence } of printed) Licence.parse(JSON.parse(licence));
});
