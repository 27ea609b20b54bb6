import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../../contracts/clock.ts';
import { type Problem, problemFields } from '../../../contracts/portal-api/problem.ts';
import { type ApiRoute, COMMON_FAULT_STATUS } from '../../../contracts/portal-api/route.ts';
import type { Result } from '../../../contracts/result.ts';
import { tokenHash } from '../../services/secret-token.ts';
import { createThrottle } from '../throttle.ts';
import type { Actor, ApiHandler, ApiHandlers, SessionCookie } from './handlers.ts';

/** The cookie that carries a session's token; the prefix binds it to this host over TLS. */
const COOKIE = { secure: '__Host-session', plain: 'session' } as const;
/** Largest JSON body, in bytes. */
const JSON_MOST_OCTETS = 64 * 1024;
/** Status of a fault that is the route's own. */
const OWN_FAULT_STATUS = 422;

export interface ApiOptions {
  /** Address of the portal as browsers reach it, without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Who holds the session of this token hash now. */
  readonly findActor: (tokenHash: string) => Promise<Actor | null>;
}

/** Name of the session's cookie at a portal that browsers reach under `publicUrl`. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? COOKIE.secure : COOKIE.plain;
}

function statusOf(fault: string): number {
  return fault in COMMON_FAULT_STATUS
    ? COMMON_FAULT_STATUS[fault as keyof typeof COMMON_FAULT_STATUS]
    : OWN_FAULT_STATUS;
}

function sendFault(reply: FastifyReply, error: string, more: Omit<Problem, 'error'> = {}): FastifyReply {
  return reply.code(statusOf(error)).send({ error, ...more } satisfies Problem);
}

const absent = z.unknown().transform(() => undefined);

/** Serves `routes` with their handlers: parses, knows the session, checks Origin and role, and sends what the contract says. */
export async function serveApi<Routes extends Readonly<Record<string, ApiRoute>>>(
  server: FastifyInstance,
  routes: Routes,
  handlers: ApiHandlers<Routes>,
  options: ApiOptions,
): Promise<void> {
  const secure = options.publicUrl.startsWith('https:');
  const cookieName = sessionCookieName(options.publicUrl);
  const { origin } = new URL(options.publicUrl);
  const throttle = createThrottle(options.clock);
  const cookieOptions = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;

  await server.register(async (scope) => {
    await scope.register(fastifyCookie);
    // Octets are streamed to the handler that takes them.
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

    const hashOf = (request: FastifyRequest): string | null => {
      const token = request.cookies[cookieName];
      return token ? tokenHash(token) : null;
    };
    const cookieOf = (request: FastifyRequest, reply: FastifyReply): SessionCookie => ({
      tokenHash: hashOf(request),
      begin: (token, seconds) =>
        void reply.setCookie(cookieName, token, { ...cookieOptions, maxAge: seconds }),
      end: () => void reply.clearCookie(cookieName, cookieOptions),
    });

    for (const [name, route] of Object.entries<ApiRoute>(routes)) {
      const handle = handlers[name] as unknown as ApiHandler<ApiRoute>;
      const changes = route.method !== 'GET';
      scope.route({
        method: route.method,
        url: route.path,
        bodyLimit: JSON_MOST_OCTETS,
        onRequest: async (request, reply) => {
          // A browser names the page that asks; another site's page cannot say it is ours.
          if (changes && request.headers.origin !== origin) return sendFault(reply, 'foreignOrigin');
          const seconds = route.throttled ? throttle(request.ip) : 0;
          if (seconds > 0)
            return sendFault(reply.header('retry-after', String(seconds)), 'tooManyRequests', {
              retryAfter: seconds,
            });
        },
        handler: async (request, reply) => {
          const cookie = cookieOf(request, reply);
          const actor = cookie.tokenHash === null ? null : await options.findActor(cookie.tokenHash);
          if (route.access !== 'public') {
            if (actor === null) return sendFault(reply, 'notSignedIn');
            if (!route.access.includes(actor.role)) return sendFault(reply, 'notAllowed');
          }
          const params = (route.params ?? absent).safeParse(request.params);
          if (!params.success) return sendFault(reply, 'notFound');
          const query = (route.query ?? absent).safeParse(request.query);
          const body = (route.body ?? absent).safeParse(request.body);
          if (!query.success) return sendFault(reply, 'invalidBody', { fields: problemFields(query.error) });
          if (!body.success) return sendFault(reply, 'invalidBody', { fields: problemFields(body.error) });
          const handled: Result<unknown, string> = await handle({
            actor,
            params: params.data as never,
            query: query.data as never,
            body: body.data as never,
            address: request.ip,
            cookie,
            octets: request.raw,
          });
          return handled.ok ? reply.send(handled.value) : sendFault(reply, handled.fault);
        },
      });
    }
  });
}
