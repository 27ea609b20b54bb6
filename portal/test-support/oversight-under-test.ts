import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { isoInstant } from '../../contracts/calendar.ts';
import type { CaseDocumentKind } from '../../contracts/case.ts';
import { CASE_DOCUMENTS } from '../../contracts/case.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { AUDIT_ROUTES } from '../../contracts/portal-api/audit.ts';
import { CASE_ROUTES, type CaseForm, CaseView, DESK_ROUTES } from '../../contracts/portal-api/cases.ts';
import { DASHBOARD_ROUTES } from '../../contracts/portal-api/dashboards.ts';
import { PASSPORT_ROUTES } from '../../contracts/portal-api/passports.ts';
import type { StaffRole } from '../../contracts/portal-api/route.ts';
import { UploadId } from '../../contracts/portal-api/uploads.ts';
import { auditExportRoute } from '../http/api/audit-export-route.ts';
import { auditHandlers } from '../http/api/audit-handlers.ts';
import { caseHandlers, deskHandlers } from '../http/api/case-handlers.ts';
import { dashboardHandlers } from '../http/api/dashboard-handlers.ts';
import { passportHandlers } from '../http/api/passport-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import { tokenHash } from '../services/secret-token.ts';
import { putNewStaff } from '../store/seeding.ts';
import { findActor, insertSession } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { PUBLIC_URL } from './fixtures.ts';
import { RENEWERS, type RenewerName, ResidencyUnderTest, syntheticCivilId } from './residency-under-test.ts';

const SESSION_MS = 400 * 86_400_000;

/** Staff who are signed in, one of each role. */
const STAFF = [
  'trafficOfficer',
  'residencyOfficer',
  'accountsOfficer',
  'auditor',
] as const satisfies readonly StaffRole[];
type Caller = RenewerName | StaffRole | null;
const isRenewer = (caller: string): caller is RenewerName => caller in RENEWERS;

/** The routes of S8–S10, S18 and the dashboards, on one store with the people of {@link ResidencyUnderTest} and with staff. */
export class OversightUnderTest {
  readonly residency: ResidencyUnderTest;
  readonly #server: FastifyInstance = Fastify();

  private constructor(residency: ResidencyUnderTest) {
    this.residency = residency;
  }

  static async start(store: Store): Promise<OversightUnderTest> {
    const portal = new OversightUnderTest(await ResidencyUnderTest.start(store));
    await portal.#seedStaff();
    await portal.#listen();
    return portal;
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.residency.close();
  }

  get store(): Store {
    return this.residency.store;
  }

  async #seedStaff(): Promise<void> {
    const { now, clock } = this.residency;
    await this.store.transaction(async (transaction) => {
      for (const [index, role] of STAFF.entries()) {
        const staff = {
          staffId: `S-${index + 1}`,
          userName: role,
          name: { ar: 'موظف', en: `Officer ${index + 1}` },
          role,
          civilId: syntheticCivilId(950 + index),
          password: '',
          totpSecret: '',
        };
        await putNewStaff(transaction, staff, '');
        const session = {
          tokenHash: tokenHash(role),
          holder: { staffId: staff.staffId },
          expiresAt: isoInstant(clock.now() + SESSION_MS),
        };
        await insertSession(transaction, session, now);
      }
    });
  }

  async #listen(): Promise<void> {
    const { context } = this.residency;
    await serveApi(
      this.#server,
      { ...CASE_ROUTES, ...DESK_ROUTES, ...PASSPORT_ROUTES, ...AUDIT_ROUTES, ...DASHBOARD_ROUTES },
      {
        ...caseHandlers(context),
        ...deskHandlers(context),
        ...passportHandlers(context),
        ...auditHandlers(context),
        ...dashboardHandlers(context),
      },
      {
        publicUrl: PUBLIC_URL,
        clock: context.clock,
        findActor: (hash) => findActor(this.store.reader, hash, this.residency.now),
      },
    );
    await this.#server.register((scope) => auditExportRoute(scope, context));
  }

  /** Asks as `who`; `null`: nobody is signed in. */
  async request(who: Caller, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, content?: object) {
    return this.#server.inject({
      method,
      url,
      headers: { origin: PUBLIC_URL, ...(who === null ? {} : { cookie: `session=${who}` }) },
      ...(content === undefined ? {} : { payload: content }),
    });
  }

  async ask(who: Caller, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, content?: object) {
    const reply = await this.request(who, method, url, content);
    return { status: reply.statusCode, body: reply.json() };
  }

  async #expectCase(asked: ReturnType<OversightUnderTest['ask']>): Promise<CaseView> {
    const { status, body } = await asked;
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return CaseView.parse(body);
  }

  /** Begins a case. */
  begin(who: RenewerName, form: CaseForm): Promise<CaseView> {
    return this.#expectCase(this.ask(who, 'POST', '/api/cases', { key: randomUUID(), form }));
  }

  /** Documents that nobody has to look into. */
  async #documents(
    who: RenewerName,
    type: CaseForm['type'],
  ): Promise<Partial<Record<CaseDocumentKind, UploadId>>> {
    const documents: Partial<Record<CaseDocumentKind, UploadId>> = {};
    for (const kind of CASE_DOCUMENTS[type]) {
      const uploadId = UploadId.parse(randomUUID());
      await this.store.transaction((transaction) =>
        transaction
          .insertInto('uploads')
          .values({
            upload_id: uploadId,
            account_id: RENEWERS[who].accountId,
            sha256: randomUUID().replaceAll('-', '').repeat(2),
            name: `${kind}.pdf`,
            type: 'application/pdf',
            octets: 10,
            width: null,
            height: null,
            created_at: this.residency.now,
            request_id: null,
            case_id: null,
          })
          .execute(),
      );
      documents[kind] = uploadId;
    }
    return documents;
  }

  /** Begins a case, attaches what it needs and hands it to its department. */
  async submit(who: RenewerName, form: CaseForm): Promise<CaseView> {
    const { caseId, version } = await this.begin(who, form);
    const documents = await this.#documents(who, form.type);
    const path = `/api/cases/${caseId}`;
    const saved = await this.#expectCase(this.ask(who, 'PUT', `${path}/form`, { version, form, documents }));
    return this.#expectCase(
      this.ask(who, 'POST', `${path}/submission`, { version: saved.version, declared: true }),
    );
  }

  /** The department's officer claims a case and decides it. */
  async decide(officer: StaffRole, caseId: string, decision: object) {
    const path = `/api/desk/cases/${caseId}`;
    const looked = await this.ask(officer, 'GET', path);
    const claimed = await this.ask(officer, 'POST', `${path}/claim`, { version: looked.body.version });
    const { version } = claimed.body;
    return this.ask(officer, 'POST', `${path}/decision`, { version, decision });
  }

  /** The Latin name of somebody on the register. */
  async latinNameOf(civilId: CivilId): Promise<unknown> {
    const row = await this.store.reader
      .selectFrom('people')
      .select('name_latin')
      .where('civil_id', '=', civilId)
      .executeTakeFirstOrThrow();
    return JSON.parse(row.name_latin);
  }

  /** What the trail tells of an action, newest last. */
  async trailOf(action: string) {
    const rows = await this.store.reader
      .selectFrom('audit')
      .select(['actor', 'subject', 'details'])
      .where('action', '=', action)
      .orderBy('seq')
      .execute();
    return rows.map(({ actor, subject, details }) => ({ actor, subject, ...JSON.parse(details) }));
  }

  /** The account of somebody who renews, as the trail names it. */
  actorOf(who: string): string {
    return isRenewer(who) ? `account:${RENEWERS[who].accountId}` : who;
  }
}
