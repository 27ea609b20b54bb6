import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { addDays, addYears, type IsoDate, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { CivilId, civilIdCheckDigit } from '../../contracts/civil-id.ts';
import type { SeedPerson } from '../../contracts/demo-seed.ts';
import { Fils } from '../../contracts/money.ts';
import { CompanyId, OrganisationId } from '../../contracts/organisation.ts';
import { CaseId } from '../../contracts/case.ts';
import { DelegateId } from '../../contracts/portal-api/organisations.ts';
import {
  DueId,
  KNET_RESPONSE_PATH,
  PAYMENT_ROUTES,
  PaymentView,
} from '../../contracts/portal-api/payments.ts';
import { RESIDENCY_ROUTES, RenewalView } from '../../contracts/portal-api/residency.ts';
import type { Relation, ResidencyArticle } from '../../contracts/residency.ts';
import { failure, success } from '../../contracts/result.ts';
import { paymentHandlers } from '../http/api/payment-handlers.ts';
import { residencyHandlers } from '../http/api/residency-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import { knetRoutes } from '../http/knet-routes.ts';
import { publicRoutes } from '../http/public-routes.ts';
import { documentsOf } from '../http/send-document.ts';
import type { GatewayResponse } from '../ports/payment-gateway.ts';
import { createCredentialSigner } from '../services/credentials/sign-credential.ts';
import { reconcilePayments } from '../services/payments/reconcile-payments.ts';
import type { PortalContext } from '../services/portal-context.ts';
import { tokenHash } from '../services/secret-token.ts';
import { insertAccount } from '../store/accounts.ts';
import { changeCase, insertCase } from '../store/cases.ts';
import { insertDelegate, setGrants } from '../store/delegates.ts';
import { insertOrganisation } from '../store/organisations.ts';
import { putNewDue, putNewOrganisation, putNewPerson } from '../store/seeding.ts';
import { findActor, insertSession } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { DATED_SETTINGS, HOLDER, OTHER_HOLDER, PUBLIC_URL } from './fixtures.ts';
import { ScriptedGateway } from './payments-under-test.ts';
import { StandingClock } from './standing-clock.ts';

export const COMPANY = CompanyId.parse('C-000001');
export const SISTER_COMPANY = CompanyId.parse('C-000002');
export const FOREIGN_COMPANY = CompanyId.parse('C-000009');
export const ENTITY = CompanyId.parse('G-000001');

const ids = {
  company: OrganisationId.parse('0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b0001'),
  entity: OrganisationId.parse('0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b0002'),
};

const account = (role: 'mainUser' | 'delegate', organisationId: OrganisationId, serial: number) => ({
  holding: { role, organisationId },
  civilId: syntheticCivilId(serial),
  accountId: `0d9f2f4e-1f0a-4c3e-9a53-3e6f0a1b1${String(serial).padStart(3, '0')}`,
});

/** Everybody who is signed in: two delegates and the main user of a company, a government entity's main user, two individuals. */
export const RENEWERS = {
  ghanem: account('delegate', ids.company, 901),
  dana: account('delegate', ids.company, 902),
  hamad: account('mainUser', ids.company, 903),
  adel: account('mainUser', ids.entity, 904),
  salem: { holding: { role: 'individual' }, civilId: HOLDER, accountId: 'salem' },
  mariam: { holding: { role: 'individual' }, civilId: OTHER_HOLDER, accountId: 'mariam' },
} as const;
export type RenewerName = keyof typeof RENEWERS;

/** The civil ID of somebody born on 1 March 2090, from a number below 1000. */
export function syntheticCivilId(serial: number): CivilId {
  // Not every number has a check digit; the spare digit finds one that has.
  for (let spare = 0; spare < 10; spare += 1) {
    const eleven = `3900301${String(serial).padStart(3, '0')}${spare}`;
    const check = civilIdCheckDigit(eleven);
    if (check !== null) return CivilId.parse(`${eleven}${check}`);
  }
  throw new Error(`no civil ID from ${serial}`);
}

/** What a resident of the tests is, where it matters. */
export interface TestResident {
  readonly civilId: CivilId;
  readonly daysLeft?: number;
  readonly article?: ResidencyArticle;
  readonly relation?: Relation;
  readonly employer?: CompanyId | null;
  readonly sponsor?: CivilId | null;
  readonly nameLatin?: SeedPerson['nameLatin'];
  readonly nameArabic?: SeedPerson['nameArabic'];
  readonly passport?: { readonly daysLeft?: number; readonly nameLatin?: SeedPerson['nameLatin'] } | null;
}

const LATIN = { given: 'ARUN KUMAR', family: 'TARANG' };
const PASSPORT_DAYS = 2_000;

/** The routes of residency renewal and payments on one store, with companies, their users and individuals who are signed in. */
export class ResidencyUnderTest {
  readonly store: Store;
  readonly clock = new StandingClock();
  readonly gateway = new ScriptedGateway();
  readonly context: PortalContext;
  readonly server: FastifyInstance = Fastify();
  /** Until when the Ministry of Health says that people are insured. */
  readonly insured = new Map<CivilId, IsoDate>();
  /** The Ministry of Health cannot be reached. */
  healthInsuranceAway = false;
  insuranceInquiries = 0;
  #residents = 0;
  #dues = 0;
  #cases = 0;

  private constructor(store: Store) {
    this.store = store;
    this.context = {
      store,
      clock: this.clock,
      datedSettings: DATED_SETTINGS,
      publicUrl: PUBLIC_URL,
      gateway: this.gateway,
      police: {
        findLossReport: () => {
          throw new Error('no licence is lost here');
        },
      },
      healthInsurance: {
        findCovers: async (civilIds) => {
          this.insuranceInquiries += 1;
          if (this.healthInsuranceAway) return failure('unreachable');
          return success(new Map(civilIds.map((civilId) => [civilId, this.insured.get(civilId) ?? null])));
        },
      },
      insurancePageUrl: 'http://health.test/',
      passwordPolicy: 'guide-2020',
      uploadsFolder: '',
    };
  }

  static async start(store: Store): Promise<ResidencyUnderTest> {
    const portal = new ResidencyUnderTest(store);
    await portal.#seed();
    await portal.#listen();
    return portal;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.store.close();
  }

  get now() {
    return isoInstant(this.clock.now());
  }

  get today() {
    return kuwaitDate(this.clock.now());
  }

  async #seed(): Promise<void> {
    const name = { ar: 'شركة', en: 'Company' };
    await this.store.transaction(async (transaction) => {
      const organisations = [
        ['company', '100001', ids.company, [COMPANY, SISTER_COMPANY]],
        ['government', '900001', ids.entity, [ENTITY]],
        ['company', '100009', null, [FOREIGN_COMPANY]],
      ] as const;
      for (const [type, unifiedNumber, organisationId, companies] of organisations) {
        await putNewOrganisation(transaction, {
          type,
          unifiedNumber,
          name,
          companies: companies.map((companyId) => ({ companyId, name })),
        });
        if (organisationId !== null)
          await insertOrganisation(transaction, { organisationId, unifiedNumber }, this.now);
      }
      for (const [who, { holding, civilId, accountId }] of Object.entries(RENEWERS)) {
        await putNewPerson(transaction, this.#person({ civilId, employer: null }));
        await insertAccount(
          transaction,
          { accountId, holding, civilId, email: `${who}@example.org`, mobile: null, language: 'ar' },
          this.now,
        );
        if (holding.role === 'delegate') {
          const delegateId = DelegateId.parse(accountId);
          const { organisationId } = holding;
          await insertDelegate(transaction, { delegateId, organisationId, key: randomUUID() });
          await setGrants(transaction, delegateId, [COMPANY, SISTER_COMPANY]);
        }
        await insertSession(
          transaction,
          {
            tokenHash: tokenHash(who),
            holder: { accountId },
            expiresAt: isoInstant(this.clock.now() + 400 * 86_400_000),
          },
          this.now,
        );
      }
    });
  }

  async #listen(): Promise<void> {
    const { context, server } = this;
    await serveApi(
      server,
      { ...RESIDENCY_ROUTES, ...PAYMENT_ROUTES },
      { ...residencyHandlers(context), ...paymentHandlers(context) },
      {
        publicUrl: PUBLIC_URL,
        clock: this.clock,
        findActor: (hash) => findActor(this.store.reader, hash, this.now),
      },
    );
    await server.register((scope) => knetRoutes(scope, context));
    const { publicKey } = createCredentialSigner(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    );
    const documents = documentsOf(server, this.clock);
    await server.register((scope) =>
      publicRoutes(scope, { ...context, credentialKey: publicKey, documents }),
    );
  }

  #person(resident: TestResident): SeedPerson {
    const {
      civilId,
      daysLeft,
      article = '18',
      relation = 'worker',
      employer = COMPANY,
      sponsor = null,
    } = resident;
    const nameLatin = resident.nameLatin ?? LATIN;
    const passport = resident.passport === undefined ? {} : resident.passport;
    return {
      civilId,
      unifiedNumber: civilId.slice(-8),
      nameArabic: resident.nameArabic ?? { given: 'أرون كومار', family: 'تارانغ' },
      nameLatin,
      birthDate: addYears(this.today, -30),
      sex: 'M',
      nationality: daysLeft === undefined ? 'KWT' : 'IND',
      nationalityName: { ar: 'هندي', en: 'Indian' },
      residencyExpiresOn: daysLeft === undefined ? null : addDays(this.today, daysLeft),
      sponsorCivilId: sponsor,
      ...(daysLeft === undefined ? {} : { residency: { article, relation, employer } }),
      passports:
        passport === null || daysLeft === undefined
          ? []
          : [
              {
                passportId: randomUUID(),
                number: `P${civilId.slice(-7)}`,
                nameLatin: passport.nameLatin ?? nameLatin,
                issuedOn: addYears(this.today, -5),
                expiresOn: addDays(this.today, passport.daysLeft ?? PASSPORT_DAYS),
                placeOfIssue: 'KUWAIT',
              },
            ],
      portrait: '',
      licence: null,
    };
  }

  /** Puts somebody on the register: a worker of the company with 30 days left unless something else is said. */
  async addResident(resident: Partial<TestResident> = {}): Promise<CivilId> {
    this.#residents += 1;
    const civilId = resident.civilId ?? syntheticCivilId(this.#residents);
    await this.store.transaction((transaction) =>
      putNewPerson(transaction, this.#person({ daysLeft: 30, ...resident, civilId })),
    );
    return civilId;
  }

  /** Has somebody insured for so many years beyond the end of their residency; 30 days are left of it unless said. */
  insure(civilId: CivilId, years = 2, daysLeft = 30): void {
    this.insured.set(civilId, addYears(addDays(this.today, Math.max(0, daysLeft)), years));
  }

  /** A worker of the company of whom everything holds but the renewer's own choices. */
  async readyWorker(resident: Partial<TestResident> = {}): Promise<CivilId> {
    const civilId = await this.addResident(resident);
    this.insure(civilId, 2, resident.daysLeft);
    return civilId;
  }

  async addDue(civilId: CivilId): Promise<DueId> {
    this.#dues += 1;
    const dueId = DueId.parse(`D-2026-${String(this.#dues).padStart(8, '0')}`);
    const text = { ar: 'مخالفة', en: 'violation' };
    await this.store.transaction((transaction) =>
      putNewDue(transaction, {
        dueId,
        civilId,
        number: String(1_500_000 + this.#dues),
        notPayable: null,
        type: 'trafficViolation',
        facts: {
          amount: Fils.parse(15_000),
          year: 2026,
          violation: text,
          date: this.today,
          time: '08:40',
          place: text,
          plate: null,
          description: text,
        },
      }),
    );
    return dueId;
  }

  /** Somebody files a case of S8 or S9 about a person, and it is with its department. */
  async fileCase(type: 'latinNameAmendment' | 'passportTransfer', subject: CivilId): Promise<CaseId> {
    this.#cases += 1;
    const caseId = CaseId.parse(`C-2026-${String(this.#cases).padStart(8, '0')}`);
    const form =
      type === 'latinNameAmendment'
        ? { type, subjectCivilId: subject, requestedGivenName: null, requestedFamilyName: null }
        : {
            type,
            subjectCivilId: subject,
            passportNumber: null,
            issuedOn: null,
            expiresOn: null,
            placeOfIssue: null,
            mrz: null,
          };
    await this.store.transaction(async (transaction) => {
      const { accountId } = RENEWERS.salem;
      await insertCase(transaction, { caseId, accountId, key: randomUUID(), form, subject }, this.now);
      await changeCase(transaction, { caseId, version: 0 }, { status: 'submitted' });
    });
    return caseId;
  }

  /** The department has decided. */
  async decideCase(caseId: CaseId): Promise<void> {
    await this.store.transaction((transaction) =>
      changeCase(transaction, { caseId, version: 1 }, { status: 'approved' }),
    );
  }

  /** The main user grants a delegate exactly these companies. */
  async grant(who: 'ghanem' | 'dana', companies: readonly CompanyId[]): Promise<void> {
    await this.store.transaction((transaction) =>
      setGrants(transaction, DelegateId.parse(RENEWERS[who].accountId), companies),
    );
  }

  /** Asks as `who`; `null`: nobody is signed in. */
  async ask(
    who: RenewerName | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    content?: object,
  ) {
    const reply = await this.server.inject({
      method,
      url,
      headers: { origin: PUBLIC_URL, ...(who === null ? {} : { cookie: `session=${who}` }) },
      ...(content === undefined ? {} : { payload: content }),
    });
    return { status: reply.statusCode, body: reply.json() };
  }

  /** Somebody who renews. */
  renewer(who: RenewerName) {
    const company = {
      ghanem: COMPANY,
      dana: COMPANY,
      hamad: COMPANY,
      adel: ENTITY,
      salem: null,
      mariam: null,
    };
    const expectOk = async (asked: ReturnType<ResidencyUnderTest['ask']>) => {
      const { status, body } = await asked;
      if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
      return body;
    };
    const path = (renewalId: string, rest = '') => `/api/residency/renewals/${renewalId}${rest}`;
    const askToBegin = (
      civilId: CivilId,
      companyId: CompanyId | null = company[who],
      key: string = randomUUID(),
    ) => this.ask(who, 'POST', '/api/residency/renewals', { key, companyId, civilId });
    const askToSave = (
      { renewalId, version }: Pick<RenewalView, 'renewalId' | 'version'>,
      choices: { months: number | null; nameMatches: boolean; termsAccepted: boolean },
    ) => this.ask(who, 'PUT', path(renewalId, '/choices'), { version, ...choices });
    const begin = async (civilId: CivilId) => RenewalView.parse(await expectOk(askToBegin(civilId)));
    const complete = async (civilId: CivilId, months = 12) =>
      RenewalView.parse(
        await expectOk(askToSave(await begin(civilId), { months, nameMatches: true, termsAccepted: true })),
      );
    const askToPay = (renewals: readonly string[], key: string = randomUUID()) =>
      this.ask(who, 'POST', '/api/residency/payments', { key, renewals, language: 'ar' });
    const askToRemove = (renewalId: string) => this.ask(who, 'DELETE', path(renewalId));
    return {
      askToBegin,
      askToSave,
      askToPay,
      askToRemove,
      begin,
      /** A renewal of which everything holds. */
      complete,
      pay: async (renewals: readonly RenewalView[]) =>
        RESIDENCY_ROUTES.payRenewals.answer.parse(
          await expectOk(askToPay(renewals.map(({ renewalId }) => renewalId))),
        ),
      look: async (renewalId: string) =>
        RenewalView.parse(await expectOk(this.ask(who, 'GET', path(renewalId)))),
      basket: async () =>
        RESIDENCY_ROUTES.renewals.answer.parse(
          await expectOk(this.ask(who, 'GET', '/api/residency/renewals')),
        ),
      askToFind: (search: object = {}, companyId: CompanyId | null = company[who]) =>
        this.ask(who, 'POST', '/api/residency/resident-searches', {
          companyId,
          filter: 'all',
          text: '',
          after: null,
          ...search,
        }),
      askToImport: (csv: string, key: string = randomUUID(), companyId: CompanyId = COMPANY) =>
        this.ask(who, 'POST', '/api/residency/imports', { key, companyId, csv }),
      payment: async (paymentId: string) =>
        PaymentView.parse(await expectOk(this.ask(who, 'GET', `/api/payments/${paymentId}`))),
    };
  }

  /** What the portal answers to a response of the gateway. */
  async respond(response: GatewayResponse): Promise<string> {
    const reply = await this.server.inject({
      method: 'POST',
      url: KNET_RESPONSE_PATH,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ trandata: JSON.stringify(response) }).toString(),
    });
    return reply.body;
  }

  reconcile(): Promise<void> {
    return reconcilePayments(this.context);
  }

  /** The end of somebody's residency on the register. */
  async expiryOf(civilId: CivilId): Promise<IsoDate | null> {
    const row = await this.store.reader
      .selectFrom('people')
      .select('residency_expires_on')
      .where('civil_id', '=', civilId)
      .executeTakeFirstOrThrow();
    return row.residency_expires_on;
  }

  async locks() {
    return this.store.reader.selectFrom('payment_locks').selectAll().execute();
  }

  async statusOf(paymentId: string) {
    const row = await this.store.reader
      .selectFrom('payments')
      .select('status')
      .where('payment_id', '=', paymentId)
      .executeTakeFirstOrThrow();
    return row.status;
  }

  /** What the trail holds: actions with their details. */
  async trail(action: string): Promise<Record<string, unknown>[]> {
    const rows = await this.store.reader
      .selectFrom('audit')
      .select('details')
      .where('action', '=', action)
      .orderBy('seq')
      .execute();
    return rows.map(({ details }) => JSON.parse(details));
  }
}
