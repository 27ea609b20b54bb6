import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  type IsoDate,
  isoInstant,
  kuwaitDate,
} from '../../contracts/calendar.ts';
import { CivilId, civilIdCheckDigit } from '../../contracts/civil-id.ts';
import { systemClock } from '../../contracts/clock.ts';
import type { SeedDue, SeedPerson } from '../../contracts/demo-seed.ts';
import { Fils } from '../../contracts/money.ts';
import { CompanyId, OrganisationId } from '../../contracts/organisation.ts';
import { DelegateId } from '../../contracts/portal-api/organisations.ts';
import { DueId, PAYMENT_ROUTES } from '../../contracts/portal-api/payments.ts';
import { RESIDENCY_ROUTES } from '../../contracts/portal-api/residency.ts';
import { loadSeed } from '../../portal/services/demo/load-seed.ts';
import { newToken, tokenHash } from '../../portal/services/secret-token.ts';
import { insertAccount } from '../../portal/store/accounts.ts';
import { insertDelegate, setGrants } from '../../portal/store/delegates.ts';
import { insertOrganisation } from '../../portal/store/organisations.ts';
import { insertSession } from '../../portal/store/sessions.ts';
import { openStore, type Store } from '../../portal/store/store.ts';
import { HOLDER } from '../../portal/test-support/fixtures.ts';
import {
  makeInstallation,
  type PortalProcess,
  startPortal,
} from '../../portal/test-support/portal-process.ts';
import { HealthInsuranceControl } from '../../simulators/health-insurance/control.ts';
import { KnetControl } from '../../simulators/knet/control.ts';
import { DEMO_MERCHANT } from '../../simulators/knet/merchant.ts';
import { payAtGateway } from '../../simulators/knet/payer.ts';
import { freePort } from '../../simulators/stand/free-port.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How often the portal is killed in each step, each time with a batch of its own. */
const KILLS = 3;
const BATCH = 500;
const MONTHS = 12;
const DAYS_LEFT = 30;
const SESSION_MS = 24 * 60 * 60_000;
const TEST_TIMEOUT_MS = 20 * 60_000;
const COMPANY = CompanyId.parse('C-000001');
const OTHER_COMPANY = CompanyId.parse('C-000009');

/**
 * The steps of a batch, and the time over which the kills of a step are spread, in milliseconds; 0: between two steps, when
 * nothing is under way.
 */
const STEPS = {
  'while the list is taken in': 400,
  'while it is locked and begun': 600,
  'while the payer is at the gateway': 0,
  'while the gateway reports': 400,
  'when the report was answered': 0,
  'while the payer comes back': 60,
} as const;
type Step = keyof typeof STEPS;
const steps = Object.keys(STEPS) as Step[];

/** What is wrong with a line: 35 of 500 are bad. */
const BAD_LINES = {
  civilId: 5,
  months: 5,
  notYourWorker: 5,
  tooEarly: 5,
  dues: 5,
  notInsured: 5,
  passportExpired: 5,
} as const;
type Badness = keyof typeof BAD_LINES;
const badnesses = (Object.keys(BAD_LINES) as Badness[]).flatMap((badness) =>
  Array.from({ length: BAD_LINES[badness] }, () => badness),
);
/** Those that the list itself tells of; the others are taken in, and left out of the payment. */
const REFUSED: readonly (Badness | null)[] = ['civilId', 'months', 'notYourWorker', 'tooEarly'];
const refusedCount = badnesses.filter((badness) => REFUSED.includes(badness)).length;
const goodCount = BATCH - badnesses.length;

interface Line {
  readonly civilId: CivilId;
  /** `null`: nothing is wrong. */
  readonly badness: Badness | null;
}

/** The workers of each batch, born 2090 on a day of their own; bad ones lie between the good ones. */
function linesOf(batch: number): Line[] {
  const day = String(batch + 1).padStart(2, '0');
  const civilIds: CivilId[] = [];
  for (let serial = 0; civilIds.length < BATCH; serial += 1) {
    const eleven = `39004${day}${String(serial).padStart(4, '0')}`;
    const check = civilIdCheckDigit(eleven);
    if (check !== null) civilIds.push(CivilId.parse(`${eleven}${check}`));
  }
  const every = Math.floor(BATCH / badnesses.length);
  return civilIds.map((civilId, index) => ({
    civilId,
    badness: index % every === 0 ? (badnesses[index / every] ?? null) : null,
  }));
}
const batches = steps.flatMap((step, place) =>
  Array.from({ length: KILLS }, (_, kill) => ({ step, kill, lines: linesOf(place * KILLS + kill) })),
);
type Batch = (typeof batches)[number];

let folder: string;
let configFile: string;
let url: string;
let cookie: string;
let today: IsoDate;
let portal: PortalProcess;
let store: Store;
let knetProcess: Service;
let knet: KnetControl;
let healthProcess: Service;

async function startSimulator(name: string, port: number): Promise<Service> {
  const data = join(folder, name);
  mkdirSync(data);
  return startService({
    name,
    script: `simulators/${name}/main.ts`,
    arguments: ['--port', String(port), '--control', '0', '--data', data],
    root,
    logFile: join(folder, `${name}.log`),
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-batches-'));
  today = kuwaitDate(systemClock.now());
  const knetPort = await freePort();
  knetProcess = await startSimulator('knet', knetPort);
  knet = new KnetControl(knetProcess.listening);
  const healthPort = await freePort();
  healthProcess = await startSimulator('health-insurance', healthPort);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const kpg = `http://127.0.0.1:${knetPort}/kpg`;
  const health = `http://127.0.0.1:${healthPort}`;
  configFile = await makeInstallation(folder, {
    listen: { host: '127.0.0.1', port },
    publicUrl: url,
    knet: { ...DEMO_MERCHANT, paymentUrl: `${kpg}/PaymentHTTP.htm`, tranPipeUrl: `${kpg}/tranPipe.htm` },
    healthInsurance: { url: health, payPageUrl: `${health}/` },
  });
  store = await openStore(join(folder, 'portal.sqlite'));
  await fillStore();
  portal = await startPortal(configFile);
}, TEST_TIMEOUT_MS);
afterAll(async () => {
  await portal.end('SIGTERM');
  await Promise.all([knetProcess.stop(), healthProcess.stop()]);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const oldExpiry = ({ badness }: Line): IsoDate => addDays(today, badness === 'tooEarly' ? 200 : DAYS_LEFT);

function personOf(line: Line): SeedPerson {
  const { civilId, badness } = line;
  const nameLatin = { given: 'ARUN KUMAR', family: 'TARANG' };
  return {
    civilId,
    unifiedNumber: civilId.slice(1),
    nameArabic: { given: 'أرون كومار', family: 'تارانغ' },
    nameLatin,
    birthDate: addYears(today, -30),
    sex: 'M',
    nationality: 'IND',
    nationalityName: { ar: 'هندي', en: 'Indian' },
    residencyExpiresOn: oldExpiry(line),
    sponsorCivilId: null,
    residency: {
      article: '18',
      relation: 'worker',
      employer: badness === 'notYourWorker' ? OTHER_COMPANY : COMPANY,
    },
    passports: [
      {
        passportId: `00000000-0000-4000-8000-${civilId}`,
        number: `P${civilId.slice(-7)}`,
        nameLatin,
        issuedOn: addYears(today, -5),
        expiresOn: addDays(today, badness === 'passportExpired' ? -1 : 2_000),
        placeOfIssue: 'KUWAIT',
      },
    ],
    portrait: '',
    licence: null,
  };
}

function duesOf(lines: readonly Line[], place: number): SeedDue[] {
  const text = { ar: 'مخالفة', en: 'Violation' };
  return lines
    .filter(({ badness }) => badness === 'dues')
    .map(({ civilId }, index) => ({
      dueId: DueId.parse(`D-2026-${String(place * BATCH + index).padStart(8, '0')}`),
      civilId,
      number: String(index),
      notPayable: null,
      type: 'trafficViolation',
      facts: {
        amount: Fils.parse(15_000),
        year: 2026,
        violation: text,
        date: addDays(today, -10),
        time: '08:00',
        place: text,
        plate: null,
        description: text,
      },
    }));
}

/** A company with all workers, insured but for some, and a delegate who is signed in. */
async function fillStore(): Promise<void> {
  const name = { ar: 'شركة', en: 'Company' };
  const organisation = (unifiedNumber: string, companyId: CompanyId) => ({
    type: 'company' as const,
    unifiedNumber,
    name,
    companies: [{ companyId, name }],
  });
  const all = batches.flatMap(({ lines }) => lines);
  await loadSeed(
    store,
    {
      kiosks: [],
      requests: [],
      organisations: [organisation('100001', COMPANY), organisation('100009', OTHER_COMPANY)],
      people: all.map(personOf),
      dues: batches.flatMap(({ lines }, place) => duesOf(lines, place)),
    },
    systemClock,
  );
  await new HealthInsuranceControl(healthProcess.listening).setCovers(
    all
      .filter(({ badness }) => badness !== 'notInsured')
      .map((line) => ({ civilId: line.civilId, until: addMonths(oldExpiry(line), MONTHS) })),
  );
  const now = isoInstant(systemClock.now());
  const token = newToken();
  cookie = `session=${token}`;
  const accountId = randomUUID();
  const organisationId = OrganisationId.parse(randomUUID());
  await store.transaction(async (transaction) => {
    await insertOrganisation(transaction, { organisationId, unifiedNumber: '100001' }, now);
    await insertAccount(
      transaction,
      {
        accountId,
        holding: { role: 'delegate', organisationId },
        civilId: HOLDER,
        email: 'delegate@example.org',
        mobile: null,
        language: 'ar',
      },
      now,
    );
    const delegateId = DelegateId.parse(accountId);
    await insertDelegate(transaction, { delegateId, organisationId, key: randomUUID() });
    await setGrants(transaction, delegateId, [COMPANY]);
    const expiresAt = isoInstant(systemClock.now() + SESSION_MS);
    await insertSession(transaction, { tokenHash: tokenHash(token), holder: { accountId }, expiresAt }, now);
  });
}

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { cookie, origin: url, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

const look = async (paymentId: string) =>
  PAYMENT_ROUTES.payment.answer.parse(await ask('GET', `/api/payments/${paymentId}`));

/** Kills the portal `ms` after `work` has begun, and starts it again. What `work` was told then does not matter. */
async function killDuring(work: Promise<unknown>, ms: number): Promise<void> {
  const settled = work.catch(() => null);
  await new Promise((resolve) => systemClock.setTimeout(() => resolve(null), ms));
  await portal.end('SIGKILL');
  await settled;
  portal = await startPortal(configFile);
}

const csvOf = (lines: readonly Line[]): string =>
  lines
    .map(({ civilId, badness }) =>
      badness === 'civilId'
        ? `${civilId.slice(0, -1)}x,${MONTHS}`
        : `${civilId},${badness === 'months' ? 'a year' : MONTHS}`,
    )
    .join('\n');

/** One batch from its list to its receipt, in which the portal is killed in `step`; the payment that it was paid with. */
async function renew({ step, kill, lines }: Batch): Promise<string> {
  const ms = (STEPS[step] * kill) / KILLS;
  const list = { key: randomUUID(), companyId: COMPANY, csv: csvOf(lines) };
  const takeIn = async () =>
    RESIDENCY_ROUTES.importRenewals.answer.parse(
      await ask('POST', RESIDENCY_ROUTES.importRenewals.path, list),
    );
  if (step === 'while the list is taken in') await killDuring(takeIn(), ms);
  const { added, refused } = await takeIn();
  expect({ added, refused: refused.length }).toEqual({ added: BATCH - refusedCount, refused: refusedCount });

  // The delegate confirms each name and accepts the terms: five hundred forms, written at once here.
  const civilIds = lines.map(({ civilId }) => civilId);
  const renewals = await store.transaction((transaction) =>
    transaction
      .updateTable('renewals')
      .set({ name_matches: 1, terms_accepted: 1 })
      .where('civil_id', 'in', civilIds)
      .where('status', '=', 'open')
      .returning('renewal_id')
      .execute(),
  );
  const order = {
    key: randomUUID(),
    renewals: renewals.map(({ renewal_id }) => renewal_id),
    language: 'ar',
  };
  const begin = async () =>
    RESIDENCY_ROUTES.payRenewals.answer.parse(await ask('POST', RESIDENCY_ROUTES.payRenewals.path, order));
  if (step === 'while it is locked and begun') await killDuring(begin(), ms);
  const { paymentId, gatewayUrl, lines: payable, left } = await begin();
  expect({ payable, left: left.length }).toEqual({
    payable: goodCount,
    left: badnesses.length - refusedCount,
  });
  if (step === 'while the payer is at the gateway') {
    await portal.end('SIGKILL');
    await payAtGateway(gatewayUrl, 'captures');
    portal = await startPortal(configFile);
    return paymentId;
  }
  const paying = payAtGateway(gatewayUrl, 'captures');
  if (step === 'while the gateway reports') {
    await killDuring(paying, ms);
    return paymentId;
  }
  await paying;
  if (step === 'when the report was answered') await killDuring(paying, ms);
  if (step === 'while the payer comes back') await killDuring(look(paymentId), ms);
  return paymentId;
}

/** Lines of a receipt's page, and its total in dinars. */
async function receiptOf(receiptUrl: string | null) {
  const page = await (await fetch(receiptUrl ?? '')).text();
  const document = await fetch(`${receiptUrl}/receipt.pdf`);
  return {
    lines: page.split('civil ID ending').length - 1,
    totals: page.match(/KD [\d,]+\.\d{3}/g)?.at(-1) ?? '',
    isPdf:
      Buffer.from(await document.arrayBuffer())
        .subarray(0, 5)
        .toString() === '%PDF-',
  };
}

test(
  `batches of ${BATCH} workers, 7 % of them bad lines, the portal killed ${KILLS} times in each step: each line is paid or not, never both`,
  async () => {
    const table = [];
    for (const batch of batches) {
      const paymentId = await renew(batch);
      const { status, amount, lines, receiptUrl } = await look(paymentId);
      const civilIds = batch.lines.map(({ civilId }) => civilId);
      const people = new Map(
        (
          await store.reader
            .selectFrom('people')
            .select(['civil_id', 'residency_expires_on'])
            .where('civil_id', 'in', civilIds)
            .execute()
        ).map((row) => [row.civil_id, row.residency_expires_on]),
      );
      const renewals = await store.reader
        .selectFrom('renewals')
        .select(['renewal_id', 'civil_id', 'status', 'payment_id'])
        .where('civil_id', 'in', civilIds)
        .execute();
      const moved = batch.lines.filter((line) => people.get(line.civilId) !== oldExpiry(line));
      const paid = renewals.filter((renewal) => renewal.status === 'paid');
      const books = (await knet.payments()).filter(
        ({ trackId }) => trackId === paymentId.replaceAll('-', ''),
      );
      const receipt = await receiptOf(receiptUrl);
      table.push({
        'the portal is killed': batch.step,
        'captured at KNET': books.filter(({ state }) => state === 'captured').length,
        'lines paid': paid.length,
        'residencies moved': moved.length,
        'lines left': renewals.filter((renewal) => renewal.status === 'open').length,
        'lines of the receipt': receipt.lines,
        total: receipt.totals,
      });

      expect(status).toBe('captured');
      expect(books.map(({ state, refunds }) => [state, refunds])).toEqual([['captured', []]]);
      expect(books[0]?.amount).toBe(amount);
      expect(amount).toBe(goodCount * 20_000);
      for (const line of batch.lines)
        expect([line.civilId, people.get(line.civilId)]).toEqual([
          line.civilId,
          line.badness === null ? addMonths(oldExpiry(line), MONTHS) : oldExpiry(line),
        ]);
      expect(paid.map(({ civil_id }) => civil_id).toSorted()).toEqual(
        batch.lines.flatMap(({ civilId, badness }) => (badness === null ? [civilId] : [])).toSorted(),
      );
      const inPayment = lines.flatMap(({ item }) => (item.type === 'renewal' ? [item.renewalId] : []));
      expect(inPayment.toSorted()).toEqual(paid.map(({ renewal_id }) => renewal_id).toSorted());
      expect(paid.every(({ payment_id }) => payment_id === paymentId)).toBe(true);
      expect(receipt).toEqual({ lines: goodCount, totals: 'KD 9,300.000', isPdf: true });
    }
    console.table(table);
    const { reader } = store;
    expect(await reader.selectFrom('payment_locks').selectAll().execute()).toEqual([]);
    expect(await reader.selectFrom('payments').select('payment_id').execute()).toHaveLength(batches.length);
    const receipts = await reader
      .selectFrom('mails')
      .select('mail_id')
      .where('subject', 'like', '%received%')
      .execute();
    expect(receipts).toHaveLength(batches.length);
  },
  TEST_TIMEOUT_MS,
);
