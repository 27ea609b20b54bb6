import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { addMonths, addYears, type IsoDate, kuwaitDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { SeedPerson } from '../../contracts/demo-seed.ts';
import {
  RENEWALS_MOST_LINES,
  RESIDENCY_ROUTES,
  type ResidentFilter,
} from '../../contracts/portal-api/residency.ts';
import { exampleWorker } from '../../portal/test-support/fixtures.ts';
import { SeededRandom } from '../../portal/test-support/population/identifiers.ts';
import { syntheticIdentities } from '../../portal/test-support/population/civil-ids.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from '../../portal/test-support/population/words.ts';
import { PortalStage } from '../support/portal-stage.ts';
import type { StagedAccount } from '../support/staged-account.ts';
import { COMPANY, stageCompany } from '../support/staged-company.ts';
import { measureScrolling } from './company-scrolling.ts';
import { type Finding, finding, type Measurement, quantile, timeRounds } from './measurement.ts';

const WORKERS = 20_000;
const SEED = 'rukhsa';
/** Each question of a company must be answered within this at the 95th percentile, in milliseconds. */
const ANSWER_MS = 100;
const READS = { rounds: 200, warmUp: 20 };
const WRITES = { rounds: 20, warmUp: 2 };
/** Residencies end within so many days, the first so many days ago. */
const ENDS = { withinDays: 730, agoDays: 30 };
const MONTHS = 12;
/** Residencies end within less than two months of these: they can be renewed. */
const QUALIFYING_DAYS = 55;
const INSURED_YEARS = 3;

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Company {
  readonly stage: PortalStage;
  readonly delegate: StagedAccount;
  /** Of those whose residency can be renewed. */
  readonly qualifying: readonly CivilId[];
}

/** A company with so many workers, with names of many kinds, whose residencies end in every month ahead. */
async function makeCompany(stage: PortalStage): Promise<Company> {
  const today: IsoDate = kuwaitDate(systemClock.now());
  const random = new SeededRandom(SEED);
  const qualifying: CivilId[] = [];
  const people = [...syntheticIdentities(WORKERS)].map(({ civilId }): SeedPerson => {
    const daysLeft = random.below(ENDS.withinDays) - ENDS.agoDays;
    if (daysLeft <= QUALIFYING_DAYS) qualifying.push(civilId);
    const given = random.pick(GIVEN_NAMES.M);
    const family = random.pick(FAMILY_NAMES);
    const nameLatin = { given: given.en, family: family.en };
    const worker = exampleWorker({ civilId, today, daysLeft, employer: COMPANY });
    return {
      ...worker,
      nameArabic: { given: given.ar, family: family.ar },
      nameLatin,
      passports: (worker.passports ?? []).map((passport) => ({ ...passport, nameLatin })),
    };
  });
  const delegate = await stageCompany(stage, people);
  const until = addYears(addMonths(today, 2), INSURED_YEARS);
  await stage.healthInsurance.setCovers(qualifying.map((civilId) => ({ civilId, until })));
  return { stage, delegate, qualifying };
}

const told = (
  name: string,
  times: readonly number[],
  about: string,
  missed: (measurement: Measurement) => string | null = ({ value, limit }) =>
    value <= limit ? null : `p95 is over ${limit} ms`,
): Finding =>
  finding(
    { id: `company.${name}`, value: quantile(times, 0.95), unit: 'ms', limit: ANSWER_MS },
    `p95 of ${times.length} (p50 ${quantile(times, 0.5).toFixed(1)} ms): ${about}`,
    missed,
  );
/** What is done once for five hundred people may take longer. */
const noTarget = () => null;

const { findResidents, residencyExpiries, renewals, importRenewals, payRenewals, beginRenewal } =
  RESIDENCY_ROUTES;

/** Asks for a page of the list, the one after `after` where that is given; where the next one begins. */
async function listed(
  { delegate }: Company,
  filter: ResidentFilter,
  text = '',
  after: object | null = null,
): Promise<object | null> {
  const asked = { companyId: COMPANY, filter, text, after };
  return findResidents.answer.parse(await delegate.told('POST', findResidents.path, asked)).next;
}

/** Takes a list of workers into the basket. */
async function takeIn({ delegate }: Company, civilIds: readonly CivilId[]): Promise<void> {
  const csv = civilIds.map((civilId) => `${civilId},${MONTHS}`).join('\n');
  const list = { key: randomUUID(), companyId: COMPANY, csv };
  const { added } = importRenewals.answer.parse(await delegate.told('POST', importRenewals.path, list));
  if (added !== civilIds.length) throw new Error(`${added} of ${civilIds.length} workers were taken in`);
}

/** Has everybody in the basket confirmed, as a delegate would in each form; the numbers of the renewals. */
async function confirmAll({ stage }: Company): Promise<string[]> {
  const rows = await stage.store.transaction((transaction) =>
    transaction
      .updateTable('renewals')
      .set({ name_matches: 1, terms_accepted: 1 })
      .where('status', '=', 'open')
      .returning('renewal_id')
      .execute(),
  );
  return rows.map(({ renewal_id }) => renewal_id);
}

const emptyBasket = ({ stage }: Company) =>
  stage.store.transaction((transaction) =>
    transaction.updateTable('renewals').set({ status: 'removed' }).where('status', '=', 'open').execute(),
  );

const timed = async (work: Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work;
  return performance.now() - began;
};

async function measureReads(company: Company): Promise<Finding[]> {
  const { delegate } = company;
  const query = new URLSearchParams({ companyId: COMPANY });
  let after: object | null = null;
  const pages = await timeRounds(READS, async () => {
    after = await listed(company, 'all', '', after);
  });
  const ofFilter = async (filter: ResidentFilter) =>
    told(filter, await timeRounds(READS, () => listed(company, filter)), 'the first page of a filter');
  const words = [...FAMILY_NAMES.map(({ ar }) => ar), 'ahmad', 'nobody', '0101'];
  let turn = 0;
  const searches = await timeRounds(READS, () => {
    turn += 1;
    return listed(company, 'all', words[turn % words.length]);
  });
  const chart = await timeRounds(READS, () => delegate.told('GET', `${residencyExpiries.path}?${query}`));
  return [
    told('list', pages, `page after page of ${WORKERS} workers`),
    await ofFilter('qualifies'),
    await ofFilter('tooEarly'),
    await ofFilter('expired'),
    told('search', searches, 'a part of a name or civil ID, found or not'),
    told('chart', chart, 'expiries by month'),
  ];
}

async function measureBasket(company: Company): Promise<Finding[]> {
  const { delegate, qualifying } = company;
  const lines = qualifying.slice(0, RENEWALS_MOST_LINES);
  const others = qualifying.slice(RENEWALS_MOST_LINES);
  const query = new URLSearchParams({ companyId: COMPANY });
  await takeIn(company, lines);
  const inBasket = await confirmAll(company);
  const baskets = await timeRounds(READS, () => delegate.told('GET', `${renewals.path}?${query}`));
  let turn = 0;
  const adding = await timeRounds(READS, () => {
    const body = { key: randomUUID(), companyId: COMPANY, civilId: others[turn] };
    turn += 1;
    return delegate.told('POST', beginRenewal.path, body);
  });
  const paying: number[] = [];
  for (let round = 0; round < WRITES.warmUp + WRITES.rounds; round += 1) {
    const order = { key: randomUUID(), renewals: inBasket, language: 'ar' };
    let paymentId = '';
    const begun = (async () => {
      const answer = payRenewals.answer.parse(await delegate.told('POST', payRenewals.path, order));
      if (answer.lines !== RENEWALS_MOST_LINES) throw new Error(`${answer.lines} lines can be paid`);
      paymentId = answer.paymentId;
    })();
    const ms = await timed(begun);
    if (round >= WRITES.warmUp) paying.push(ms);
    await delegate.told('POST', `/api/payments/${paymentId}/abandonment`);
  }
  const taking: number[] = [];
  for (let round = 0; round < WRITES.warmUp + WRITES.rounds; round += 1) {
    await emptyBasket(company);
    const ms = await timed(takeIn(company, lines));
    if (round >= WRITES.warmUp) taking.push(ms);
  }
  return [
    told('basket', baskets, `${RENEWALS_MOST_LINES} lines`),
    told('adding', adding, 'one more worker into that basket'),
    told('import', taking, `a list of ${RENEWALS_MOST_LINES} workers`, noTarget),
    told('payment', paying, `${RENEWALS_MOST_LINES} renewals locked and the payment begun`, noTarget),
  ];
}

/** `company.<question>`: what the delegate of a company with twenty thousand workers waits for; `company.scrolling`: how smoothly its list is scrolled. */
export async function measureCompany(browser: Browser): Promise<readonly Finding[]> {
  const stage = await PortalStage.start(
    { due: 0, request: 0 },
    { webFolder: `${root}/dist/renderer/portal` },
  );
  try {
    const company = await makeCompany(stage);
    const answers = [...(await measureReads(company)), ...(await measureBasket(company))];
    return [...answers, await measureScrolling(browser, stage, company.delegate)];
  } finally {
    await stage.stop();
  }
}
