import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { KNET_ERROR_PATH, KNET_RESPONSE_PATH } from '../../contracts/portal-api/payments.ts';
import { type PaymentContext, paymentPageUrl } from '../services/payments/context.ts';
import {
  type ReceivedResponse,
  receiveError,
  receiveResponse,
} from '../services/payments/receive-response.ts';
import { paymentUnconfirmedPage } from './pages/payment-unconfirmed-page.ts';
import { createBuckets, createThrottle } from './throttle.ts';

/** Largest response of the gateway, in bytes. */
const RESPONSE_MOST_OCTETS = 16 * 1024;
/** Refused responses of one address that are written down at once: KNET sends those of all payers from its own. */
export const REFUSALS_BURST = 60;
const UNCONFIRMED_PATH = '/payments/knet/unconfirmed';

/** What the gateway sends (KNET manual K-064): an encrypted response, or an error in plain text. */
const Encrypted = z.object({ trandata: z.string().min(1) });
const PlainError = z.object({ trackid: z.string().regex(/^[A-Za-z0-9]{1,40}$/) });

/**
 * What KNET and the browsers it sends here ask for. None of it carries a session or our Origin, and none of it is believed
 * without an inquiry.
 */
export async function knetRoutes(scope: FastifyInstance, context: PaymentContext): Promise<void> {
  const { publicUrl } = context;
  const throttle = createThrottle(context.clock);
  const refusals = createBuckets(context.clock, REFUSALS_BURST);

  /** Takes what came; a plain error, which anybody can write, makes the portal ask KNET if `mayAsk` says so. */
  const received = async (
    fields: unknown,
    address: string,
    mayAsk: () => boolean,
  ): Promise<ReceivedResponse> => {
    const encrypted = Encrypted.safeParse(fields);
    const countRefusal = () => refusals(address).verdict;
    if (encrypted.success)
      return receiveResponse(context, encrypted.data.trandata, { address, countRefusal });
    const error = PlainError.safeParse(fields);
    return error.success ? receiveError(context, error.data.trackid, address, mayAsk()) : { paymentId: null };
  };
  const onward = ({ paymentId }: ReceivedResponse): string =>
    paymentId === null ? publicUrl + UNCONFIRMED_PATH : paymentPageUrl(publicUrl, paymentId);
  /** The one line that KNET follows: whatever has gone wrong, the payer must not be left on its page. */
  const sendLine = (reply: FastifyReply, answer: ReceivedResponse) =>
    reply
      .code(200)
      .type('text/plain; charset=utf-8')
      .send(`REDIRECT=${onward(answer)}`);

  await scope.register(async (gateway) => {
    // KNET sends forms, and nothing else is read.
    gateway.removeAllContentTypeParsers();
    gateway.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    gateway.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error }, 'response not taken');
      return sendLine(reply, { paymentId: null });
    });
    gateway.post(KNET_RESPONSE_PATH, { bodyLimit: RESPONSE_MOST_OCTETS }, async (request, reply) => {
      const { body, ip } = request;
      return sendLine(reply, await received(body, ip, () => throttle(ip) === 0));
    });
  });

  scope.get(KNET_ERROR_PATH, async (request, reply) => {
    const seconds = throttle(request.ip);
    if (seconds > 0) return reply.code(429).header('retry-after', String(seconds)).send();
    return reply.redirect(onward(await received(request.query, request.ip, () => true)));
  });

  scope.get(UNCONFIRMED_PATH, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(paymentUnconfirmedPage()),
  );
}
