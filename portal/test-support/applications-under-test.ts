import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import Fastify, { type FastifyInstance } from 'fastify';
import { addDays, addYears, type IsoDate, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import type { SeedPerson } from '../../contracts/demo-seed.ts';
import type { LicenceCategory } from '../../contracts/licence.ts';
import type { Fils } from '../../contracts/money.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import {
  LICENCE_ROUTES,
  type RequestForm,
  RequestView,
  REVIEW_ROUTES,
  ReviewCase,
} from '../../contracts/portal-api/licences.ts';
import { DueId, PaymentId } from '../../contracts/portal-api/payments.ts';
import { UPLOAD_ROUTES, Upload } from '../../contracts/portal-api/uploads.ts';
import type { RequestKind } from '../../contracts/request.ts';
import { success } from '../../contracts/result.ts';
import { settingsOn } from '../dated-settings.ts';
import { licenceHandlers } from '../http/api/licence-handlers.ts';
import { reviewHandlers } from '../http/api/review-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import { tokenHash } from '../services/secret-token.ts';
import { uploadContentRoute } from '../http/api/upload-content-route.ts';
import { uploadHandlers } from '../http/api/upload-handlers.ts';
import { collectionRoutes } from '../http/collection-routes.ts';
import { recordRequestPayment } from '../services/applications/record-payment.ts';
import type { CollectionContext } from '../services/collection/context.ts';
import { createCredentialSigner } from '../services/credentials/sign-credential.ts';
import type { PortalContext } from '../services/portal-context.ts';
import { insertAccount } from '../store/accounts.ts';
import { findLicenceRequest } from '../store/applications.ts';
import { changePayment, insertPayment, unlockItems } from '../store/payments.ts';
import { putKiosk, putNewDue, putNewPerson, putNewStaff, putPlace } from '../store/seeding.ts';
import { findActor, insertSession } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { DATED_SETTINGS, HOLDER, kioskKeys, OTHER_HOLDER } from './fixtures.ts';
import { StandingClock } from './standing-clock.ts';
import { signedHeaders } from './signed-request.ts';

/** An officer who is an applicant, too. */
const OFFICER = CivilId.parse('390010100044');
export const PEOPLE = { salem: HOLDER, mariam: OTHER_HOLDER, officerOne: OFFICER } as const;
type Individual = keyof typeof PEOPLE;
type OfficerName = 'one' | 'two';

/** Days until everybody's licence ends. */
export const DAYS_LEFT = 20;
export const MACHINE = 'K-001';
const PUBLIC_URL = 'http://portal.test';
const SESSION_MS = 400 * 24 * 60 * 60_000;

function person(civilId: CivilId, today: IsoDate, categories: readonly LicenceCategory[]): SeedPerson {
  const expiryDate = addDays(today, DAYS_LEFT);
  const issueDate = addYears(expiryDate, -15);
  return {
    civilId,
    unifiedNumber: civilId.slice(-8),
    nameArabic: { family: 'المثال', given: 'سالم أحمد' },
    nameLatin: { family: 'ALMITHAL', given: 'SALEM AHMAD' },
    birthDate: addYears(today, -30),
    sex: 'M',
    nationality: 'KWT',
    nationalityName: { ar: 'كويتي', en: 'Kuwaiti' },
    residencyExpiresOn: null,
    sponsorCivilId: null,
    portrait: Buffer.from('portrait of the register').toString('base64'),
    licence: {
      number: '80123456',
      issueDate,
      expiryDate,
      privileges: categories.map((category) => ({ category, issueDate, expiryDate })),
      withdrawn: false,
    },
  };
}

/** A photo of `width` × `height`, JPEG. */
export async function photo(width = 600, height = 800): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = `#${randomBytes(3).toString('hex')}`;
  context.fillRect(0, 0, width, height);
  return canvas.encode('jpeg');
}

/** What a form holds when nothing was filled in. */
export const EMPTY_FORM: RequestForm = {
  category: null,
  damageType: null,
  lossReport: null,
  machine: null,
  documents: {},
};

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The licence, review and upload routes on one store, with people, machines and officers who are signed in. */
export class ApplicationsUnderTest {
  readonly store: Store;
  readonly clock = new StandingClock();
  readonly context: PortalContext;
  /** What the police answer. */
  police: Awaited<ReturnType<PortalContext['police']['findLossReport']>> = success('confirmed');
  readonly #kiosk = kioskKeys();
  readonly #tokens = new Map<string, string>();
  #server: FastifyInstance | null = null;

  private constructor(store: Store) {
    this.store = store;
    const notUsed = () => {
      throw new Error('not used by applications');
    };
    this.context = {
      store,
      clock: this.clock,
      datedSettings: DATED_SETTINGS,
      publicUrl: PUBLIC_URL,
      gateway: new Proxy({} as PortalContext['gateway'], { get: notUsed }),
      police: { findLossReport: async () => this.police },
      healthInsurance: { findCovers: notUsed },
      insurancePageUrl: 'http://health.test/',
      passwordPolicy: 'modern',
      uploadsFolder: mkdtempSync(join(tmpdir(), 'uploads-')),
    };
  }

  static async start(store: Store): Promise<ApplicationsUnderTest> {
    const portal = new ApplicationsUnderTest(store);
    await portal.#seed();
    await portal.#listen();
    return portal;
  }

  async close(): Promise<void> {
    await this.#server?.close();
    await this.store.close();
    rmSync(this.context.uploadsFolder, { recursive: true, force: true });
  }

  get now() {
    return isoInstant(this.clock.now());
  }

  get today() {
    return kuwaitDate(this.clock.now());
  }

  /** What collection at the machines works with, on the same store. */
  get collection(): CollectionContext {
    return {
      ...this.context,
      verifyChip: () => {
        throw new Error('no chip is shown here');
      },
      signer: createCredentialSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    };
  }

  async #seed(): Promise<void> {
    await this.store.transaction(async (transaction) => {
      for (const machine of [MACHINE, 'K-002']) {
        await putKiosk(transaction, machine, this.#kiosk.publicKey, this.now);
        const text = { ar: 'مكان', en: machine };
        await putPlace(transaction, { machine, place: text, hours: text });
      }
      for (const [name, civilId] of Object.entries(PEOPLE)) {
        await putNewPerson(transaction, person(civilId, this.today, ['private', 'generalB', 'motorcycleA']));
        await insertAccount(
          transaction,
          {
            accountId: name,
            holding: { role: 'individual' },
            civilId,
            email: `${name}@example.org`,
            mobile: '+96550000000',
            language: 'en',
          },
          this.now,
        );
        await this.#signIn(transaction, { accountId: name }, name);
      }
      for (const name of ['one', 'two'] as const) {
        const staffId = `officer-${name}`;
        await putNewStaff(
          transaction,
          {
            staffId,
            userName: staffId,
            name: { ar: `الضابط ${name}`, en: `Officer ${name}` },
            role: 'trafficOfficer',
            civilId: name === 'one' ? OFFICER : CivilId.parse('390010100052'),
            password: 'not hashed here',
            totpSecret: 'AAAA',
          },
          'no hash',
        );
        await this.#signIn(transaction, { staffId }, staffId);
      }
    });
  }

  async #signIn(
    transaction: Parameters<typeof insertSession>[0],
    holder: { readonly accountId: string } | { readonly staffId: string },
    name: string,
  ): Promise<void> {
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(name, token);
    const expiresAt = isoInstant(this.clock.now() + SESSION_MS);
    await insertSession(transaction, { tokenHash: tokenHash(token), holder, expiresAt }, this.now);
  }

  async #listen(): Promise<void> {
    const { context, store } = this;
    const server = Fastify();
    server.decorateRequest('kioskMachine', null);
    await serveApi(
      server,
      { ...LICENCE_ROUTES, ...REVIEW_ROUTES, ...UPLOAD_ROUTES },
      { ...licenceHandlers(context), ...reviewHandlers(context), ...uploadHandlers(context) },
      {
        publicUrl: PUBLIC_URL,
        clock: this.clock,
        findActor: (tokenHash) => findActor(store.reader, tokenHash, this.now),
      },
    );
    await server.register((scope) => uploadContentRoute(scope, context));
    await server.register((scope) => collectionRoutes(scope, this.collection));
    this.#server = server;
  }

  get server(): FastifyInstance {
    if (!this.#server) throw new Error('not started');
    return this.#server;
  }

  /** Asks as `who`; `null`: nobody is signed in. */
  async ask(
    who: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    content?: object | Buffer,
  ): Promise<Reply> {
    const token = who === null ? undefined : this.#tokens.get(who);
    const reply = await this.server.inject({
      method,
      url,
      headers: {
        origin: PUBLIC_URL,
        ...(token ? { cookie: `session=${token}` } : {}),
        ...(Buffer.isBuffer(content) ? { 'content-type': 'application/octet-stream' } : {}),
      },
      ...(content === undefined ? {} : { payload: content }),
    });
    return { status: reply.statusCode, body: reply.json() };
  }

  /** The octets of an upload with the headers they come with. */
  async content(who: string | null, uploadId: string) {
    const token = who === null ? undefined : this.#tokens.get(who);
    const url = `/api/uploads/${uploadId}/content`;
    return this.server.inject({ url, headers: token ? { cookie: `session=${token}` } : {} });
  }

  /** A signed report of the machine's status. */
  async reportStatus(machine: string, canPrint: boolean): Promise<number> {
    const path = '/kiosk/v1/status';
    const body = JSON.stringify({ canPrint });
    const { privateKey } = this.#kiosk;
    const created = Math.floor(this.clock.now() / 1000);
    const signed = signedHeaders({ method: 'POST', path, body, machine, privateKey, created });
    const headers = { 'content-type': 'application/json', ...signed };
    const reply = await this.server.inject({ method: 'POST', url: path, headers, payload: body });
    return reply.statusCode;
  }

  /** A person with their account. */
  individual(name: Individual) {
    const view = async (reply: Promise<Reply>) => {
      const { status, body } = await reply;
      if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
      return RequestView.parse(body);
    };
    const path = (requestId: RequestId, rest = '') => `/api/requests/${requestId}${rest}`;
    const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, content?: object | Buffer) =>
      this.ask(name, method, url, content);
    const create = (kind: RequestKind, key: string = randomUUID()) =>
      view(ask('POST', '/api/requests', { key, kind }));
    const save = (request: RequestView, form: Partial<RequestForm>) =>
      view(
        ask('PUT', path(request.requestId, '/form'), {
          version: request.version,
          form: { ...request.form, ...form },
        }),
      );
    const askToSubmit = ({ requestId, version }: RequestView, declared = true) =>
      ask('POST', path(requestId, '/submission'), { version, declared });
    const upload = async (octets: Buffer, file = 'file.jpg') => {
      const { status, body } = await ask('POST', `/api/uploads?name=${encodeURIComponent(file)}`, octets);
      if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
      return Upload.parse(body);
    };
    /** A draft with everything that it needs. */
    const complete = async (kind: RequestKind, category: LicenceCategory = 'private') => {
      const draft = await create(kind);
      const { uploadId } = await upload(await photo());
      return save(draft, {
        category,
        damageType: kind === 'damaged' ? 'broken' : null,
        lossReport:
          kind === 'lost'
            ? { reportNumber: '2026/1', station: 'hawalli', reportedOn: addDays(this.today, -1) }
            : null,
        machine: MACHINE,
        documents: Object.fromEntries(draft.documentsNeeded.map((needed) => [needed, uploadId])),
      });
    };
    return {
      ask,
      create,
      save,
      askToSubmit,
      upload,
      complete,
      get: (requestId: RequestId) => view(ask('GET', path(requestId))),
      submit: async (kind: RequestKind, category?: LicenceCategory) =>
        view(askToSubmit(await complete(kind, category))),
      askToCancel: ({ requestId, version }: RequestView) =>
        ask('POST', path(requestId, '/cancellation'), { version }),
    };
  }

  /** An officer at the review desk. */
  officer(name: OfficerName) {
    const path = (requestId: RequestId, rest = '') => `/api/review/cases/${requestId}${rest}`;
    const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, content?: object) =>
      this.ask(`officer-${name}`, method, url, content);
    const askToClaim = (requestId: RequestId, version: number) =>
      ask('POST', path(requestId, '/claim'), { version });
    return {
      ask,
      askToClaim,
      look: (requestId: RequestId) => ask('GET', path(requestId)),
      claim: async (request: RequestView): Promise<ReviewCase> => {
        const { status, body } = await askToClaim(request.requestId, request.version);
        if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
        return ReviewCase.parse(body);
      },
      release: (requestId: RequestId) => ask('DELETE', path(requestId, '/claim')),
      decide: (
        { requestId, version }: { readonly requestId: RequestId; readonly version: number },
        decision: object,
      ) => ask('POST', path(requestId, '/decision'), { version, decision }),
    };
  }

  /** Somebody at the gateway, for the fee of a request. */
  async openPayment({ requestId, fee }: RequestView): Promise<PaymentId> {
    const paymentId = PaymentId.parse(randomUUID());
    await this.store.transaction(async (transaction) => {
      const request = await findLicenceRequest(transaction, requestId);
      await insertPayment(transaction, {
        paymentId,
        accountId: request?.application?.accountId ?? '',
        key: paymentId,
        trackId: paymentId,
        amount: fee,
        language: 'ar',
        lines: [{ item: { type: 'request', requestId }, description: { ar: 'رسم', en: 'Fee' }, amount: fee }],
        now: this.now,
        checkAt: this.now,
      });
    });
    return paymentId;
  }

  /** Ends a payment without money. */
  async abandonPayment(paymentId: PaymentId): Promise<void> {
    await this.store.transaction(async (transaction) => {
      await changePayment(transaction, paymentId, { status: 'cancelled', now: this.now, checkAt: null });
      await unlockItems(transaction, paymentId);
    });
  }

  /** Records that `amount` was captured for a request, as payments do. */
  async pay(request: RequestView, amount: Fils): Promise<'recorded' | 'notPayable'> {
    const { requestId } = request;
    const paymentId = await this.openPayment(request);
    const capture = { tranId: '1', reference: 'KNET-1', at: this.now, amount };
    return this.store.transaction(async (transaction) => {
      const recorded = await recordRequestPayment(transaction, {
        requestId,
        amount,
        paidAt: this.now,
        reference: 'KNET-1',
        settings: settingsOn(DATED_SETTINGS, this.today),
        today: this.today,
        now: this.now,
        publicUrl: PUBLIC_URL,
      });
      const status = recorded === 'recorded' ? 'captured' : 'refundDue';
      await changePayment(transaction, paymentId, { status, now: this.now, capture, checkAt: null });
      await unlockItems(transaction, paymentId);
      return recorded;
    });
  }

  /** The states of all payments. */
  async paymentStates(): Promise<string[]> {
    const payments = await this.store.reader.selectFrom('payments').select('status').execute();
    return payments.map(({ status }) => status);
  }

  /** Makes a person owe something. */
  async addDue(civilId: CivilId): Promise<void> {
    await this.store.transaction((transaction) =>
      putNewDue(transaction, {
        dueId: DueId.parse('D-2026-00000001'),
        civilId,
        type: 'residencyFine',
        number: '1',
        notPayable: 'residencyDepartment',
        facts: { kind: 'residency', expiredOn: this.today, endedOn: this.today },
      }),
    );
  }

  /** Subjects of the mails that wait to be sent, with their recipients. */
  async mails(): Promise<string[]> {
    const mails = await this.store.reader.selectFrom('mails').select(['recipient', 'subject']).execute();
    return mails.map(({ recipient, subject }) => `${recipient}: ${subject}`);
  }

  /** What the trail has of a request: acts and who did them. */
  async trail(requestId: RequestId): Promise<string[]> {
    const entries = await this.store.reader
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', requestId)
      .orderBy('seq')
      .execute();
    return entries.map(({ actor, action }) => `${actor} ${action}`);
  }
}
