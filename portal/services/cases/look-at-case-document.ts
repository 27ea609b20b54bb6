import type { UploadId } from '../../../contracts/portal-api/uploads.ts';
import { findUpload, type UploadOnFile } from '../../store/uploads.ts';
import { moment, record } from '../applications/context.ts';
import type { CaseContext, CaseOfficer } from './context.ts';
import { findDeskCase } from './desk-case.ts';

/**
 * A document of a case on the department's desk; `null` for any other. That it was looked at is on the trail before it is
 * sent.
 */
export function lookAtCaseDocument(
  context: CaseContext,
  officer: Pick<CaseOfficer, 'department' | 'by'>,
  uploadId: UploadId,
): Promise<UploadOnFile | null> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    const upload = await findUpload(transaction, uploadId);
    if (upload === null || upload.holder === null || !('caseId' in upload.holder)) return null;
    const { caseId } = upload.holder;
    const found = await findDeskCase(transaction, officer, caseId);
    if (!found.ok) return null;
    await record(
      transaction,
      [{ action: 'caseDocumentLookedAt', caseId, document: uploadId }],
      officer.by,
      now.instant,
    );
    return upload;
  });
}
