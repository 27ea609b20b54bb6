import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IsoDate, isoInstant } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { CompanyId, OrganisationId } from '../../contracts/organisation.ts';
import { CaseId } from '../../contracts/case.ts';
import { CASE_SHEET_PATH } from '../../contracts/portal-api/cases.ts';
import { PORTAL_ROUTES } from '../../contracts/portal-api/index.ts';
import { DelegateId } from '../../contracts/portal-api/organisations.ts';
import { PassportId } from '../../contracts/portal-api/passports.ts';
import { ACCOUNT_ROLES, type ApiRoute, ROLES, type Role } from '../../contracts/portal-api/route.ts';
import { UPLOAD_CONTENT_PATH } from '../../contracts/portal-api/uploads.ts';
import { newToken, tokenHash } from '../services/secret-token.ts';
import { RenewalId } from '../../contracts/residency.ts';
import { type AccountHolding, insertAccount } from '../store/accounts.ts';
import { changeCase, insertCase } from '../store/cases.ts';
import { insertDelegate, setGrants } from '../store/delegates.ts';
import { insertOrganisation } from '../store/organisations.ts';
import { recordPassport } from '../store/passports.ts';
import { putNewOrganisation, putNewPerson, putNewStaff } from '../store/seeding.ts';
import { insertSession, type SessionHolder } from '../store/sessions.ts';
import { openStore, type StoreTransaction } from '../store/store.ts';
import { ApplicationsUnderTest, PEOPLE, photo } from '../test-support/applications-under-test.ts';
import { PUBLIC_URL } from '../test-support/fixtures.ts';
import { ScriptedGateway } from '../test-support/payments-under-test.ts';
import { createServer } from './server.ts';

/** Who calls: nobody, or somebody of a role. */
const CALLERS = [null, ...ROLES] as const;
/** Users of two organisations: `ours` call the routes, `theirs` are who must stay out of their reach. */
const USERS = {
  ours: {
    organisationId: OrganisationId.parse('0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b0001'),
    mainUser: '0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b1001',
    delegate: '0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b1002',
  },
  theirs: {
    organisationId: OrganisationId.parse('0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b0002'),
    mainUser: '0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b1003',
    delegate: '0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b1004',
  },
} as const;
const HOLDERS: Readonly<Record<Role, SessionHolder>> = {
  individual: { accountId: 'mariam' },
  mainUser: { accountId: USERS.ours.mainUser },
  delegate: { accountId: USERS.ours.delegate },
  trafficOfficer: { staffId: 'officer-one' },
  residencyOfficer: { staffId: 'residencyOfficer' },
  accountsOfficer: { staffId: 'accountsOfficer' },
  auditor: { staffId: 'auditor' },
};
/** Of nobody else in these tests. */
const SPARE_CIVIL_IDS = [
  '390010100415',
  '390010100423',
  '390010100431',
  '390010100458',
  '390010100466',
  '390010100474',
] as const;
const SESSION_MS = 60 * 60_000;

const routes: readonly (readonly [string, ApiRoute])[] = Object.entries(PORTAL_ROUTES);
const matrix = routes.flatMap(([name, route]) =>
  CALLERS.map((caller) => ({ name, route, caller, who: caller ?? 'nobody' })),
);

let folder: string;
let applications: ApplicationsUnderTest;
let server: FastifyInstance;
/** What `salem` and the other organisation have: nobody else may reach it by its number. */
const owned: Record<string, string> = {};

/** A person on the register and, with `holding`, their account. */
async function addPerson(
  transaction: StoreTransaction,
  serial: number,
  account: { readonly accountId: string; readonly holding: AccountHolding } | null,
): Promise<CivilId> {
  const civilId = CivilId.parse(SPARE_CIVIL_IDS[serial]);
  await putNewPerson(transaction, {
    civilId,
    unifiedNumber: civilId.slice(-8),
    nameArabic: { family: 'المثال', given: 'فلان' },
    nameLatin: { family: 'ALMITHAL', given: 'SOMEBODY' },
    birthDate: IsoDate.parse('2090-01-01'),
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    residencyExpiresOn: null,
    sponsorCivilId: null,
    portrait: '',
    licence: null,
  });
  const contact = { email: 'user@example.org', mobile: null, language: 'ar' } as const;
  if (account !== null)
    await insertAccount(transaction, { ...account, civilId, ...contact }, applications.now);
  return civilId;
}

/** Two companies with a main user and a delegate each. */
async function addOrganisations(transaction: StoreTransaction): Promise<void> {
  for (const [index, { organisationId, mainUser, delegate }] of Object.values(USERS).entries()) {
    const unifiedNumber = `310001${index}`;
    const name = { ar: 'شركة', en: 'Company' };
    const companyId = CompanyId.parse(`C-00000${index}`);
    await putNewOrganisation(transaction, {
      type: 'company',
      unifiedNumber,
      name,
      companies: [{ companyId, name }],
    });
    await insertOrganisation(transaction, { organisationId, unifiedNumber }, applications.now);
    for (const [place, role] of (['mainUser', 'delegate'] as const).entries())
      await addPerson(transaction, 2 * index + place, {
        accountId: { mainUser, delegate }[role],
        holding: { role, organisationId },
      });
    const delegateId = DelegateId.parse(delegate);
    await insertDelegate(transaction, { delegateId, organisationId, key: randomUUID() });
    await setGrants(transaction, delegateId, [companyId]);
  }
}

/** A member of staff of each role that has none yet. */
async function addStaff(transaction: StoreTransaction): Promise<void> {
  for (const role of ['residencyOfficer', 'accountsOfficer', 'auditor'] as const)
    await putNewStaff(
      transaction,
      {
        staffId: role,
        userName: role.toLowerCase(),
        name: { ar: role, en: role },
        role,
        civilId: CivilId.parse(SPARE_CIVIL_IDS[4]),
        password: 'not hashed here',
        totpSecret: 'AAAA',
      },
      'no hash',
    );
}

/** What `salem` has beside a request: a case with the accounts department, a passport, and a renewal in the basket. */
async function addBelongings(transaction: StoreTransaction): Promise<void> {
  const caseId = CaseId.parse('C-2026-00000001');
  const form = {
    type: 'companyAccount',
    unifiedNumber: null,
    concernedCivilId: null,
    email: null,
  } as const;
  const { now } = applications;
  await insertCase(transaction, { caseId, accountId: 'salem', key: randomUUID(), form, subject: null }, now);
  await changeCase(transaction, { caseId, version: 0 }, { status: 'submitted', waitingSince: now });
  const civilId = await addPerson(transaction, 5, null);
  const passportId = PassportId.parse(randomUUID());
  await recordPassport(transaction, {
    passportId,
    civilId: PEOPLE.salem,
    number: 'P1234567',
    latinName: { family: 'ALMITHAL', given: 'SALEM' },
    issuedOn: IsoDate.parse('2024-01-01'),
    expiresOn: IsoDate.parse('2034-01-01'),
    placeOfIssue: 'KUWAIT',
  });
  const renewalId = RenewalId.parse(randomUUID());
  await transaction
    .insertInto('renewals')
    .values({
      renewal_id: renewalId,
      version: 0,
      status: 'open',
      channel: 'individual',
      company_id: null,
      account_id: 'salem',
      creation_key: randomUUID(),
      civil_id: civilId,
      months: null,
      name_matches: 0,
      terms_accepted: 0,
      insurance: 'unknown',
      insured_until: null,
      created_at: now,
      payment_id: null,
      fee: null,
      old_expiry: null,
      new_expiry: null,
    })
    .execute();
  Object.assign(owned, { caseId, passportId, renewalId, delegateId: USERS.theirs.delegate });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-'));
  applications = await ApplicationsUnderTest.start(await openStore(join(folder, 'portal.sqlite')));
  const { context, collection } = applications;
  const salem = applications.individual('salem');
  owned['requestId'] = (await salem.submit('lost')).requestId;
  owned['uploadId'] = (await salem.upload(await photo())).uploadId;
  await applications.store.transaction(async (transaction) => {
    await addOrganisations(transaction);
    await addStaff(transaction);
    await addBelongings(transaction);
  });
  server = await createServer({
    context: collection,
    portal: { ...context, gateway: new ScriptedGateway() },
    webFolder: null,
    trustedProxies: [],
    log: null,
  });
  const begun = await server.inject({
    method: 'POST',
    url: '/api/payments',
    headers: { origin: PUBLIC_URL, cookie: `session=${await signIn({ accountId: 'salem' })}` },
    payload: {
      key: randomUUID(),
      items: [{ type: 'request', requestId: owned['requestId'] }],
      language: 'ar',
    },
  });
  expect(begun.statusCode).toBe(200);
  owned['paymentId'] = begun.json().paymentId;
});
afterAll(async () => {
  await server.close();
  await applications.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A session of its own for every call: one of the routes ends the session that calls it. */
async function signIn(holder: SessionHolder): Promise<string> {
  const token = newToken();
  const expiresAt = isoInstant(applications.clock.now() + SESSION_MS);
  await applications.store.transaction((transaction) =>
    insertSession(transaction, { tokenHash: tokenHash(token), holder, expiresAt }, applications.now),
  );
  return token;
}

/** The route's address with the numbers of what somebody else owns. */
const addressOf = (path: string) => path.replace(/:(\w+)/g, (_whole, name: string) => owned[name] ?? '');

async function call(route: Pick<ApiRoute, 'method' | 'path'>, caller: Role | null, origin = PUBLIC_URL) {
  // Throttles would answer before the access does.
  applications.clock.advance(60_000);
  const token = caller === null ? null : await signIn(HOLDERS[caller]);
  return server.inject({
    method: route.method,
    url: addressOf(route.path),
    headers: { origin, ...(token ? { cookie: `session=${token}` } : {}) },
    ...(route.method === 'GET' ? {} : { payload: {} }),
  });
}

describe('every route lets in whom its contract names, and nobody else', () => {
  test.each(matrix)('$name as $who', async ({ route, caller }) => {
    const { statusCode } = await call(route, caller);
    if (route.access !== 'public' && caller === null) expect(statusCode).toBe(401);
    else if (route.access !== 'public' && caller !== null && !route.access.includes(caller))
      expect(statusCode).toBe(403);
    else {
      expect([401, 403]).not.toContain(statusCode);
      expect(statusCode).toBeLessThan(500);
    }
  });
});

describe('a page of another site can change nothing', () => {
  test.each(matrix.filter(({ route }) => route.method !== 'GET'))(
    '$name as $who',
    async ({ route, caller }) => {
      const reply = await call(route, caller, 'https://elsewhere.example');
      expect([reply.statusCode, reply.json().error]).toEqual([403, 'foreignOrigin']);
    },
  );
});

describe("what is another person's or organisation's is not found by its number", () => {
  const ofOthers = routes.flatMap(([name, route]) =>
    route.path.includes('/:') && route.access !== 'public'
      ? ACCOUNT_ROLES.filter((role) => route.access.includes(role)).map((role) => ({ name, route, role }))
      : [],
  );
  /** Bodies that the routes would take: it is the number that they refuse. */
  const BODIES: Readonly<Record<string, object>> = {
    saveRequest: {
      version: 0,
      form: { category: null, damageType: null, lossReport: null, machine: null, documents: {} },
    },
    submitRequest: { version: 0, declared: true },
    cancelRequest: { version: 0 },
    saveCase: {
      version: 1,
      form: { type: 'companyAccount', unifiedNumber: null, concernedCivilId: null, email: null },
      documents: {},
    },
    submitCase: { version: 1, declared: true },
    cancelCase: { version: 1 },
    changeDelegateCompanies: { version: 0, companies: [] },
    changeDelegateContact: { version: 0, email: 'thief@example.org', mobile: null },
    suspendDelegate: { version: 0 },
    saveRenewal: { version: 0, months: null, nameMatches: false, termsAccepted: false },
  };
  test('every number in an address is of something that is there', () => {
    const names = ofOthers.flatMap(({ route }) =>
      [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
    );
    expect([...new Set(names)].toSorted()).toEqual(Object.keys(owned).toSorted());
  });
  test.each(ofOthers)('$name as $role', async ({ name, route, role }) => {
    const body = BODIES[name];
    if (route.body) expect(body).toBeDefined();
    applications.clock.advance(60_000);
    const reply = await server.inject({
      method: route.method,
      url: addressOf(route.path),
      headers: { origin: PUBLIC_URL, cookie: `session=${await signIn(HOLDERS[role])}` },
      ...(body ? { payload: body } : {}),
    });
    expect([reply.statusCode, reply.json().error]).toEqual([404, 'notFound']);
  });
  test.each(
    routes
      .filter(([, { access }]) => access !== 'public' && access.includes('residencyOfficer'))
      .flatMap(([name, route]) => (route.path.includes('/:caseId') ? [{ name, route }] : [])),
  )("another department's case: $name", async ({ route }) => {
    const decision = { version: 1, decision: { decision: 'approve' } };
    const reply = await server.inject({
      method: route.method,
      url: addressOf(route.path),
      headers: { origin: PUBLIC_URL, cookie: `session=${await signIn(HOLDERS.residencyOfficer)}` },
      ...(route.body ? { payload: route.path.endsWith('/decision') ? decision : { version: 1 } } : {}),
    });
    expect([reply.statusCode, reply.json().error]).toEqual([404, 'notFound']);
  });
  test.each(CALLERS.map((caller) => ({ caller, who: caller ?? 'nobody' })))(
    'the octets of an upload as $who',
    async ({ caller }) => {
      const { statusCode } = await call({ method: 'GET', path: UPLOAD_CONTENT_PATH }, caller);
      expect(statusCode).toBe(caller === null ? 401 : 404);
    },
  );
  test.each(CALLERS.map((caller) => ({ caller, who: caller ?? 'nobody' })))(
    'a form to sign as $who',
    async ({ caller }) => {
      const path = CASE_SHEET_PATH.replace(':sheet', 'declaration');
      const { statusCode } = await call({ method: 'GET', path }, caller);
      const holdsAccount = ACCOUNT_ROLES.some((role) => role === caller);
      expect(statusCode).toBe(caller === null ? 401 : holdsAccount ? 404 : 403);
    },
  );
});

test('the OpenAPI document lists every route of the contract', async () => {
  const document = (await server.inject('/api/openapi.json')).json();
  const listed = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(
    ([, methods]) => Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(listed.toSorted()).toEqual(Object.keys(PORTAL_ROUTES).toSorted());
});
