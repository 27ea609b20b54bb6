import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify';
import type { CollectionContext } from '../services/collection/context.ts';
import { PORTAL_ROUTES, type PortalRoutes } from '../../contracts/portal-api/index.ts';
import { isoInstant } from '../../contracts/calendar.ts';
import type { PortalContext } from '../services/portal-context.ts';
import { findActor } from '../store/sessions.ts';
import { accountHandlers } from './api/account-handlers.ts';
import { caseHandlers, deskHandlers } from './api/case-handlers.ts';
import { caseSheetRoute } from './api/case-sheet-route.ts';
import { auditExportRoute } from './api/audit-export-route.ts';
import { auditHandlers } from './api/audit-handlers.ts';
import { dashboardHandlers } from './api/dashboard-handlers.ts';
import type { ApiHandlers } from './api/handlers.ts';
import { licenceHandlers } from './api/licence-handlers.ts';
import { organisationHandlers } from './api/organisation-handlers.ts';
import { openApiDocument } from './api/open-api.ts';
import { passportHandlers } from './api/passport-handlers.ts';
import { paymentHandlers } from './api/payment-handlers.ts';
import { residencyHandlers } from './api/residency-handlers.ts';
import { reviewHandlers } from './api/review-handlers.ts';
import { serveApi } from './api/serve-api.ts';
import { uploadContentRoute } from './api/upload-content-route.ts';
import { uploadHandlers } from './api/upload-handlers.ts';
import { assetRoutes } from './assets.ts';
import { collectionRoutes } from './collection-routes.ts';
import { knetRoutes } from './knet-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { documentsOf } from './send-document.ts';
import { sendProblem } from './signed-routes.ts';
import { webApp } from './web-app.ts';

export interface ServerOptions {
  readonly context: CollectionContext;
  readonly portal: PortalContext;
  /** Folder of the built web UI; `null`: none is served. */
  readonly webFolder: string | null;
  /** Addresses of balancers whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Receives log lines; `null`: no log. */
  readonly log: { write(line: string): void } | null;
}

/** No request takes longer than this to arrive, in milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;
const CONNECTION_TIMEOUT_MS = 60_000;
/** Routes without a signature take no bodies at all. */
const BODY_LIMIT_OCTETS = 1_024;

/** What the log tells of a fault: messages of databases and parsers quote values, so only code and place are kept. */
function loggedError(error: Error & { readonly code?: unknown }) {
  return {
    type: error.name,
    message: typeof error.code === 'string' ? error.code : '',
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
  };
}

/** The portal's HTTP server, not listening yet. Logs routes, never addresses, bodies or identities of persons. */
export async function createServer({
  context,
  portal,
  webFolder,
  trustedProxies,
  log,
}: ServerOptions): Promise<FastifyInstance> {
  const headers = securityHeaders(context.publicUrl);
  const server = Fastify({
    logger: log === null ? false : { stream: log, base: null, serializers: { err: loggedError } },
    // Permit numbers and receipt codes stand in addresses: requests are logged below by their route.
    logController: new LogController({ disableRequestLogging: true }),
    // An address that cannot be decoded reaches no hook.
    frameworkErrors: (_error, _request, reply) => sendProblem(reply.headers(headers), 'notFound'),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_OCTETS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    exposeHeadRoutes: false,
  });
  server.decorateRequest('kioskMachine', null);
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        machine: request.kioskMachine,
      },
      'answered',
    );
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode === 413) return sendProblem(reply, 'bodyTooLarge');
    if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, 'invalidBody');
    request.log.error({ err: error }, 'failed');
    return sendProblem(reply, 'internal');
  });
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 'notFound'));

  const documents = documentsOf(server, context.clock);

  await server.register(assetRoutes);
  await server.register((scope) =>
    publicRoutes(scope, { ...context, credentialKey: context.signer.publicKey, documents }),
  );
  await server.register((scope) => collectionRoutes(scope, context));
  await server.register((scope) => knetRoutes(scope, portal));
  await server.register((scope) => uploadContentRoute(scope, portal));
  await server.register((scope) => auditExportRoute(scope, portal));
  await server.register((scope) => caseSheetRoute(scope, portal, documents));
  const handlers: ApiHandlers<PortalRoutes> = {
    ...accountHandlers(portal),
    ...licenceHandlers(portal),
    ...reviewHandlers(portal),
    ...uploadHandlers(portal),
    ...paymentHandlers(portal),
    ...residencyHandlers(portal),
    ...organisationHandlers(portal),
    ...passportHandlers(portal),
    ...auditHandlers(portal),
    ...dashboardHandlers(portal),
    ...caseHandlers(portal),
    ...deskHandlers(portal),
  };
  await serveApi(server, PORTAL_ROUTES, handlers, {
    publicUrl: portal.publicUrl,
    clock: portal.clock,
    findActor: (tokenHash) => findActor(portal.store.reader, tokenHash, isoInstant(portal.clock.now())),
  });
  const openApi = openApiDocument(PORTAL_ROUTES, portal.publicUrl);
  server.get('/api/openapi.json', async () => openApi);
  if (webFolder !== null) await server.register((scope) => webApp(scope, webFolder));
  return server;
}
