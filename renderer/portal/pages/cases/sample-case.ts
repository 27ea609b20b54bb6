import { IsoInstant } from '../../../../contracts/calendar.ts';
import { CASE_DOCUMENTS, CaseId, type CaseType } from '../../../../contracts/case.ts';
import type { CaseView } from '../../../../contracts/portal-api/cases.ts';
import { type Upload, UploadId } from '../../../../contracts/portal-api/uploads.ts';
import { BLANK_FORMS } from './case-types.ts';

/** An uploaded document for tests. */
export const SAMPLE_DOCUMENT: Upload = {
  uploadId: UploadId.parse('0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001'),
  name: 'passport.png',
  type: 'image/png',
  octets: 3,
};

/** A case just begun, for tests, with `more` of it filled in. */
export function sampleCase(type: CaseType, more: Partial<CaseView> = {}): CaseView {
  const createdAt = IsoInstant.parse('2026-11-20T08:30:00.000Z');
  return {
    caseId: CaseId.parse('C-2026-00000007'),
    type,
    status: 'draft',
    createdAt,
    about: null,
    needsApplicant: true,
    version: 1,
    form: BLANK_FORMS[type],
    uploads: {},
    documentsNeeded: [...CASE_DOCUMENTS[type]],
    open: [],
    reason: null,
    currentLatinName: null,
    timeline: [{ at: createdAt, status: 'draft', note: null }],
    canCancel: true,
    ...more,
  };
}
