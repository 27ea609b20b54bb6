import type { UploadId } from '../../../contracts/portal-api/uploads.ts';
import { findUpload, type UploadOnFile } from '../../store/uploads.ts';
import { type ApplicationContext, moment, record } from '../applications/context.ts';
import { findCase, type Officer } from './review-case.ts';

/** A document of a case on the desk; `null` for any other. That it was looked at is on the trail before it is sent. */
export function lookAtDocument(
  context: ApplicationContext,
  officer: Pick<Officer, 'by'>,
  uploadId: UploadId,
): Promise<UploadOnFile | null> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const upload = await findUpload(transaction, uploadId);
    if (upload === null || upload.holder === null || !('requestId' in upload.holder)) return null;
    const found = await findCase(transaction, upload.holder.requestId);
    if (found === null) return null;
    const { requestId } = found.request;
    await record(
      transaction,
      [{ action: 'documentLookedAt', requestId, document: uploadId }],
      officer.by,
      now.instant,
    );
    return upload;
  });
}
