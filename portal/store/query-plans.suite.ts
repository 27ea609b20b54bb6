import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { PORTAL_ROUTES } from '../../contracts/portal-api/index.ts';
import { type RenewalView, ResidentFilter } from '../../contracts/portal-api/residency.ts';
import { UploadId } from '../../contracts/portal-api/uploads.ts';
import { success } from '../../contracts/result.ts';
import { portalJobs } from '../jobs/portal-jobs.ts';
import { LOOSE_UPLOAD_LASTS_MS } from '../services/applications/uploads.ts';
import { verifyAudit } from '../services/audit/verify-audit.ts';
import {
  BEGINNING_MS,
  DATED_SETTINGS,
  exampleWorker,
  HOLDER,
  OTHER_HOLDER,
  PUBLIC_URL,
} from '../test-support/fixtures.ts';
import { ScriptedGateway } from '../test-support/payments-under-test.ts';
import type { MadePopulation } from '../test-support/population/make-population.ts';
import { populate } from '../test-support/population/populate.ts';
import {
  API_QUESTIONS,
  type Askers,
  PAGE_QUESTIONS,
  type Question,
  signInAskers,
} from '../test-support/population/questions.ts';
import { EVENT, newPickupId, PortalUnderTest } from '../test-support/portal-under-test.ts';
import { tableScans, watchQueries } from '../test-support/query-plans.ts';
import { queueMail } from './mails.ts';
import type { Engine } from './migrations.ts';
import { findRequestsOfHolder } from './requests.ts';
import { putNewPerson } from './seeding.ts';
import type { Store } from './store.ts';
import { insertUpload } from './uploads.ts';

/** Enough that statistics tell the tables apart. */
const PEOPLE = 10_000;
/** Questions of each kind: each may be answered by other queries. */
const TURNS = 8;
const DAY_MS = 24 * 60 * 60_000;

/** What the portal asks its store all day long finds its rows by an index, on whichever engine `openTestStore` opens a store. */
export function queryPlansSuite(openTestStore: () => Promise<Store>, engine: Engine): void {
  let store: Store;
  let watched: Store;
  let portal: PortalUnderTest;
  let population: MadePopulation;
  let askers: Askers;
  let addresses = 0;
  /** The queries since the test began, each once with the same parameters: they decide as well how rows are found. */
  const seen = new Map<string, CompiledQuery>();

  beforeAll(async () => {
    store = await openTestStore();
    population = await populate(store, { people: PEOPLE, seed: 'query plans', nowMs: BEGINNING_MS });
    if (engine === 'postgres') await sql`analyze`.execute(store.reader);
    askers = await signInAskers(store, population.subjects, BEGINNING_MS);
    watched = watchQueries(store, (query) => seen.set(JSON.stringify([query.sql, query.parameters]), query));
    portal = await PortalUnderTest.start(watched);
  });
  afterAll(() => portal.close());
  beforeEach(() => seen.clear());

  /** What the queries seen since the test began read from end to end, with their text. */
  const scans = async () => {
    const found: string[] = [];
    for (const query of seen.values())
      for (const scan of await tableScans(engine, store, query)) found.push(`${scan}: ${query.sql}`);
    return found;
  };

  const ask = async ({ method, path, token, body }: Question, type = 'application/json') => {
    addresses += 1;
    const reply = await portal.server.inject({
      method,
      url: path,
      remoteAddress: `10.1.${addresses >> 8}.${addresses & 255}`,
      headers: {
        origin: PUBLIC_URL,
        ...(token === null ? {} : { cookie: `session=${token}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    expect([path, reply.statusCode]).toEqual([path, 200]);
    return reply;
  };

  test('the population is what its size says, and its trail is whole', async () => {
    expect(population).toMatchObject({ people: PEOPLE, dues: PEOPLE * 3, requests: PEOPLE / 2 });
    for (const [table, rows] of [
      ['people', PEOPLE],
      ['dues', PEOPLE * 3],
      ['requests', PEOPLE / 2],
      ['applications', PEOPLE / 2],
    ] as const) {
      const { count } = await store.reader
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      expect([table, Number(count)]).toEqual([table, rows]);
    }
    expect(await verifyAudit(store)).toMatchObject({ intact: true });
  });

  describe('a query that reads a table from end to end is noticed', () => {
    test.each([
      ['for want of an index', sql`select due_id from dues where number = ${'1500001'}`],
      ['through the whole of an index', sql`select account_id from accounts order by account_id`],
      [
        'to change rows without one',
        sql`update requests set version = version where payment_reference = ${'1'}`,
      ],
      [
        'inside another',
        sql`select due_id from dues where due_id = ${'D'} or due_id in (select item_id from payment_lines where amount = ${3})`,
      ],
    ])('%s', async (_name, query) => {
      expect(await tableScans(engine, store, query.compile(store.reader))).not.toEqual([]);
    });

    test('and one that finds its rows is not', async () => {
      const query = sql`select number from dues where due_id = ${'D-2026-00000001'}`;
      expect(await tableScans(engine, store, query.compile(store.reader))).toEqual([]);
    });
  });

  describe('no table is read from end to end by', () => {
    const reads = Object.entries(PORTAL_ROUTES)
      .filter(([, { method }]) => method === 'GET')
      .map(([name]) => name as keyof typeof API_QUESTIONS);

    test.each([...reads, 'inquire'] as const)('the route %s', async (name) => {
      const question = API_QUESTIONS[name];
      for (let turn = 0; turn < TURNS; turn += 1) await ask(question(askers, turn));
      expect(await scans()).toEqual([]);
      // The rule of passwords stands in the configuration, and nobody is signed in who asks for it.
      expect(seen.size > 0).toBe(name !== 'passwordPolicy');
    });

    test.each(Object.entries(PAGE_QUESTIONS))('the page of a %s', async (_name, question) => {
      for (let turn = 0; turn < TURNS; turn += 1) await ask(question(askers, turn));
      expect(await scans()).toEqual([]);
      expect(seen.size).toBeGreaterThan(0);
    });

    test('an application, its payment, and an officer who decides', async () => {
      const [officer = ''] = askers.officers;
      const by = (method: Question['method'], url: string, token: string, body?: object) =>
        ask({ method, path: url, token, ...(body === undefined ? {} : { body }) });
      const desk = askers.token(officer);
      const { cases } = PORTAL_ROUTES.queue.answer.parse((await by('GET', '/api/review/cases', desk)).json());
      const free = cases.find(({ claimedBy }) => claimedBy === null);
      if (!free) throw new Error('no case is free');
      const path = `/api/review/cases/${free.requestId}`;
      const { version } = (await by('GET', path, desk)).json();
      const claimed = await by('POST', `${path}/claim`, desk, { version });
      const decision = { version: claimed.json().version, decision: { decision: 'approve' } };
      await by('POST', `${path}/decision`, desk, decision);

      const request = await findRequestToPay();
      const applicant = askers.token(request.accountId);
      const items = [{ type: 'request', requestId: request.requestId }];
      const order = { key: randomUUID(), items, language: 'ar' };
      const { paymentId } = (await by('POST', '/api/payments', applicant, order)).json();
      await by('GET', `/api/payments/${paymentId}`, applicant);
      await by('POST', `/api/payments/${paymentId}/abandonment`, applicant);
      const shown = (await by('GET', `/api/requests/${request.requestId}`, applicant)).json();
      await by('POST', `/api/requests/${request.requestId}/cancellation`, applicant, {
        version: shown.version,
      });
      await by('DELETE', '/api/sessions/current', applicant);
      expect(await scans()).toEqual([]);
    });

    test("a company's list, its basket, and what is paid of it", async () => {
      const today = kuwaitDate(portal.clock.now());
      const { accountId, companyId } = await findDelegate();
      const by = async (method: Question['method'], path: string, body?: object) =>
        (await ask({ method, path, token: askers.token(accountId), ...(body ? { body } : {}) })).json();
      const workers = [HOLDER, OTHER_HOLDER];
      for (const civilId of workers) {
        const worker = exampleWorker({ civilId, today, daysLeft: 30, employer: companyId });
        await store.transaction((transaction) => putNewPerson(transaction, worker));
        portal.insured.set(civilId, addDays(today, 800));
      }
      for (const filter of ResidentFilter.options)
        for (const text of ['', 'tarang', HOLDER.slice(-4)]) {
          const { next } = await by('POST', PORTAL_ROUTES.findResidents.path, {
            companyId,
            filter,
            text,
            after: null,
          });
          const after = next ?? { residencyExpiresOn: today, civilId: HOLDER };
          await by('POST', PORTAL_ROUTES.findResidents.path, { companyId, filter, text, after });
        }
      const renewalPath = ({ renewalId }: RenewalView) => `${PORTAL_ROUTES.renewals.path}/${renewalId}`;
      const wish = { key: randomUUID(), companyId, civilId: HOLDER };
      await by('DELETE', renewalPath(await by('POST', PORTAL_ROUTES.beginRenewal.path, wish)));
      const csv = workers.map((civilId) => `${civilId},12`).join('\n');
      const list = { key: randomUUID(), companyId, csv };
      expect(await by('POST', PORTAL_ROUTES.importRenewals.path, list)).toEqual({ added: 2, refused: [] });
      const basket = PORTAL_ROUTES.renewals.answer.parse(await by('GET', PORTAL_ROUTES.renewals.path));
      const own = basket.renewals.filter(({ resident }) => workers.includes(resident.civilId));
      for (const renewal of own)
        await by('PUT', `${renewalPath(renewal)}/choices`, {
          version: renewal.version,
          months: 12,
          nameMatches: true,
          termsAccepted: true,
        });
      const renewals = own.map(({ renewalId }) => renewalId);
      const order = { key: randomUUID(), renewals, language: 'ar' };
      const begun = await by('POST', PORTAL_ROUTES.payRenewals.path, order);
      expect(begun).toMatchObject({ lines: 2, left: [] });
      portal.gateway.capture(begun.gatewayUrl);
      expect(await by('GET', `/api/payments/${begun.paymentId}`)).toMatchObject({ status: 'captured' });
      expect(await scans()).toEqual([]);
    });

    /** Somebody who may renew the residencies of a company's workers. */
    const findDelegate = async () => {
      for (const user of askers.organisationUsers) {
        const { role } = await store.reader
          .selectFrom('accounts')
          .select('role')
          .where('account_id', '=', user.accountId)
          .executeTakeFirstOrThrow();
        if (role === 'delegate' && user.companyId.startsWith('C-')) return user;
      }
      throw new Error('no company has a delegate');
    };

    /** A request that waits for its fee, of somebody who is signed in. */
    const findRequestToPay = async () => {
      for (const applicant of askers.applicants) {
        const { status } = await store.reader
          .selectFrom('requests')
          .select('status')
          .where('request_id', '=', applicant.requestId)
          .executeTakeFirstOrThrow();
        if (status === 'awaitingPayment') return applicant;
      }
      throw new Error('nobody has to pay');
    };

    test('a registration, its activation, and a password that was forgotten', async () => {
      const { civil_id: civilId } = await store.reader
        .selectFrom('people')
        .leftJoin('accounts', 'accounts.civil_id', 'people.civil_id')
        .select('people.civil_id')
        .where('account_id', 'is', null)
        .limit(1)
        .executeTakeFirstOrThrow();
      const post = (path: string, body: object) => ask({ method: 'POST', path, token: null, body });
      const email = 'new@example.org';
      await post('/api/accounts', { civilId, email, mobile: '50000001', language: 'ar' });
      const { text } = await store.reader
        .selectFrom('mails')
        .select('text')
        .where('recipient', '=', email)
        .executeTakeFirstOrThrow();
      const token = /#([\w-]{43})/.exec(text)?.[1];
      await post('/api/accounts/activation', { token, password: 'abcd1234' });
      await post('/api/sessions', { realm: 'individual', civilId, password: 'abcd1234' });
      await post('/api/accounts/password-reset', { realm: 'individual', civilId });
      expect(await scans()).toEqual([]);
    });

    test('a collection at a machine', async () => {
      const { collectors } = population.subjects;
      const [civilId] = collectors;
      if (!civilId) throw new Error('nobody has anything to collect');
      const ready = (await findRequestsOfHolder(store.reader, civilId)).find(
        ({ status }) => status === 'ready',
      );
      if (!ready) throw new Error('nothing is ready');
      const { kiosk, pickupId } = await portal.reserved('K-001', civilId, ready.requestId);
      expect((await kiosk.ask('GET', '/kiosk/v1/settings')).status).toBe(200);
      expect((await kiosk.ask('POST', '/kiosk/v1/status', { canPrint: true })).status).toBe(200);
      const { printing, presented, issued } = EVENT;
      await kiosk.report(pickupId, 1, portal.events(1, printing, presented, issued));
      await kiosk.askToReserve({
        pickupId: newPickupId(),
        requestId: ready.requestId,
        collectionToken: '-'.repeat(43),
      });
      expect(await scans()).toEqual([]);
    });

    test('any job of the portal', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'query-plans-'));
      const now = isoInstant(BEGINNING_MS);
      const { accountId } = askers.individuals[0] ?? { accountId: '' };
      const sha256 = createHash('sha256').update('nobody has it').digest('hex');
      writeFileSync(join(folder, sha256), '');
      utimesSync(join(folder, sha256), 0, 0);
      await store.transaction(async (transaction) => {
        await queueMail(transaction, 'a@example.org', { subject: 's', text: 't', html: 'h' }, now);
        await transaction
          .updateTable('payments')
          .set({ check_at: now })
          .where('status', 'in', ['open', 'refundDue'])
          .execute();
        await insertUpload(transaction, {
          uploadId: UploadId.parse(randomUUID()),
          accountId,
          sha256: 'f'.repeat(64),
          name: 'photo.jpg',
          type: 'image/jpeg',
          octets: 1,
          size: null,
          createdAt: isoInstant(BEGINNING_MS - 2 * LOOSE_UPLOAD_LASTS_MS),
          holder: null,
        });
      });
      // Days on which applications are reminded of and ended.
      portal.clock.advance(3 * DAY_MS);
      const { clock } = portal;
      const jobs = portalJobs(
        {
          store: watched,
          clock,
          datedSettings: DATED_SETTINGS,
          publicUrl: PUBLIC_URL,
          gateway: new ScriptedGateway(),
          police: { findLossReport: async () => success('confirmed') },
          healthInsurance: { findCovers: async () => success(new Map()) },
          insurancePageUrl: 'http://health.test/',
          passwordPolicy: 'modern',
          uploadsFolder: folder,
        },
        { send: async () => success(undefined) },
        () => {},
      );
      try {
        const found: Record<string, { readonly scans: string[]; readonly queries: boolean }> = {};
        for (const { name, run } of jobs) {
          seen.clear();
          await run();
          found[name] = { scans: await scans(), queries: seen.size > 1 || name === 'uploadSweep' };
        }
        expect(found).toEqual(
          Object.fromEntries(jobs.map(({ name }) => [name, { scans: [], queries: true }])),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
