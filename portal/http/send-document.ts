import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../../contracts/clock.ts';
import {
  createDocumentPool,
  DRAWING_AGAIN_S,
  type DocumentPool,
} from '../services/documents/document-pool.ts';
import type { Drawing } from '../services/documents/draw-document.ts';

/** What draws the documents of a server; its threads end with the server. */
export function documentsOf(server: FastifyInstance, clock: Clock): DocumentPool {
  const documents = createDocumentPool(clock);
  server.addHook('onClose', () => documents.close());
  return documents;
}

/** Answers with a document as PDF; with 503 when it cannot be drawn now. `disposition`: the header of that name. */
export async function sendDocument(
  reply: FastifyReply,
  documents: DocumentPool,
  drawing: Drawing,
  disposition: string,
): Promise<FastifyReply> {
  const drawn = await documents.draw(drawing);
  if (!drawn.ok) {
    reply.log.warn({ document: drawing.document, fault: drawn.fault }, 'document not drawn');
    return reply.code(503).header('retry-after', String(DRAWING_AGAIN_S)).send();
  }
  return reply
    .type('application/pdf')
    .header('content-disposition', disposition)
    .header('x-content-type-options', 'nosniff')
    .send(drawn.value);
}
