import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { SeedDue } from '../../contracts/demo-seed.ts';
import { Fils } from '../../contracts/money.ts';
import {
  DueId,
  KNET_RESPONSE_PATH,
  PAYMENT_ROUTES,
  type PaymentItem,
  PaymentView,
} from '../../contracts/portal-api/payments.ts';
import { failure, success } from '../../contracts/result.ts';
import type { Actor } from '../http/api/handlers.ts';
import { paymentHandlers } from '../http/api/payment-handlers.ts';
import { serveApi } from '../http/api/serve-api.ts';
import { tokenHash } from '../services/secret-token.ts';
import { knetRoutes } from '../http/knet-routes.ts';
import { publicRoutes } from '../http/public-routes.ts';
import { documentsOf } from '../http/send-document.ts';
import type {
  GatewayInquiry,
  GatewayPayment,
  GatewayResponse,
  PaymentGateway,
} from '../ports/payment-gateway.ts';
import { reconcilePayments } from '../services/payments/reconcile-payments.ts';
import type { PortalContext } from '../services/portal-context.ts';
import { putNewDue } from '../store/seeding.ts';
import type { Store, StoreTransaction } from '../store/store.ts';
import { ApplicationsUnderTest, PEOPLE } from './applications-under-test.ts';
import { PUBLIC_URL } from './fixtures.ts';

type Payer = keyof typeof PEOPLE;

/** How the payer, the bank or the line behaves at the gateway. */
interface GatewayAccount {
  readonly amount: Fils;
  inquiry: GatewayInquiry;
  /** How often the money was really given back. */
  refunds: number;
}

/** A gateway in memory: it takes and gives back money as a test says, and fails as a test says. */
export class ScriptedGateway implements PaymentGateway {
  readonly #accounts = new Map<string, GatewayAccount>();
  /** It cannot be reached at all. */
  away = false;
  /** It gives no money back. */
  refusesRefunds = false;
  /** It gives the money back, and the answer is lost. */
  losesRefundAnswers = false;
  inquiries = 0;
  #captures = 0;

  begin({ trackId, amount }: GatewayPayment): string {
    return `https://gateway.test/?trackId=${trackId}&amount=${amount}`;
  }

  readResponse(trandata: string): ReturnType<PaymentGateway['readResponse']> {
    return trandata.startsWith('{')
      ? success(JSON.parse(trandata) as GatewayResponse)
      : failure(trandata === 'garbled' ? 'malformed' : 'undecipherable');
  }

  async inquire({ trackId }: GatewayPayment): ReturnType<PaymentGateway['inquire']> {
    this.inquiries += 1;
    if (this.away) return failure('unreachable');
    return success(this.#accounts.get(trackId)?.inquiry ?? { outcome: 'unknown' });
  }

  async refund({ trackId, amount }: GatewayPayment): ReturnType<PaymentGateway['refund']> {
    const account = this.#accounts.get(trackId);
    if (this.away) return failure('unreachable');
    if (this.refusesRefunds || account?.amount !== amount) return failure('refused');
    if (account.refunds > 0) return success({ reference: null });
    account.refunds += 1;
    return this.losesRefundAnswers
      ? failure('unreachable')
      : success({ reference: `R-${trackId.slice(0, 8)}` });
  }

  /** The payer pays at `gatewayUrl`; the response that the gateway would send of it. */
  capture(gatewayUrl: string, amount = this.#asked(gatewayUrl).amount): GatewayResponse {
    const { trackId } = this.#asked(gatewayUrl);
    this.#captures += 1;
    const taken = {
      paymentId: `P${this.#captures}`,
      tranId: `T${this.#captures}`,
      reference: `6326${String(this.#captures).padStart(8, '0')}`,
      amount,
    };
    this.#accounts.set(trackId, { amount, inquiry: { outcome: 'captured', ...taken }, refunds: 0 });
    return { ...taken, trackId, result: 'captured', authorisation: 'B1', postDate: '1122' };
  }

  /** The payment ends without money being taken. */
  end(
    gatewayUrl: string,
    result: 'notCaptured' | 'cancelled' | 'hostTimeout',
    outcome: Exclude<GatewayInquiry['outcome'], 'captured'> = result,
  ): GatewayResponse {
    const { trackId, amount } = this.#asked(gatewayUrl);
    this.#accounts.set(trackId, { amount, inquiry: { outcome }, refunds: 0 });
    return { trackId, amount, result, paymentId: 'P0' };
  }

  /** How often each payment was given back. */
  get refunds(): number[] {
    return [...this.#accounts.values()].map(({ refunds }) => refunds);
  }

  #asked(gatewayUrl: string): GatewayPayment {
    const query = new URL(gatewayUrl).searchParams;
    return { trackId: query.get('trackId') ?? '', amount: Fils.parse(Number(query.get('amount'))) };
  }
}

/** A power cut of the test's making. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

/** `store` whose transactions are cut before their `step`th statement (from 1), or after their commit when they have fewer. */
export function failingStore(store: Store, step: number): Store & { readonly cutAfterCommit: boolean } {
  const cut = { afterCommit: false };
  return {
    reader: store.reader,
    close: () => store.close(),
    get cutAfterCommit() {
      return cut.afterCommit;
    },
    async transaction(work) {
      await store.transaction(async (transaction) => {
        let statements = 0;
        const watched = transaction.withPlugin({
          transformQuery({ node }) {
            statements += 1;
            if (statements === step) throw new PowerCut();
            return node;
          },
          transformResult: async ({ result }) => result,
        });
        return work(watched as StoreTransaction);
      });
      cut.afterCommit = true;
      throw new PowerCut();
    },
  };
}

/** The routes of dues and payments on one store, with people who are signed in and a scripted gateway. */
export class PaymentsUnderTest {
  readonly applications: ApplicationsUnderTest;
  readonly gateway = new ScriptedGateway();
  readonly context: PortalContext;
  readonly server: FastifyInstance;
  #dues = 0;

  private constructor(applications: ApplicationsUnderTest, server: FastifyInstance) {
    this.applications = applications;
    this.context = { ...applications.context, gateway: this.gateway };
    this.server = server;
  }

  static async start(store: Store): Promise<PaymentsUnderTest> {
    const payments = new PaymentsUnderTest(await ApplicationsUnderTest.start(store), Fastify());
    await payments.#listen();
    return payments;
  }

  get store(): Store {
    return this.applications.store;
  }

  get clock() {
    return this.applications.clock;
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.applications.close();
  }

  async #listen(): Promise<void> {
    const { context, server } = this;
    const actors = new Map(
      Object.entries(PEOPLE).map(([accountId, civilId]): [string, Actor] => [
        tokenHash(accountId),
        { role: 'individual', accountId, civilId, language: 'ar' },
      ]),
    );
    await serveApi(server, PAYMENT_ROUTES, paymentHandlers(context), {
      publicUrl: PUBLIC_URL,
      clock: this.clock,
      findActor: async (hash) => actors.get(hash) ?? null,
    });
    await server.register((scope) => knetRoutes(scope, context));
    await server.register((scope) =>
      publicRoutes(scope, {
        ...context,
        credentialKey: this.applications.collection.signer.publicKey,
        documents: documentsOf(server, context.clock),
      }),
    );
  }

  /** Asks as `who`; `null`: nobody is signed in. */
  async ask(who: Payer | null, method: 'GET' | 'POST', url: string, content?: object) {
    const reply = await this.server.inject({
      method,
      url,
      headers: { origin: PUBLIC_URL, ...(who === null ? {} : { cookie: `session=${who}` }) },
      ...(content === undefined ? {} : { payload: content }),
    });
    return { status: reply.statusCode, body: reply.json() };
  }

  /** Somebody gets a violation of KD 15, or what is given. */
  async addDue(civilId: CivilId, due: Partial<SeedDue> = {}): Promise<DueId> {
    this.#dues += 1;
    const dueId = DueId.parse(`D-2026-${String(this.#dues).padStart(8, '0')}`);
    const text = { ar: 'مخالفة', en: 'violation' };
    const violation = {
      amount: Fils.parse(15_000),
      year: 2026,
      violation: text,
      date: this.applications.today,
      time: '08:40',
      place: { ar: 'مكان سري', en: 'secret place' },
      plate: '12/4821',
      description: text,
    };
    await this.store.transaction((transaction) =>
      putNewDue(transaction, {
        dueId,
        civilId,
        number: String(1_500_000 + this.#dues),
        notPayable: null,
        type: 'trafficViolation',
        facts: violation,
        ...due,
      } as SeedDue),
    );
    return dueId;
  }

  /** Begins a payment of dues, or of whatever is given. */
  askToBegin(who: Payer, items: readonly (DueId | PaymentItem)[], key: string = randomUUID()) {
    return this.ask(who, 'POST', '/api/payments', {
      key,
      items: items.map((item) => (typeof item === 'string' ? { type: 'due', dueId: item } : item)),
      language: 'ar',
    });
  }

  async begin(who: Payer, items: readonly (DueId | PaymentItem)[]) {
    const { status, body } = await this.askToBegin(who, items);
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return PAYMENT_ROUTES.beginPayment.answer.parse(body);
  }

  async view(who: Payer, paymentId: string): Promise<PaymentView> {
    const { status, body } = await this.ask(who, 'GET', `/api/payments/${paymentId}`);
    if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    return PaymentView.parse(body);
  }

  /** What the portal answers to a response of the gateway, or of whoever has `remoteAddress`. */
  async respond(response: GatewayResponse | string, remoteAddress = '192.0.2.1'): Promise<string> {
    const trandata = typeof response === 'string' ? response : JSON.stringify(response);
    const reply = await this.server.inject({
      method: 'POST',
      url: KNET_RESPONSE_PATH,
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ trandata }).toString(),
    });
    if (reply.statusCode !== 200 || reply.headers['content-type'] !== 'text/plain; charset=utf-8')
      throw new Error(`answered ${reply.statusCode} ${reply.headers['content-type']}`);
    return reply.body;
  }

  reconcile(): Promise<void> {
    return reconcilePayments(this.context);
  }

  /** Everything about payments in the store. */
  async content() {
    const { reader } = this.store;
    return {
      payments: await reader.selectFrom('payments').selectAll().orderBy('payment_id').execute(),
      locks: await reader.selectFrom('payment_locks').selectAll().execute(),
      dues: await reader.selectFrom('dues').select(['due_id', 'paid_by']).orderBy('due_id').execute(),
      mails: await reader.selectFrom('mails').select(['recipient', 'subject', 'text']).execute(),
    };
  }

  /** What the trail holds of payments: actions with their details. */
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
