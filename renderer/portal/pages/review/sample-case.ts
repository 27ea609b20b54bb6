import { IsoDate, isoInstant } from '../../../../contracts/calendar.ts';
import { RequestId } from '../../../../contracts/pickup.ts';
import type { ReviewCase, ReviewCaseSummary } from '../../../../contracts/portal-api/licences.ts';
import { UploadId } from '../../../../contracts/portal-api/uploads.ts';

const SUBMITTED_AT = Date.UTC(2026, 10, 20, 8, 30);

/** A waiting case for tests. */
export function sampleSummary(order: number, claimed: 'free' | 'mine' | 'other'): ReviewCaseSummary {
  return {
    requestId: RequestId.parse(`R-2026-00000${order}`),
    kind: 'renewal',
    category: 'private',
    submittedAt: isoInstant(SUBMITTED_AT + order),
    claimedBy: { free: null, mine: 'Officer Naser', other: 'Officer Latifa' }[claimed],
    claimedByMe: claimed === 'mine',
  };
}

/** A case with a photo and an eye test for tests. */
export function sampleCase(order: number, claimed: 'free' | 'mine' | 'other'): ReviewCase {
  const photo = UploadId.parse('0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001');
  const eyeTest = UploadId.parse('0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0002');
  return {
    ...sampleSummary(order, claimed),
    version: 3,
    nameArabic: 'سالم البحري',
    nameLatin: 'SALEM ALBAHRI',
    age: 41,
    civilIdLastFour: '0028',
    licence: {
      number: '80100028',
      issueDate: IsoDate.parse('2011-12-10'),
      expiryDate: IsoDate.parse('2026-12-10'),
      categories: ['private'],
    },
    form: {
      category: 'private',
      damageType: null,
      lossReport: null,
      machine: 'K-014',
      documents: { photo, eyeTest },
    },
    uploads: {
      photo: { uploadId: photo, name: 'photo.jpg', type: 'image/jpeg', octets: 80_000 },
      eyeTest: { uploadId: eyeTest, name: 'eye-test.pdf', type: 'application/pdf', octets: 90_000 },
    },
    timeline: [{ at: isoInstant(SUBMITTED_AT), status: 'submitted', note: null }],
  };
}
