import { Readable } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isoInstant } from '../../../contracts/calendar.ts';
import { AUDIT_EXPORT_PATH, AuditSearch } from '../../../contracts/portal-api/audit.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { COMMON_FAULT_STATUS, type CommonFault } from '../../../contracts/portal-api/route.ts';
import { exportAudit } from '../../services/audit/search-audit.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { tokenHash } from '../../services/secret-token.ts';
import { findActor } from '../../store/sessions.ts';
import { attachment } from '../attachment.ts';
import { auditActor } from './handlers.ts';
import { sessionCookieName } from './serve-api.ts';

const refuse = (reply: FastifyReply, error: CommonFault) =>
  reply.code(COMMON_FAULT_STATUS[error]).send({ error } satisfies Problem);

/** Streams what the auditor found as a file (S18). */
export async function auditExportRoute(scope: FastifyInstance, context: PortalContext): Promise<void> {
  const { store, clock, publicUrl } = context;
  const cookieName = sessionCookieName(publicUrl);
  await scope.register(fastifyCookie);
  scope.get(AUDIT_EXPORT_PATH, async (request, reply) => {
    const token = request.cookies[cookieName];
    const now = isoInstant(clock.now());
    const actor = token ? await findActor(store.reader, tokenHash(token), now) : null;
    if (actor === null) return refuse(reply, 'notSignedIn');
    if (actor.role !== 'auditor') return refuse(reply, 'notAllowed');
    const search = AuditSearch.safeParse(request.query);
    if (!search.success) return refuse(reply, 'invalidBody');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', attachment('audit.csv'))
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(exportAudit(context, auditActor(actor, request.ip), search.data)));
  });
}
