import { IsoInstant } from '../../../../contracts/calendar.ts';
import { Fils } from '../../../../contracts/money.ts';
import { RequestId } from '../../../../contracts/pickup.ts';
import type { CollectionMachine, RequestView } from '../../../../contracts/portal-api/licences.ts';
import { type Upload, UploadId } from '../../../../contracts/portal-api/uploads.ts';

/** A machine for tests. */
export const SAMPLE_MACHINE: CollectionMachine = {
  machine: 'K-01',
  place: { ar: 'مجمع الأفنيوز', en: 'The Avenues' },
  hours: { ar: 'يومياً', en: 'Daily, 10:00 to 22:00' },
  canPrint: true,
};

/** An uploaded photo for tests. */
export const SAMPLE_PHOTO: Upload = {
  uploadId: UploadId.parse('0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001'),
  name: 'me.png',
  type: 'image/png',
  octets: 3,
};

/** A renewal just begun, for tests, with `more` of it filled in. */
export function sampleRequest(more: Partial<RequestView> = {}): RequestView {
  const createdAt = IsoInstant.parse('2026-11-20T08:30:00.000Z');
  return {
    requestId: RequestId.parse('R-2026-000121'),
    kind: 'renewal',
    category: null,
    status: 'draft',
    createdAt,
    fee: Fils.parse(10_000),
    needsApplicant: true,
    version: 1,
    form: { category: null, damageType: null, lossReport: null, machine: null, documents: {} },
    uploads: {},
    documentsNeeded: ['photo'],
    open: ['categoryMissing', 'documentMissing', 'machineMissing'],
    reason: null,
    paidAt: null,
    collectBy: null,
    machine: null,
    timeline: [{ at: createdAt, status: 'draft', note: null }],
    canCancel: true,
    refund: null,
    receiptUrl: null,
    ...more,
  };
}
