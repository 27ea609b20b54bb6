import type { UPLOAD_ROUTES } from '../../../contracts/portal-api/uploads.ts';
import { success } from '../../../contracts/result.ts';
import { keepUpload, removeUpload } from '../../services/applications/uploads.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import { createTurns } from '../../services/uploads/turns.ts';
import type { ApiHandlers } from './handlers.ts';
import { applicantOf } from './licence-handlers.ts';

/** Uploads of one account that are taken in at once: each is held in memory until it is judged. Further ones wait unread. */
const UPLOADS_AT_ONCE = 2;

/** The routes of an applicant's documents. */
export function uploadHandlers(context: PortalContext): ApiHandlers<typeof UPLOAD_ROUTES> {
  const takeTurn = createTurns(UPLOADS_AT_ONCE);
  return {
    upload: (call) =>
      takeTurn(call.actor.accountId, () =>
        keepUpload(context, applicantOf(call), call.query.name, call.octets),
      ),
    removeUpload: async (call) => {
      const removed = await removeUpload(context, applicantOf(call), call.params.uploadId);
      return removed.ok ? success({}) : removed;
    },
  };
}
