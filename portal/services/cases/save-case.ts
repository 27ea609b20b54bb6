import type { CaseId } from '../../../contracts/case.ts';
import type { CaseForm } from '../../../contracts/portal-api/cases.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type CaseDocuments, changeCase } from '../../store/cases.ts';
import { findOwnUploads, holdUploads } from '../../store/uploads.ts';
import { findOwnCase } from './case-view.ts';
import type { CaseApplicant, CaseContext } from './context.ts';
import { definitionOf } from './definitions.ts';
import { canBeFilledIn } from './filled-in.ts';

/**
 * Keeps what has been filled in and attached so far.
 * - `notFound`: no such case of theirs, or a document that is not theirs or belongs to something else.
 * - `changedMeanwhile`: it is no longer as it was at `version`.
 * - `notInThisState`: it is with its department or over, or the form is of another type.
 */
export function saveCase(
  context: CaseContext,
  applicant: CaseApplicant,
  caseId: CaseId,
  {
    version,
    form,
    documents,
  }: { readonly version: number; readonly form: CaseForm; readonly documents: CaseDocuments },
): Promise<Result<null, 'notFound' | 'notInThisState' | 'changedMeanwhile'>> {
  return context.store.transaction(async (transaction) => {
    const filed = await findOwnCase(transaction, applicant, caseId);
    if (filed === null) return failure('notFound');
    if (!canBeFilledIn(filed) || form.type !== filed.form.type) return failure('notInThisState');
    if (filed.version !== version) return failure('changedMeanwhile');
    const uploadIds = [...new Set(Object.values(documents))];
    const uploads = await findOwnUploads(transaction, applicant.accountId, uploadIds);
    const free = uploads.filter(
      ({ holder }) => holder === null || ('caseId' in holder && holder.caseId === caseId),
    );
    if (free.length !== uploadIds.length) return failure('notFound');
    await changeCase(transaction, filed, { form, documents, subject: definitionOf(form).subject(form) });
    await holdUploads(transaction, { caseId }, uploadIds);
    return success(null);
  });
}
