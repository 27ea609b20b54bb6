import { createReadStream } from 'node:fs';
import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { COMMON_FAULT_STATUS, type CommonFault } from '../../../contracts/portal-api/route.ts';
import { UPLOAD_CONTENT_PATH, UploadId } from '../../../contracts/portal-api/uploads.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { lookAtDocument } from '../../services/review/look-at-document.ts';
import { contentFile } from '../../services/uploads/content-file.ts';
import { findActor } from '../../store/sessions.ts';
import { findUpload, type UploadOnFile } from '../../store/uploads.ts';
import { type Actor, auditActor } from './handlers.ts';
import { tokenHash } from '../../services/secret-token.ts';
import { sessionCookieName } from './serve-api.ts';

const Params = z.object({ uploadId: UploadId });

const refuse = (reply: FastifyReply, error: CommonFault) =>
  reply.code(COMMON_FAULT_STATUS[error]).send({ error } satisfies Problem);

/** Characters that RFC 8187 (`ext-value`) allows as they are and `encodeURIComponent` leaves, but RFC 5987 does not. */
const NOT_ATTR_CHAR = /['()*]/g;

/** Always saved as a file and never shown by the browser, under the name its owner gave it (RFC 6266, RFC 8187). */
function attachment(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    NOT_ATTR_CHAR,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

/** Serves the octets of uploads: to their owner, and to officers for a case that waits and holds them. */
export async function uploadContentRoute(scope: FastifyInstance, context: PortalContext): Promise<void> {
  const { store, clock, publicUrl, uploadsFolder } = context;
  const cookieName = sessionCookieName(publicUrl);
  await scope.register(fastifyCookie);

  const shownTo = async (actor: Actor, uploadId: UploadId, address: string): Promise<UploadOnFile | null> => {
    if (actor.role === 'trafficOfficer')
      return lookAtDocument(context, { by: auditActor(actor, address) }, uploadId);
    const upload = await findUpload(store.reader, uploadId);
    return upload?.accountId === actor.accountId ? upload : null;
  };

  scope.get(UPLOAD_CONTENT_PATH, async (request, reply) => {
    const token = request.cookies[cookieName];
    const now = isoInstant(clock.now());
    const actor = token ? await findActor(store.reader, tokenHash(token), now) : null;
    if (actor === null) return refuse(reply, 'notSignedIn');
    const params = Params.safeParse(request.params);
    const upload = params.success ? await shownTo(actor, params.data.uploadId, request.ip) : null;
    if (upload === null) return refuse(reply, 'notFound');
    return reply
      .type(upload.type)
      .header('content-length', String(upload.octets))
      .header('content-disposition', attachment(upload.name))
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(contentFile(uploadsFolder, upload.sha256)));
  });
}
