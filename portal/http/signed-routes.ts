import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { CollectionProblem } from '../../contracts/collection-api.ts';
import type { Result } from '../../contracts/result.ts';
import { authenticateKiosk } from '../services/kiosks/authenticate-kiosk.ts';
import type { CallingKiosk } from '../services/collection/context.ts';

/** HTTP status of every problem, as documented at `CollectionProblem`. */
const PROBLEM_STATUS: Readonly<Record<CollectionProblem['error'], number>> = {
  invalidBody: 400,
  notSigned: 401,
  collectionTokenInvalid: 403,
  notFound: 404,
  pickupConflict: 409,
  challengeSpent: 410,
  bodyTooLarge: 413,
  internal: 500,
};

export function sendProblem(reply: FastifyReply, error: CollectionProblem['error']): FastifyReply {
  return reply.code(PROBLEM_STATUS[error]).send({ error } satisfies CollectionProblem);
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The machine whose signature was right; `null` on routes without signature. */
    kioskMachine: string | null;
  }
}

/** A proof of a chip with RSA certificates stays below 32 KiB; events are small. */
const BODY_LIMIT_OCTETS = 128 * 1024;

export interface SignatureContext {
  readonly findKey: (machine: string) => Promise<string | null>;
  readonly now: () => number;
}

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Makes `scope` believe only signed requests; their bodies stay octets until the signature was checked. */
export function requireSignature(scope: FastifyInstance, { findKey, now }: SignatureContext): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_OCTETS },
    (_request, body, done) => done(null, body),
  );
  scope.addHook('preValidation', async (request, reply) => {
    const { url } = request;
    // The query is not covered by the signature, and no signed route has one.
    if (url.includes('?')) return sendProblem(reply, 'notSigned');
    const kiosk = await authenticateKiosk(
      {
        method: request.method,
        path: url,
        body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
        contentDigest: header(request, 'content-digest'),
        signatureInput: header(request, 'signature-input'),
        signature: header(request, 'signature'),
      },
      findKey,
      now(),
    );
    if (!kiosk.ok) {
      request.log.warn({ fault: kiosk.fault }, 'kiosk signature refused');
      return sendProblem(reply, 'notSigned');
    }
    request.kioskMachine = kiosk.value;
  });
}

type Handled<Answer extends z.ZodType> = Result<z.output<Answer>, CollectionProblem['error']>;

/** What a route of the contract needs to be served. */
interface SignedRoute<Body extends z.ZodType, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Body;
  readonly answer: Answer;
}

function callingKiosk(request: FastifyRequest): CallingKiosk {
  const { kioskMachine } = request;
  if (kioskMachine === null) throw new Error('a signed route was reached without a signature');
  return { machine: kioskMachine, address: request.ip };
}

function parsedJson(body: unknown): unknown {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Serves one route of the contract inside a scope that requires signatures. */
export function signedRoute<Body extends z.ZodType, Answer extends z.ZodType>(
  scope: FastifyInstance,
  route: SignedRoute<Body, Answer>,
  handle: (kiosk: CallingKiosk, body: z.output<Body>, params: unknown) => Promise<Handled<Answer>>,
): void {
  scope.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const body = route.body.safeParse(parsedJson(request.body));
      if (!body.success) return sendProblem(reply, 'invalidBody');
      const handled = await handle(callingKiosk(request), body.data, request.params);
      return handled.ok ? reply.send(handled.value) : sendProblem(reply, handled.fault);
    },
  });
}
