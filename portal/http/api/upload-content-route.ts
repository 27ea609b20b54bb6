import { createReadStream } from 'node:fs';
import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isoInstant } from '../../../contracts/calendar.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { COMMON_FAULT_STATUS, type CommonFault } from '../../../contracts/portal-api/route.ts';
import { UPLOAD_CONTENT_PATH, UploadId } from '../../../contracts/portal-api/uploads.ts';
import { lookAtCaseDocument } from '../../services/cases/look-at-case-document.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { lookAtDocument } from '../../services/review/look-at-document.ts';
import { contentFile } from '../../services/uploads/content-file.ts';
import { findActor } from '../../store/sessions.ts';
import { findUpload, type UploadOnFile } from '../../store/uploads.ts';
import { attachment } from '../attachment.ts';
import { type Actor, auditActor } from './handlers.ts';
import { tokenHash } from '../../services/secret-token.ts';
import { sessionCookieName } from './serve-api.ts';

const Params = z.object({ uploadId: UploadId });

const refuse = (reply: FastifyReply, error: CommonFault) =>
  reply.code(COMMON_FAULT_STATUS[error]).send({ error } satisfies Problem);

/** Serves the octets of uploads: to their owner, and to officers of the department on whose desk a case waits that holds them. */
export async function uploadContentRoute(scope: FastifyInstance, context: PortalContext): Promise<void> {
  const { store, clock, publicUrl, uploadsFolder } = context;
  const cookieName = sessionCookieName(publicUrl);
  await scope.register(fastifyCookie);

  const shownTo = async (actor: Actor, uploadId: UploadId, address: string): Promise<UploadOnFile | null> => {
    const by = auditActor(actor, address);
    switch (actor.role) {
      case 'trafficOfficer':
        return lookAtDocument(context, { by }, uploadId);
      case 'residencyOfficer':
      case 'accountsOfficer':
        return lookAtCaseDocument(context, { department: actor.role, by }, uploadId);
      case 'auditor':
        return null;
      default: {
        const upload = await findUpload(store.reader, uploadId);
        return upload?.accountId === actor.accountId ? upload : null;
      }
    }
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
