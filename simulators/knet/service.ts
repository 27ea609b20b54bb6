import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import type { KnetPayment } from './control.ts';
import { GATEWAY_ERRORS, type GatewayError } from './errors.ts';
import type { KnetSimulator } from './knet.ts';
import { deadEndPage, PAGE_STYLE, paymentPage } from './pages.ts';
import { type CardField, readPaymentForm } from './payment-form.ts';
import { isWebAddress, readPaymentInit } from './payment-init.ts';

const LOOPBACK = '127.0.0.1';
/** Largest request, bytes. */
const BODY_LIMIT = 64 * 1024;

/** Query or form: each name once. */
const Fields = z.record(z.string(), z.string());

/** A page, which may show itself and its style and be sent to itself or on to the merchant (CSP 3, form-action, covers redirections). */
function sendPage(reply: FastifyReply, status: number, markup: string, onwards: readonly string[] = []) {
  const origins = onwards.map((address) => new URL(address).origin);
  const formAction = ["'self'", ...new Set(origins)].join(' ');
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    )
    .send(markup);
}

/** Sends the browser to the merchant's error address. */
function sendError(
  reply: FastifyReply,
  errorUrl: string,
  error: GatewayError,
  payment: KnetPayment | null = null,
) {
  const [code, text] = GATEWAY_ERRORS[error];
  const address = new URL(errorUrl);
  address.searchParams.set('Error', code);
  address.searchParams.set('ErrorText', text);
  if (payment) {
    address.searchParams.set('paymentid', payment.paymentId);
    address.searchParams.set('trackid', payment.trackId);
  }
  return reply.redirect(address.href, 303);
}

function showPayment(
  reply: FastifyReply,
  payment: KnetPayment,
  form: Readonly<Record<string, string>> = {},
  wrong: readonly CardField[] = [],
) {
  const status = wrong.length > 0 ? 422 : 200;
  const onwards = [payment.responseUrl, payment.errorUrl];
  return sendPage(reply, status, paymentPage(payment, form, wrong), onwards);
}

function routes(server: FastifyInstance, knet: KnetSimulator): void {
  /** The payment that the address of a payment page names. */
  const named = (query: unknown) => knet.books.findByPaymentId(Fields.parse(query)['PaymentID'] ?? '');

  server.get('/kpg/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(PAGE_STYLE));

  server.get('/kpg/PaymentHTTP.htm', (request, reply) => {
    const query = Fields.parse(request.query);
    const errorUrl = query['errorURL'];
    if (!isWebAddress(errorUrl))
      return reply.code(400).type('text/plain').send(GATEWAY_ERRORS.missingErrorUrl.join('-'));
    const order = readPaymentInit(query, knet.merchant);
    if (!order.ok) return sendError(reply, errorUrl, order.fault);
    const opened = knet.books.open(order.value);
    if (!opened.ok) return sendError(reply, errorUrl, opened.fault);
    return reply.redirect(`/kpg/paymentpage.htm?PaymentID=${opened.value.paymentId}`, 303);
  });

  server.get('/kpg/paymentpage.htm', (request, reply) => {
    const payment = named(request.query);
    if (!payment) return sendPage(reply, 404, deadEndPage('ar'));
    if (payment.state !== 'initiated')
      return sendError(reply, payment.errorUrl, 'invalidPaymentStatus', payment);
    return showPayment(reply, payment);
  });

  server.post('/kpg/paymentpage.htm', async (request, reply) => {
    const payment = named(request.query);
    if (!payment) return sendPage(reply, 404, deadEndPage('ar'));
    const form = Fields.parse(request.body);
    const payer = readPaymentForm(form);
    if (!payer.ok) return showPayment(reply, payment, form, payer.fault);
    const departure = await knet.leavePage(payment.paymentId, payer.value);
    if (departure.to === 'merchant') return reply.redirect(departure.url, 303);
    if (departure.to === 'nowhere') return sendPage(reply, 200, deadEndPage(payment.language));
    return sendError(reply, payment.errorUrl, departure.error, payment);
  });

  server.post('/kpg/tranPipe.htm', (request, reply) => {
    const answer = knet.answerPipe(z.string().parse(request.body));
    if (answer === null) return reply.code(503).type('text/plain').send('Service unavailable');
    return reply.type('application/xml').send(answer);
  });
}

async function listen(knet: KnetSimulator, port: number): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  server.addContentTypeParser('application/xml', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
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
  routes(server, knet);
  await server.listen({ host: LOOPBACK, port });
  return server;
}

/** The gateway's place on the net: payment page and pipe under `/kpg/`, on loopback. */
export class KnetService {
  readonly #knet: KnetSimulator;
  #port: number;
  #server: FastifyInstance | null = null;

  /** `port` 0: any free one, kept from then on. */
  constructor(knet: KnetSimulator, port: number) {
    this.#knet = knet;
    this.#port = port;
  }

  get connected(): boolean {
    return this.#server !== null;
  }

  /** The same each time it is plugged in. */
  get url(): string {
    return `http://${LOOPBACK}:${this.#port}`;
  }

  /** Opens the service or closes it, with every connection. */
  async plug(connected: boolean): Promise<void> {
    if (connected === this.connected) return;
    if (this.#server) {
      await this.#server.close();
      this.#server = null;
      return;
    }
    this.#server = await listen(this.#knet, this.#port);
    this.#port = (this.#server.server.address() as AddressInfo).port;
  }
}
