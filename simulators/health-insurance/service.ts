import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { CivilId } from '../../contracts/civil-id.ts';
import { type Clock, delay } from '../../contracts/clock.ts';
import { Language } from '../../contracts/language.ts';
import type { HealthInsuranceState } from './control.ts';
import type { CoverRegister } from './covers.ts';
import { insuranceFee } from './fees.ts';
import { readCard, readOrder } from './insurance-form.ts';
import { confirmPage, orderPage, PAGE_STYLE, paidPage, problemsOf } from './pages.ts';

const LOOPBACK = '127.0.0.1';
/** Largest request, bytes. */
const BODY_LIMIT = 64 * 1024;
const PEOPLE_MOST = 500;

/** Form: each name once. */
const Fields = z.record(z.string(), z.string());
const Query = z.object({ lang: Language.catch('ar') });
const Inquiry = z.strictObject({
  civilIds: z
    .array(CivilId)
    .min(1)
    .max(PEOPLE_MOST)
    .refine((civilIds) => new Set(civilIds).size === civilIds.length),
});

function sendPage(reply: FastifyReply, status: number, markup: string) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    .send(markup);
}

/** The pages where insurance is paid. Civil IDs travel in forms only, never in addresses. */
function pageRoutes(server: FastifyInstance, register: CoverRegister): void {
  server.get('/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(PAGE_STYLE));

  server.get('/', ({ query }, reply) => sendPage(reply, 200, orderPage(Query.parse(query).lang)));

  /** What is to be paid for, or the page that says what is wrong with it. */
  const ordered = (language: Language, form: z.infer<typeof Fields>) => {
    const order = readOrder(form);
    if (!order.ok) return { refused: orderPage(language, form, problemsOf(order.fault)) } as const;
    return register.isKnown(order.value.civilId)
      ? ({ order: order.value } as const)
      : ({
          refused: orderPage(language, form, [{ field: 'civilId', text: 'unknownPerson' }]),
        } as const);
  };

  server.post('/payments', ({ query, body }, reply) => {
    const language = Query.parse(query).lang;
    const { order, refused } = ordered(language, Fields.parse(body));
    if (order === undefined) return sendPage(reply, 422, refused);
    return sendPage(reply, 200, confirmPage(language, order, register.endAfter(order.civilId, order.years)));
  });

  server.post('/payments/confirmation', ({ query, body }, reply) => {
    const language = Query.parse(query).lang;
    const form = Fields.parse(body);
    const { order, refused } = ordered(language, form);
    if (order === undefined) return sendPage(reply, 422, refused);
    const { civilId, years, group } = order;
    if (insuranceFee(group, years) > 0) {
      const card = readCard(form);
      const problems = card.ok
        ? card.value.pays
          ? []
          : [{ field: 'month', text: 'declined' } as const]
        : problemsOf(card.fault);
      if (problems.length > 0)
        return sendPage(
          reply,
          422,
          confirmPage(language, order, register.endAfter(civilId, years), form, problems),
        );
    }
    return sendPage(reply, 200, paidPage(language, order, register.pay(civilId, years)));
  });
}

/** The ministry's place on the net, on loopback: its page, and the register that the portal asks (docs/developer/health-insurance-protocol.md). */
export class HealthInsuranceService {
  readonly #register: CoverRegister;
  readonly #clock: Clock;
  #port: number;
  #server: FastifyInstance | null = null;
  #latencyMs = 0;
  #garbage = false;

  /** `port` 0: any free one, kept from then on. */
  constructor(register: CoverRegister, port: number, clock: Clock) {
    this.#register = register;
    this.#port = port;
    this.#clock = clock;
  }

  get behaviour(): Pick<HealthInsuranceState, 'connected' | 'latencyMs' | 'garbage'> {
    return { connected: this.#server !== null, latencyMs: this.#latencyMs, garbage: this.#garbage };
  }

  /** The same each time it is plugged in. */
  get url(): string {
    return `http://${LOOPBACK}:${this.#port}`;
  }

  setLatency(ms: number): void {
    this.#latencyMs = ms;
  }

  setGarbage(garbage: boolean): void {
    this.#garbage = garbage;
  }

  /** Opens the service or closes it, with every connection. */
  async plug(connected: boolean): Promise<void> {
    if (connected === (this.#server !== null)) return;
    if (this.#server) {
      await this.#server.close();
      this.#server = null;
      return;
    }
    this.#server = await this.#listen();
    this.#port = (this.#server.server.address() as AddressInfo).port;
  }

  async #listen(): Promise<FastifyInstance> {
    const server = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
    server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    server.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    });
    server.setErrorHandler((error, _request, reply) => {
      const isTheirs = error instanceof z.ZodError;
      if (!isTheirs) console.error(error);
      return reply
        .code(isTheirs ? 400 : 500)
        .type('text/plain')
        .send(isTheirs ? 'Bad request' : 'Internal error');
    });
    pageRoutes(server, this.#register);
    server.post('/cover-inquiries', async ({ body }, reply) => {
      const { civilIds } = Inquiry.parse(body);
      await delay(this.#clock, this.#latencyMs);
      if (this.#garbage) return reply.type('text/html').send('<p>Under maintenance');
      const { ends } = this.#register;
      const covers = civilIds.map((civilId) => {
        if (!this.#register.isKnown(civilId)) return { civilId, status: 'unknownPerson' };
        const until = ends.get(civilId);
        return until === undefined
          ? { civilId, status: 'notInsured' }
          : { civilId, status: 'insured', until };
      });
      return reply.send({ covers });
    });
    await server.listen({ host: LOOPBACK, port: this.#port });
    return server;
  }
}
