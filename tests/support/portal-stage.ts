import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, addYears, isoInstant, kuwaitDate } from '../../contracts/calendar.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import { delay, systemClock } from '../../contracts/clock.ts';
import type { RequestId } from '../../contracts/pickup.ts';
import { RequestView } from '../../contracts/portal-api/licences.ts';
import {
  DueId,
  KNET_RESPONSE_PATH,
  PAYMENT_ROUTES,
  type PaymentItem,
  PaymentView,
} from '../../contracts/portal-api/payments.ts';
import { Upload } from '../../contracts/portal-api/uploads.ts';
import { loadSeed } from '../../portal/services/demo/load-seed.ts';
import { newToken, tokenHash } from '../../portal/services/secret-token.ts';
import { exampleJpeg } from '../../portal/services/uploads/test-support.ts';
import { insertAccount } from '../../portal/store/accounts.ts';
import { insertSession } from '../../portal/store/sessions.ts';
import { openStore, type Store } from '../../portal/store/store.ts';
import { examplePerson, exampleViolation, kioskKeys } from '../../portal/test-support/fixtures.ts';
import { syntheticIdentities } from '../../portal/test-support/population/civil-ids.ts';
import {
  makeInstallation,
  type PortalProcess,
  startPortal,
} from '../../portal/test-support/portal-process.ts';
import { HealthInsuranceControl } from '../../simulators/health-insurance/control.ts';
import { KnetControl } from '../../simulators/knet/control.ts';
import { DEMO_MERCHANT } from '../../simulators/knet/merchant.ts';
import { PoliceControl } from '../../simulators/police/control.ts';
import { freePort } from '../../simulators/stand/free-port.ts';
import { type Service, startService } from '../../simulators/stand/service.ts';
import { StagedAccount } from './staged-account.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const MACHINE = 'K-001';
const SESSION_MS = 24 * 60 * 60_000;

/** What a payer pays for: a traffic violation, or the fee of a lost licence's replacement. */
export type Payable = 'due' | 'request';
/** The items that a staged person can pay. */
export type StagedItem = Exclude<PaymentItem, { readonly type: 'renewal' }>;

/** A payment that was begun. */
export type BegunPayment = ReturnType<typeof PAYMENT_ROUTES.beginPayment.answer.parse> & {
  readonly trackId: string;
};

const emailOf = (civilId: CivilId) => `${civilId}@example.org`;

/** Somebody with an account, a licence and dues, who is signed in. */
export class StagedPerson extends StagedAccount {
  readonly civilId: CivilId;
  readonly email: string;
  readonly #police: PoliceControl;
  #dueIds: DueId[];

  constructor(
    url: string,
    police: PoliceControl,
    { civilId, cookie, dueIds }: { civilId: CivilId; cookie: string; dueIds: readonly DueId[] },
  ) {
    super(url, cookie);
    this.#police = police;
    this.civilId = civilId;
    this.email = emailOf(civilId);
    this.#dueIds = [...dueIds];
  }

  /** Something to pay that nobody has paid or begun to pay. */
  async payable(what: Payable): Promise<StagedItem> {
    if (what === 'request') return { type: 'request', requestId: await this.#apply() };
    const dueId = this.#dueIds.pop();
    if (dueId === undefined) throw new Error('this payer has no more dues');
    return { type: 'due', dueId };
  }

  /** Begins a payment; with the same key it is the same one. */
  async begin(item: StagedItem, key: string = randomUUID()): Promise<BegunPayment> {
    const order = { key, items: [item], language: 'ar' };
    const begun = PAYMENT_ROUTES.beginPayment.answer.parse(await this.told('POST', '/api/payments', order));
    return { ...begun, trackId: begun.paymentId.replaceAll('-', '') };
  }

  async abandon(paymentId: string): Promise<PaymentView> {
    return PaymentView.parse(await this.told('POST', `/api/payments/${paymentId}/abandonment`));
  }

  /** Whether the item waits to be paid, is held by an open payment, or is paid, as its payer sees it. */
  async standing(item: StagedItem): Promise<'unpaid' | 'locked' | 'paid' | string> {
    if (item.type === 'request') {
      const { status } = await this.request(item.requestId);
      return status === 'ready' ? 'paid' : status;
    }
    const { dues } = PAYMENT_ROUTES.dues.answer.parse(await this.told('GET', '/api/dues'));
    const due = dues.find(({ dueId }) => dueId === item.dueId);
    if (due === undefined) return 'paid';
    return due.locked ? 'locked' : 'unpaid';
  }

  async request(requestId: RequestId): Promise<RequestView> {
    return RequestView.parse(await this.told('GET', `/api/requests/${requestId}`));
  }

  async cancel(requestId: RequestId): Promise<void> {
    const { version } = await this.request(requestId);
    await this.told('POST', `/api/requests/${requestId}/cancellation`, { version });
  }

  /** Applies for the replacement of a lost licence, which has a fee and needs no officer. */
  async #apply(): Promise<RequestId> {
    const lossReport = {
      reportNumber: this.civilId.slice(1),
      station: 'salmiya',
      reportedOn: addDays(kuwaitDate(systemClock.now()), -1),
    } as const;
    await this.#police.addReport({ ...lossReport, civilId: this.civilId });
    const draft = RequestView.parse(
      await this.told('POST', '/api/requests', { key: randomUUID(), kind: 'lost' }),
    );
    const { uploadId } = Upload.parse(await this.told('POST', '/api/uploads?name=report.jpg', exampleJpeg()));
    const path = `/api/requests/${draft.requestId}`;
    const saved = RequestView.parse(
      await this.told('PUT', `${path}/form`, {
        version: draft.version,
        form: {
          ...draft.form,
          category: 'private',
          lossReport,
          machine: MACHINE,
          documents: { policeReport: uploadId },
        },
      }),
    );
    await this.told('POST', `${path}/submission`, { version: saved.version, declared: true });
    return draft.requestId;
  }
}

/** The portal, KNET, the police and the Ministry of Health as processes of their own, and people who pay. */
export class PortalStage {
  readonly store: Store;
  readonly knet: KnetControl;
  readonly healthInsurance: HealthInsuranceControl;
  readonly url: string;
  readonly #folder: string;
  readonly #configFile: string;
  readonly #services: readonly Service[];
  readonly #payers: Readonly<Record<Payable, StagedPerson[]>> = { due: [], request: [] };
  #portal: PortalProcess;

  private constructor(
    parts: Pick<PortalStage, 'store' | 'knet' | 'healthInsurance' | 'url'> & {
      readonly folder: string;
      readonly configFile: string;
      readonly services: readonly Service[];
      readonly portal: PortalProcess;
    },
  ) {
    this.store = parts.store;
    this.knet = parts.knet;
    this.healthInsurance = parts.healthInsurance;
    this.url = parts.url;
    this.#folder = parts.folder;
    this.#configFile = parts.configFile;
    this.#services = parts.services;
    this.#portal = parts.portal;
  }

  /**
   * Starts everything, with so many people who have dues, and so many who have none but a licence to have replaced. The portal's
   * configuration may be changed by `changes`.
   */
  static async start(
    payers: Readonly<Record<Payable, number>>,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<PortalStage> {
    const folder = mkdtempSync(join(tmpdir(), 'rukhsa-portal-stage-'));
    const serve = async (name: 'knet' | 'police' | 'health-insurance') => {
      const port = await freePort();
      const data = join(folder, name);
      mkdirSync(data);
      const service = await startService({
        name,
        script: `simulators/${name}/main.ts`,
        arguments: ['--port', String(port), '--control', '0', '--data', data],
        root,
        logFile: join(folder, `${name}.log`),
      });
      return { service, at: `http://127.0.0.1:${port}` };
    };
    const [gateway, policeService, health] = await Promise.all([
      serve('knet'),
      serve('police'),
      serve('health-insurance'),
    ]);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const configFile = await makeInstallation(folder, {
      listen: { host: '127.0.0.1', port },
      publicUrl: url,
      knet: {
        ...DEMO_MERCHANT,
        paymentUrl: `${gateway.at}/kpg/PaymentHTTP.htm`,
        tranPipeUrl: `${gateway.at}/kpg/tranPipe.htm`,
      },
      police: { url: policeService.at },
      healthInsurance: { url: health.at, payPageUrl: `${health.at}/` },
      ...changes,
    });
    const store = await openStore(join(folder, 'portal.sqlite'));
    const police = new PoliceControl(policeService.service.listening);
    const people = await fillStore(store, payers);
    const stage = new PortalStage({
      store,
      knet: new KnetControl(gateway.service.listening),
      healthInsurance: new HealthInsuranceControl(health.service.listening),
      url,
      folder,
      configFile,
      services: [gateway.service, policeService.service, health.service],
      portal: await startPortal(configFile),
    });
    for (const person of people)
      stage.#payers[person.dueIds.length > 0 ? 'due' : 'request'].push(new StagedPerson(url, police, person));
    return stage;
  }

  async stop(): Promise<void> {
    await this.store.close();
    await this.#portal.end('SIGTERM');
    await Promise.all(this.#services.map((service) => service.stop()));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Where the portal keeps uploads. */
  get uploadsFolder(): string {
    return join(this.#folder, 'uploads');
  }

  /** Memory of the portal's process that is in use (Linux: resident set size), octets. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.#portal.child.pid}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  /** What the portal's process has logged. */
  get log(): string {
    return this.#portal.log();
  }

  /** Kills the portal and starts it again; `meanwhile` is done while it is away. */
  async restartPortal(meanwhile: () => Promise<unknown>): Promise<void> {
    await this.#portal.end('SIGKILL');
    await meanwhile();
    this.#portal = await startPortal(this.#configFile);
  }

  /** Kills the portal `ms` after `work` has begun, and starts it again. What `work` was told then does not matter. */
  async restartPortalDuring(work: Promise<unknown>, ms: number): Promise<void> {
    const settled = work.catch(() => null);
    await delay(systemClock, ms);
    await this.restartPortal(() => settled);
  }

  /** Signs an account in. */
  async signIn(accountId: string): Promise<StagedAccount> {
    const token = newToken();
    await this.store.transaction((transaction) =>
      insertSession(
        transaction,
        {
          tokenHash: tokenHash(token),
          holder: { accountId },
          expiresAt: isoInstant(systemClock.now() + SESSION_MS),
        },
        isoInstant(systemClock.now()),
      ),
    );
    return new StagedAccount(this.url, `session=${token}`);
  }

  /** Somebody whom no test has had yet. */
  person(what: Payable): StagedPerson {
    const payer = this.#payers[what].pop();
    if (payer === undefined) throw new Error('everybody was here: start the stage with more people');
    return payer;
  }

  /** Posts to where KNET reports, and gives the answer as it came. */
  async post(body: string | URLSearchParams | Buffer, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(`${this.url}${KNET_RESPONSE_PATH}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: Buffer.isBuffer(body) ? new Uint8Array(body) : body.toString(),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      line: await response.text(),
    };
  }

  /** Where the trail ends now. */
  async trailEnd(): Promise<number> {
    const { end } = await this.store.reader
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('end'))
      .executeTakeFirstOrThrow();
    return Number(end);
  }

  /** The responses that were not believed after `trailEnd`: of which payment, and why. */
  async refusedSince(trailEnd: number): Promise<[string, string][]> {
    const rows = await this.store.reader
      .selectFrom('audit')
      .select(['subject', 'details'])
      .where('action', '=', 'responseRefused')
      .where('seq', '>', trailEnd)
      .orderBy('seq')
      .execute();
    return rows.map(({ subject, details }) => [subject, JSON.parse(details).reason]);
  }

  /** How the store has a payment, without asking anybody. */
  async statusOf(paymentId: string): Promise<string> {
    const { status } = await this.store.reader
      .selectFrom('payments')
      .select('status')
      .where('payment_id', '=', paymentId)
      .executeTakeFirstOrThrow();
    return status;
  }

  /**
   * Every payment by its track id: what KNET holds of it, less what it gave back, and what the portal says that it has. They are
   * the same, or money is lost.
   */
  async money() {
    const payments = await this.store.reader
      .selectFrom('payments')
      .select(['track_id', 'status', 'captured_amount'])
      .execute();
    const books = new Map((await this.knet.payments()).map((payment) => [payment.trackId, payment]));
    const held = (trackId: string) => {
      const payment = books.get(trackId);
      if (payment?.state !== 'captured') return 0;
      return payment.refunds.reduce((left, { amount }) => left - amount, payment.amount as number);
    };
    return {
      knet: Object.fromEntries(payments.map(({ track_id }) => [track_id, held(track_id)])),
      portal: Object.fromEntries(
        payments.map(({ track_id, status, captured_amount }) => [
          track_id,
          status === 'captured' || status === 'refundDue' ? captured_amount : 0,
        ]),
      ),
    };
  }
}

/** People of the register who are signed in: some with two dues each, some with none. */
async function fillStore(store: Store, counts: Readonly<Record<Payable, number>>) {
  const today = kuwaitDate(systemClock.now());
  const text = { ar: 'مخالفة', en: 'Violation' };
  const civilIds = [...syntheticIdentities(counts.due + counts.request)].map(({ civilId }) => civilId);
  const people = civilIds.map((civilId, index) => {
    const token = newToken();
    const dueIds =
      index < counts.due
        ? [1, 2].map((due) => DueId.parse(`D-2026-${String(10 * index + due).padStart(8, '0')}`))
        : [];
    return { civilId, token, cookie: `session=${token}`, dueIds };
  });
  const issueDate = addYears(today, -5);
  const expiryDate = addYears(today, 5);
  await loadSeed(
    store,
    {
      kiosks: [{ machine: MACHINE, publicKey: kioskKeys().publicKey }],
      places: [{ machine: MACHINE, place: text, hours: text }],
      requests: [],
      people: civilIds.map((civilId) =>
        examplePerson({
          civilId,
          licence: {
            number: civilId,
            issueDate,
            expiryDate,
            privileges: [{ category: 'private', issueDate, expiryDate }],
            withdrawn: false,
          },
        }),
      ),
      dues: people.flatMap(({ civilId, dueIds }) =>
        dueIds.map((dueId) => exampleViolation(dueId, civilId, today)),
      ),
    },
    systemClock,
  );
  const now = isoInstant(systemClock.now());
  const expiresAt = isoInstant(systemClock.now() + SESSION_MS);
  await store.transaction(async (transaction) => {
    for (const { civilId, token } of people) {
      const accountId = `payer-${civilId}`;
      await insertAccount(
        transaction,
        {
          accountId,
          holding: { role: 'individual' },
          civilId,
          email: emailOf(civilId),
          mobile: '+96550000000',
          language: 'ar',
        },
        now,
      );
      await insertSession(
        transaction,
        { tokenHash: tokenHash(token), holder: { accountId }, expiresAt },
        now,
      );
    }
  });
  return people;
}
