import { CASE_DOCUMENTS, type CaseDocumentKind } from '../../../contracts/case.ts';
import type { CaseOpenPoint } from '../../../contracts/portal-api/cases.ts';
import type { Upload, UploadId } from '../../../contracts/portal-api/uploads.ts';
import type { CaseOnFile } from '../../store/cases.ts';
import type { StoreReader } from '../../store/store.ts';
import { findOwnUploads, type UploadOnFile } from '../../store/uploads.ts';
import type { CaseApplicant } from './context.ts';
import type { Moment } from '../applications/context.ts';
import { definitionOf } from './definitions.ts';

/** The uploads of a case by what they are; one that was removed is not among them. */
export type CaseUploads = Partial<Record<CaseDocumentKind, UploadOnFile>>;

/** The documents attached to a case, as far as whoever filed it still has them. */
export async function findCaseUploads(
  reader: StoreReader,
  { accountId, documents }: Pick<CaseOnFile, 'accountId' | 'documents'>,
): Promise<CaseUploads> {
  const named = Object.entries(documents) as [CaseDocumentKind, UploadId][];
  const found = await findOwnUploads(
    reader,
    accountId,
    named.map(([, uploadId]) => uploadId),
  );
  const uploads = new Map(found.map((upload) => [upload.uploadId, upload]));
  return Object.fromEntries(
    named.flatMap(([kind, uploadId]) => {
      const upload = uploads.get(uploadId);
      return upload ? [[kind, upload]] : [];
    }),
  );
}

/** The uploads as their owner and officers are shown them. */
export function shownCaseUploads(uploads: CaseUploads): Partial<Record<CaseDocumentKind, Upload>> {
  return Object.fromEntries(
    Object.entries(uploads).map(([kind, { uploadId, name, type, octets }]) => [
      kind,
      { uploadId, name, type, octets },
    ]),
  );
}

/** What stands between a case and its submission: faults of fields first, then missing documents, each in its order. */
export async function openPoints(
  reader: StoreReader,
  { form }: CaseOnFile,
  uploads: CaseUploads,
  applicant: CaseApplicant,
  { today }: Moment,
): Promise<CaseOpenPoint[]> {
  const faults = await definitionOf(form).judge(reader, form, { ...applicant, today });
  return [
    ...faults.map(({ field, fault, part }) => ({ at: 'field' as const, field, fault, part: part ?? null })),
    ...CASE_DOCUMENTS[form.type]
      .filter((document) => uploads[document] === undefined)
      .map((document) => ({ at: 'document' as const, document, fault: 'missing' as const })),
  ];
}
