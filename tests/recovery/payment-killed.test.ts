import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, addYears, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { systemClock } from '../../contracts/clock.ts';
import { Fils } from '../../contracts/money.ts';
import { DueId, PAYMENT_ROUTES } from '../../contracts/portal-api/payments.ts';
import { loadSeed } from '../../portal/services/demo/load-seed.ts';
import { newToken, tokenHash } from '../../portal/services/secret-token.ts';
import { insertAccount } from '../../portal/store/accounts.ts';
import { insertSession } from '../../portal/store/sessions.ts';
import { openStore } from '../../portal/store/store.ts';
import { HOLDER } from '../../portal/test-support/fixtures.ts';
import {
  makeInstallation,
  type PortalProcess,
  startPortal,
} from '../../portal/test-support/portal-process.ts';
import { KnetControl } from '../../simulators/knet/control.ts';
import { DEMO_MERCHANT } from '../../simulators/knet/merchant.ts';
import { payAtGateway } from '../../simulators/knet/payer.ts';
import { freePort } from '../../simulators/stand/free-port.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How often the portal is killed in each step. */
const KILLS = 20;
/** Amount of every due, fils. */
const AMOUNT = Fils.parse(15_000);
const SESSION_MS = 24 * 60 * 60_000;
const TEST_TIMEOUT_MS = 15 * 60_000;

/**
 * The steps of a payment, and the time over which the kills of a step are spread, in milliseconds; 0: between two steps, when
 * nothing is under way.
 */
const STEPS = {
  'while it is begun': 30,
  'while the payer is at the gateway': 0,
  'while the gateway reports': 60,
  'when the report was answered': 0,
  'while the payer comes back': 30,
} as const;
type Step = keyof typeof STEPS;
const steps = Object.keys(STEPS) as Step[];

let folder: string;
let configFile: string;
let url: string;
let cookie: string;
let portal: PortalProcess;
let knetProcess: Service;
let knet: KnetControl;

const dueOf = (step: Step, kill: number) =>
  DueId.parse(`D-2026-${String(steps.indexOf(step) * KILLS + kill + 1).padStart(8, '0')}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-payments-'));
  const knetPort = await freePort();
  const data = join(folder, 'knet');
  mkdirSync(data);
  knetProcess = await startService({
    name: 'knet',
    script: 'simulators/knet/main.ts',
    arguments: ['--port', String(knetPort), '--control', '0', '--data', data],
    root,
    logFile: join(folder, 'knet.log'),
  });
  knet = new KnetControl(knetProcess.listening);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const kpg = `http://127.0.0.1:${knetPort}/kpg`;
  configFile = await makeInstallation(folder, {
    listen: { host: '127.0.0.1', port },
    publicUrl: url,
    knet: {
      ...DEMO_MERCHANT,
      paymentUrl: `${kpg}/PaymentHTTP.htm`,
      tranPipeUrl: `${kpg}/tranPipe.htm`,
    },
  });
  await fillStore();
  portal = await startPortal(configFile);
});
afterAll(async () => {
  await portal.end('SIGTERM');
  await knetProcess.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One person who is signed in, with a due for every kill. */
async function fillStore(): Promise<void> {
  const store = await openStore(join(folder, 'portal.sqlite'));
  const today = kuwaitDate(systemClock.now());
  const text = { ar: 'مخالفة', en: 'Violation' };
  await loadSeed(
    store,
    {
      kiosks: [],
      requests: [],
      people: [
        {
          civilId: HOLDER,
          unifiedNumber: '7000001',
          nameArabic: { family: 'المثال', given: 'سالم' },
          nameLatin: { family: 'ALMITHAL', given: 'SALEM' },
          birthDate: addYears(today, -30),
          sex: 'M',
          nationality: 'KWT',
          nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
          residencyExpiresOn: null,
          sponsorCivilId: null,
          portrait: Buffer.from('portrait').toString('base64'),
          licence: null,
        },
      ],
      dues: steps.flatMap((step) =>
        Array.from({ length: KILLS }, (_, kill) => ({
          dueId: dueOf(step, kill),
          civilId: HOLDER,
          number: dueOf(step, kill).slice(-4),
          notPayable: null,
          type: 'trafficViolation' as const,
          facts: {
            amount: AMOUNT,
            year: 2026,
            violation: text,
            date: addDays(today, -10),
            time: '08:00',
            place: text,
            plate: null,
            description: text,
          },
        })),
      ),
    },
    systemClock,
  );
  const now = isoInstant(systemClock.now());
  const token = newToken();
  cookie = `session=${token}`;
  await store.transaction(async (transaction) => {
    await insertAccount(
      transaction,
      {
        accountId: 'payer',
        holding: { role: 'individual' },
        civilId: HOLDER,
        email: 'payer@example.org',
        mobile: '+96550000000',
        language: 'ar',
      },
      now,
    );
    await insertSession(
      transaction,
      {
        tokenHash: tokenHash(token),
        holder: { accountId: 'payer' },
        expiresAt: isoInstant(systemClock.now() + SESSION_MS),
      },
      now,
    );
  });
  await store.close();
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

const begin = async (dueId: DueId, key: string) =>
  PAYMENT_ROUTES.beginPayment.answer.parse(
    await ask('POST', PAYMENT_ROUTES.beginPayment.path, {
      key,
      items: [{ type: 'due', dueId }],
      language: 'ar',
    }),
  );
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

/** One payment of a due, in which the portal is killed in `step`. */
async function pay(step: Step, kill: number): Promise<void> {
  const dueId = dueOf(step, kill);
  const key = randomUUID();
  const ms = (STEPS[step] * kill) / KILLS;
  if (step === 'while it is begun') await killDuring(begin(dueId, key), ms);
  // With the same key it is the same payment, whether or not the answer was lost.
  const { paymentId, gatewayUrl } = await begin(dueId, key);
  if (step === 'while the payer is at the gateway') {
    await portal.end('SIGKILL');
    await payAtGateway(gatewayUrl, 'captures');
    portal = await startPortal(configFile);
    return;
  }
  const paying = payAtGateway(gatewayUrl, 'captures');
  if (step === 'while the gateway reports') return killDuring(paying, ms);
  await paying;
  if (step === 'when the report was answered') await killDuring(paying, ms);
  if (step === 'while the payer comes back') await killDuring(look(paymentId), ms);
}

test(
  `the portal is killed ${KILLS} times in each step of a payment: money captured is money recorded`,
  async () => {
    for (const step of steps) for (let kill = 0; kill < KILLS; kill += 1) await pay(step, kill);

    // Whoever looks at their payments makes the portal ask the gateway about those that are open.
    const store = await openStore(join(folder, 'portal.sqlite'));
    const ids = await store.reader.selectFrom('payments').select('payment_id').execute();
    for (const { payment_id } of ids) await look(payment_id);
    const payments = await store.reader
      .selectFrom('payments')
      .innerJoin('payment_lines', 'payment_lines.payment_id', 'payments.payment_id')
      .select(['payments.track_id', 'payments.status', 'payments.amount', 'payment_lines.item_id'])
      .execute();
    await store.close();
    const books = new Map((await knet.payments()).map((payment) => [payment.trackId, payment]));
    const { dues } = PAYMENT_ROUTES.dues.answer.parse(await ask('GET', PAYMENT_ROUTES.dues.path));

    const table = steps.map((step) => {
      const own = payments.filter(({ item_id }) =>
        Array.from({ length: KILLS }, (_, kill): string => dueOf(step, kill)).includes(item_id),
      );
      const taken = own.filter(({ track_id }) => books.get(track_id)?.state === 'captured');
      return {
        'the portal is killed': step,
        kills: KILLS,
        payments: own.length,
        'captured at KNET': taken.length,
        recorded: own.filter(({ status }) => status === 'captured').length,
        refunded: own.filter(({ status }) => status === 'refunded' || status === 'refundDue').length,
        'dues still open': dues.filter(({ dueId }) => own.some(({ item_id }) => item_id === dueId)).length,
      };
    });
    console.table(table);

    for (const { track_id, status, amount } of payments) {
      const taken = books.get(track_id)?.state === 'captured';
      expect([track_id, status]).toEqual([track_id, taken ? 'captured' : status]);
      expect(status === 'captured').toBe(taken);
      if (taken) expect(books.get(track_id)?.amount).toBe(amount);
    }
    const paid = payments.filter(({ status }) => status === 'captured').map(({ item_id }) => item_id);
    expect(new Set(paid).size).toBe(paid.length);
    expect(paid).toHaveLength(steps.length * KILLS);
    expect(dues).toEqual([]);
    expect([...books.values()].filter(({ state }) => state === 'captured')).toHaveLength(paid.length);
    expect([...books.values()].flatMap(({ refunds }) => refunds)).toEqual([]);
  },
  TEST_TIMEOUT_MS,
);
