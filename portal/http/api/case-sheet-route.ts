import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isoInstant } from '../../../contracts/calendar.ts';
import { CaseFormSheet, CaseId } from '../../../contracts/case.ts';
import { CASE_SHEET_PATH } from '../../../contracts/portal-api/cases.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import { COMMON_FAULT_STATUS, type CommonFault } from '../../../contracts/portal-api/route.ts';
import { caseSheet } from '../../services/cases/case-sheet.ts';
import type { DocumentPool } from '../../services/documents/document-pool.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { tokenHash } from '../../services/secret-token.ts';
import { findActor } from '../../store/sessions.ts';
import { CASE_SHEET_TITLES } from '../../texts/case-sheet-texts.ts';
import { attachment } from '../attachment.ts';
import { sendDocument } from '../send-document.ts';
import { sessionCookieName } from './serve-api.ts';

const Params = z.object({ caseId: CaseId, sheet: CaseFormSheet });

const refuse = (reply: FastifyReply, error: CommonFault) =>
  reply.code(COMMON_FAULT_STATUS[error]).send({ error } satisfies Problem);

/** Serves the forms of an own company account application, filled in, as PDF. */
export async function caseSheetRoute(
  scope: FastifyInstance,
  context: PortalContext,
  documents: DocumentPool,
): Promise<void> {
  const { store, clock, publicUrl } = context;
  const cookieName = sessionCookieName(publicUrl);
  await scope.register(fastifyCookie);

  scope.get(CASE_SHEET_PATH, async (request, reply) => {
    const token = request.cookies[cookieName];
    const now = isoInstant(clock.now());
    const actor = token ? await findActor(store.reader, tokenHash(token), now) : null;
    if (actor === null) return refuse(reply, 'notSignedIn');
    if (!('accountId' in actor)) return refuse(reply, 'notAllowed');
    const params = Params.safeParse(request.params);
    if (!params.success) return refuse(reply, 'notFound');
    const { caseId, sheet } = params.data;
    const content = await caseSheet(context, actor, caseId, sheet);
    if (content === null) return refuse(reply, 'notFound');
    const saved = attachment(`${CASE_SHEET_TITLES[sheet][actor.language]} ${caseId}.pdf`);
    return sendDocument(reply, documents, { document: 'caseSheet', content }, saved);
  });
}
