import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { addYears, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import type { CaseDocumentKind, CaseId, CaseType } from '../../contracts/case.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedOrganisation } from '../../contracts/demo-seed.ts';
import { CompanyId } from '../../contracts/organisation.ts';
import { ACCOUNT_PAGES, ACCOUNT_ROUTES } from '../../contracts/portal-api/accounts.ts';
import {
  CASE_ROUTES,
  type CaseForm,
  CaseView,
  DESK_ROUTES,
  DeskCase,
} from '../../contracts/portal-api/cases.ts';
import type { ReviewDecision } from '../../contracts/portal-api/decision.ts';
import { Delegate, ORGANISATION_ROUTES, OrganisationView } from '../../contracts/portal-api/organisations.ts';
import type { StaffRole } from '../../contracts/portal-api/route.ts';
import { UPLOAD_ROUTES, Upload } from '../../contracts/portal-api/uploads.ts';
import type { z } from 'zod';
import { accountHandlers } from '../http/api/account-handlers.ts';
import { caseHandlers, deskHandlers } from '../http/api/case-handlers.ts';
import { caseSheetRoute } from '../http/api/case-sheet-route.ts';
import { documentsOf } from '../http/send-document.ts';
import { organisationHandlers } from '../http/api/organisation-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import { uploadContentRoute } from '../http/api/upload-content-route.ts';
import { uploadHandlers } from '../http/api/upload-handlers.ts';
import { createPasswordHasher } from '../services/accounts/password-hash.ts';
import type { PortalContext } from '../services/portal-context.ts';
import { tokenHash } from '../services/secret-token.ts';
import { insertAccount } from '../store/accounts.ts';
import { putNewOrganisation, putNewPerson, putNewStaff } from '../store/seeding.ts';
import { findActor, insertSession, type SessionHolder } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { TEST_COST } from './accounts-under-test.ts';
import { photo } from './applications-under-test.ts';
import { DATED_SETTINGS, HOLDER, OTHER_HOLDER, PUBLIC_URL } from './fixtures.ts';
import { takeMails } from './outbox.ts';
import { StandingClock } from './standing-clock.ts';

/** Keeps the guide's rule. */
export const PASSWORD = 'marjan72';

/** Individuals with an account, who file cases. */
export const APPLICANTS = { salem: HOLDER, mariam: OTHER_HOLDER } as const;
type Applicant = keyof typeof APPLICANTS;

/** People on the register without an account. */
const OTHERS = [
  '390010100415',
  '390010100423',
  '390010100431',
  '390010100458',
  '390010100466',
  '390010100474',
  '390010100482',
  '390010100503',
  '390010100511',
  '390010100538',
  '390010100546',
  '390010100554',
  '390010100562',
  '390010100589',
  '390010100597',
  '390010100618',
  '390010100626',
  '390010100634',
  '390010100642',
  '390010100669',
  '390010100677',
  '390010100685',
  '390010100693',
  '390010100706',
].map((civilId) => CivilId.parse(civilId));

/** The person of this place among those without an account. */
export function somebody(index: number): CivilId {
  const civilId = OTHERS[index];
  if (civilId === undefined) throw new Error('nobody is left');
  return civilId;
}

/** A right number of nobody on the register. */
export const STRANGER = CivilId.parse('390010100781');

/** Officers: `accountsOne` is at the same time {@link APPLICANTS}' mariam. */
export const OFFICERS = {
  accountsOne: { role: 'accountsOfficer', civilId: OTHER_HOLDER },
  accountsTwo: { role: 'accountsOfficer', civilId: CivilId.parse('390010100757') },
  residencyOne: { role: 'residencyOfficer', civilId: CivilId.parse('390010100765') },
  trafficOne: { role: 'trafficOfficer', civilId: CivilId.parse('390010100773') },
  auditorOne: { role: 'auditor', civilId: CivilId.parse('390010100749') },
} as const satisfies Record<string, { readonly role: StaffRole; readonly civilId: CivilId }>;
export type OfficerName = keyof typeof OFFICERS;

const company = (companyId: string, en: string) => ({
  companyId: CompanyId.parse(companyId),
  name: { ar: `شركة ${en}`, en },
});

/** A group of three companies, another of one, and a government entity. */
export const ORGANISATIONS = {
  group: {
    type: 'company',
    unifiedNumber: '3100017',
    name: { ar: 'مجموعة المرسى', en: 'Marsa Group' },
    companies: [
      company('C-000001', 'Trade'),
      company('C-000002', 'Transport'),
      company('C-000003', 'Hotels'),
    ],
  },
  rival: {
    type: 'company',
    unifiedNumber: '3100025',
    name: { ar: 'مجموعة الفنار', en: 'Fanar Group' },
    companies: [company('C-000101', 'Building')],
  },
  entity: {
    type: 'government',
    unifiedNumber: '9100014',
    name: { ar: 'هيئة المنارات', en: 'Lighthouse Authority' },
    companies: [company('G-000001', 'Coasts'), company('G-000002', 'Islands')],
  },
} as const satisfies Record<string, SeedOrganisation>;
export type OrganisationName = keyof typeof ORGANISATIONS;

/** The numbers of an organisation's companies or entities. */
export const companiesOf = (name: OrganisationName): CompanyId[] =>
  ORGANISATIONS[name].companies.map(({ companyId }) => companyId);

const SESSION_MS = 400 * 24 * 60 * 60_000;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** `reply`'s body by the contract; @throws when it is a refusal. */
async function answered<Answer extends z.ZodType>(
  schema: Answer,
  reply: Promise<Reply>,
): Promise<z.output<Answer>> {
  const { status, body } = await reply;
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The routes of accounts, organisations, cases and desks over one store, with people, a register of organisations, and staff. */
export class OrganisationsUnderTest {
  readonly store: Store;
  readonly clock = new StandingClock();
  readonly context: PortalContext;
  readonly server: FastifyInstance;
  #addresses = 0;

  private constructor(store: Store) {
    this.store = store;
    this.server = Fastify({ trustProxy: true });
    const notUsed = <Port extends object>() =>
      new Proxy({} as Port, {
        get: () => {
          throw new Error('not used by organisations and cases');
        },
      });
    this.context = {
      store,
      clock: this.clock,
      datedSettings: DATED_SETTINGS,
      publicUrl: PUBLIC_URL,
      gateway: notUsed<PortalContext['gateway']>(),
      police: notUsed<PortalContext['police']>(),
      healthInsurance: notUsed<PortalContext['healthInsurance']>(),
      insurancePageUrl: 'http://insurance.test',
      passwordPolicy: 'guide-2020',
      uploadsFolder: mkdtempSync(join(tmpdir(), 'uploads-')),
    };
  }

  static async start(store: Store): Promise<OrganisationsUnderTest> {
    const portal = new OrganisationsUnderTest(store);
    await portal.#seed();
    await portal.#serve();
    return portal;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.store.close();
    rmSync(this.context.uploadsFolder, { recursive: true, force: true });
  }

  get now() {
    return isoInstant(this.clock.now());
  }

  async #seed(): Promise<void> {
    await this.store.transaction(async (transaction) => {
      for (const civilId of [...Object.values(APPLICANTS), ...OTHERS])
        await putNewPerson(transaction, {
          civilId,
          unifiedNumber: civilId.slice(-8),
          nameArabic: { family: 'المثال', given: `فلان ${civilId.slice(-4)}` },
          nameLatin: { family: 'ALMITHAL', given: `SOMEBODY ${civilId.slice(-4)}` },
          birthDate: addYears(kuwaitDate(this.clock.now()), -30),
          sex: 'M',
          nationality: 'KWT',
          nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
          residencyExpiresOn: null,
          sponsorCivilId: null,
          portrait: '',
          licence: null,
        });
      for (const [accountId, civilId] of Object.entries(APPLICANTS))
        await insertAccount(
          transaction,
          {
            accountId,
            holding: { role: 'individual' },
            civilId,
            email: `${accountId}@example.org`,
            mobile: '+96550000000',
            language: 'en',
          },
          this.now,
        );
      for (const organisation of Object.values<SeedOrganisation>(ORGANISATIONS))
        await putNewOrganisation(transaction, organisation);
      for (const [staffId, { role, civilId }] of Object.entries(OFFICERS))
        await putNewStaff(
          transaction,
          {
            staffId,
            userName: staffId.toLowerCase(),
            name: { ar: `الضابط ${staffId}`, en: `Officer ${staffId}` },
            role,
            civilId,
            password: 'not hashed here',
            totpSecret: 'AAAA',
          },
          'no hash',
        );
    });
  }

  async #serve(): Promise<void> {
    const { context, server } = this;
    await serveApi(
      server,
      { ...ACCOUNT_ROUTES, ...ORGANISATION_ROUTES, ...CASE_ROUTES, ...DESK_ROUTES, ...UPLOAD_ROUTES },
      {
        ...accountHandlers(context, createPasswordHasher(TEST_COST)),
        ...organisationHandlers(context),
        ...caseHandlers(context),
        ...deskHandlers(context),
        ...uploadHandlers(context),
      },
      {
        publicUrl: PUBLIC_URL,
        clock: this.clock,
        findActor: (hash) => findActor(this.store.reader, hash, this.now),
      },
    );
    await server.register((scope) => uploadContentRoute(scope, context));
    const documents = documentsOf(server, this.clock);
    await server.register((scope) => caseSheetRoute(scope, context, documents));
  }

  /** A browser that keeps its cookie. */
  browser(cookie = '') {
    let kept = cookie;
    /** What came back, before it is read as JSON. */
    const fetch = async (method: Method, url: string, content?: object | Buffer) => {
      // Each from an address of its own: what an address may do is not tested here.
      this.#addresses += 1;
      const reply = await this.server.inject({
        method,
        url,
        headers: {
          origin: PUBLIC_URL,
          'x-forwarded-for': `10.0.${(this.#addresses >> 8) & 255}.${this.#addresses & 255}`,
          ...(kept === '' ? {} : { cookie: kept }),
          ...(Buffer.isBuffer(content) ? { 'content-type': 'application/octet-stream' } : {}),
        },
        ...(content === undefined ? {} : { payload: content }),
      });
      const [given] = reply.cookies;
      if (given) kept = given.value === '' ? '' : `${given.name}=${given.value}`;
      return reply;
    };
    return {
      fetch,
      async ask(method: Method, url: string, content?: object | Buffer): Promise<Reply> {
        const reply = await fetch(method, url, content);
        return { status: reply.statusCode, body: reply.json() };
      },
    };
  }

  /** A browser in which `holder` is signed in. */
  async signedIn(holder: SessionHolder) {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = isoInstant(this.clock.now() + SESSION_MS);
    await this.store.transaction((transaction) =>
      insertSession(transaction, { tokenHash: tokenHash(token), holder, expiresAt }, this.now),
    );
    return this.browser(`session=${token}`);
  }

  takeMails() {
    return takeMails(this.store, PUBLIC_URL);
  }

  /** The token of the one activation link that waits for `email`. */
  async takeActivation(email: string): Promise<string> {
    const mails = (await this.takeMails()).filter(
      ({ to, page }) => to === email && page === ACCOUNT_PAGES.activation,
    );
    const [mail] = mails;
    if (mails.length !== 1 || !mail?.token) throw new Error(`${mails.length} activation mails for ${email}`);
    return mail.token;
  }

  /** Sets the first password by the link that waits for `email`, and signs in by the user code. */
  async activate(civilId: CivilId, email: string) {
    const browser = this.browser();
    const token = await this.takeActivation(email);
    await this.#done(browser.ask('POST', ACCOUNT_ROUTES.activate.path, { token, password: PASSWORD }));
    await this.#done(
      browser.ask('POST', ACCOUNT_ROUTES.signIn.path, { realm: 'organisation', civilId, password: PASSWORD }),
    );
    return browser;
  }

  async #done(reply: Promise<Reply>): Promise<void> {
    const { status, body } = await reply;
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  }

  /** An individual who files cases. */
  async applicant(name: Applicant) {
    const browser = await this.signedIn({ accountId: name });
    const path = (caseId: CaseId, rest = '') => `/api/cases/${caseId}${rest}`;
    const view = (reply: Promise<Reply>) => answered(CaseView, reply);
    const askToCreate = (form: CaseForm, key: string = randomUUID()) =>
      browser.ask('POST', '/api/cases', { key, form });
    const askToSave = (
      { caseId, version, form }: CaseView,
      change: { readonly form?: Partial<CaseForm>; readonly documents?: Record<string, string> } = {},
    ) =>
      browser.ask('PUT', path(caseId, '/form'), {
        version,
        form: { ...form, ...change.form },
        documents: change.documents ?? {},
      });
    const askToSubmit = ({ caseId, version }: CaseView, declared = true) =>
      browser.ask('POST', path(caseId, '/submission'), { version, declared });
    const upload = async (octets?: Buffer, file = 'document.jpg') => {
      const url = `/api/uploads?name=${encodeURIComponent(file)}`;
      return answered(Upload, browser.ask('POST', url, octets ?? (await photo(200, 280))));
    };
    /** A draft with every document that it needs. */
    const complete = async (form: CaseForm) => {
      const draft = await view(askToCreate(form));
      const documents: Partial<Record<CaseDocumentKind, string>> = {};
      for (const kind of draft.documentsNeeded) documents[kind] = (await upload()).uploadId;
      return view(askToSave(draft, { documents }));
    };
    return {
      ...browser,
      askToCreate,
      askToSave,
      askToSubmit,
      upload,
      complete,
      create: (form: CaseForm, key?: string) => view(askToCreate(form, key)),
      save: (filed: CaseView, change?: Parameters<typeof askToSave>[1]) => view(askToSave(filed, change)),
      get: (caseId: CaseId) => view(browser.ask('GET', path(caseId))),
      submit: async (form: CaseForm) => view(askToSubmit(await complete(form))),
      submitAgain: (filed: CaseView) => view(askToSubmit(filed)),
      askToCancel: ({ caseId, version }: CaseView) =>
        browser.ask('POST', path(caseId, '/cancellation'), { version }),
    };
  }

  /** An officer at their department's desk. */
  async officer(name: OfficerName) {
    const browser = await this.signedIn({ staffId: name });
    const path = (caseId: CaseId, rest = '') => `/api/desk/cases/${caseId}${rest}`;
    const askToClaim = ({ caseId, version }: Pick<CaseView, 'caseId' | 'version'>) =>
      browser.ask('POST', path(caseId, '/claim'), { version });
    const askToDecide = (
      { caseId, version }: Pick<CaseView, 'caseId' | 'version'>,
      decision: ReviewDecision,
    ) => browser.ask('POST', path(caseId, '/decision'), { version, decision });
    const claim = (filed: Pick<CaseView, 'caseId' | 'version'>) => answered(DeskCase, askToClaim(filed));
    return {
      ...browser,
      askToClaim,
      askToDecide,
      claim,
      look: (caseId: CaseId) => browser.ask('GET', path(caseId)),
      release: (caseId: CaseId) => browser.ask('DELETE', path(caseId, '/claim')),
      decide: async (filed: CaseView, decision: ReviewDecision) => askToDecide(await claim(filed), decision),
    };
  }

  /** An organisation whose account was applied for and approved; its main user, signed in. */
  async organisation(name: OrganisationName, mainUser: CivilId) {
    const { type, unifiedNumber } = ORGANISATIONS[name];
    const email = `main-${name}@example.org`;
    const salem = await this.applicant('salem');
    const filed = await salem.submit(accountForm(type, { unifiedNumber, concernedCivilId: mainUser, email }));
    const officer = await this.officer('accountsTwo');
    await this.#done(officer.decide(filed, { decision: 'approve' }));
    return this.mainUser(await this.activate(mainUser, email));
  }

  /** What a main user does, in `browser`. */
  mainUser(browser: ReturnType<OrganisationsUnderTest['browser']>) {
    const path = (delegateId: string, rest: string) => `/api/organisation/delegates/${delegateId}${rest}`;
    const askToCreate = (
      civilId: CivilId,
      companies: readonly CompanyId[],
      {
        key = randomUUID(),
        email = emailOf(civilId),
      }: { readonly key?: string; readonly email?: string } = {},
    ) => browser.ask('POST', '/api/organisation/delegates', { key, civilId, email, companies });
    return {
      ...browser,
      askToCreate,
      create: (civilId: CivilId, companies: readonly CompanyId[]) =>
        answered(Delegate, askToCreate(civilId, companies)),
      view: () => answered(OrganisationView, browser.ask('GET', '/api/organisation')),
      askToGrant: ({ delegateId, version }: Delegate, companies: readonly CompanyId[]) =>
        browser.ask('PUT', path(delegateId, '/companies'), { version, companies }),
      askToChangeContact: (
        { delegateId, version }: Delegate,
        contact: { readonly email: string; readonly mobile: string | null },
      ) => browser.ask('PUT', path(delegateId, '/contact'), { version, ...contact }),
      askToSuspend: ({ delegateId, version }: Delegate) =>
        browser.ask('POST', path(delegateId, '/suspension'), { version }),
      askToReactivate: ({ delegateId }: Delegate) => browser.ask('DELETE', path(delegateId, '/suspension')),
      askToMailAgain: ({ delegateId }: Delegate) =>
        browser.ask('POST', path(delegateId, '/activation-mails')),
    };
  }

  /** The actions on the trail about `subject`, in order, each after its actor. */
  async trail(subject: string): Promise<string[]> {
    const rows = await this.store.reader
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', subject)
      .orderBy('seq')
      .execute();
    return rows.map(({ actor, action }) => `${actor} ${action}`);
  }
}

/** The address that tests give a delegate. */
export const emailOf = (civilId: CivilId) => `user-${civilId.slice(-4)}@example.org`;

const ACCOUNT_CASES = {
  company: 'companyAccount',
  government: 'governmentAccount',
} as const satisfies Record<string, CaseType>;

/** The form of S1 or S2. */
export function accountForm(
  type: keyof typeof ACCOUNT_CASES,
  fields: {
    readonly unifiedNumber: string | null;
    readonly concernedCivilId: string | null;
    readonly email: string | null;
  },
): CaseForm {
  return { type: ACCOUNT_CASES[type], ...fields };
}
