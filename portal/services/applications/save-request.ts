import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestForm } from '../../../contracts/portal-api/licences.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { changeApplication } from '../../store/applications.ts';
import { changeRequest } from '../../store/requests.ts';
import { findOwnUploads, holdUploads } from '../../store/uploads.ts';
import type { Applicant, ApplicationContext } from './context.ts';
import { FILLED_IN } from './draft.ts';
import { findOwnRequest } from './request-view.ts';

/**
 * Keeps what the applicant has filled in.
 * - `notFound`: no such request of theirs, or a document that is not theirs or belongs to another request.
 * - `changedMeanwhile`: it is no longer as it was at `version`.
 */
export function saveRequest(
  context: ApplicationContext,
  { accountId, civilId }: Applicant,
  requestId: RequestId,
  { version, form }: { readonly version: number; readonly form: RequestForm },
): Promise<Result<null, 'notFound' | 'notInThisState' | 'changedMeanwhile'>> {
  return context.store.transaction(async (transaction) => {
    const request = await findOwnRequest(transaction, civilId, requestId);
    if (request === null) return failure('notFound');
    if (request.application === null || !FILLED_IN.has(request.status)) return failure('notInThisState');
    if (request.version !== version) return failure('changedMeanwhile');
    const documents = [...new Set(Object.values(form.documents))];
    const uploads = await findOwnUploads(transaction, accountId, documents);
    const free = uploads.filter(
      ({ holder }) => holder === null || ('requestId' in holder && holder.requestId === requestId),
    );
    if (free.length !== documents.length) return failure('notFound');
    await changeRequest(transaction, requestId, version, {
      ...(form.category === null ? {} : { category: form.category }),
    });
    await changeApplication(transaction, requestId, { form });
    await holdUploads(transaction, { requestId }, documents);
    return success(null);
  });
}
