import type { UPLOAD_ROUTES } from '../../../contracts/portal-api/uploads.ts';
import { success } from '../../../contracts/result.ts';
import { keepUpload, removeUpload } from '../../services/applications/uploads.ts';
import type { PortalContext } from '../../services/portal-context.ts';
import type { ApiHandlers } from './handlers.ts';
import { applicantOf } from './licence-handlers.ts';

/** The routes of an applicant's documents. */
export function uploadHandlers(context: PortalContext): ApiHandlers<typeof UPLOAD_ROUTES> {
  return {
    upload: (call) => keepUpload(context, applicantOf(call), call.query.name, call.octets),
    removeUpload: async (call) => {
      const removed = await removeUpload(context, applicantOf(call), call.params.uploadId);
      return removed.ok ? success({}) : removed;
    },
  };
}
