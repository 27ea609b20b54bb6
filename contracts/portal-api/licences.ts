import { z } from 'zod';
import { IsoDate, IsoInstant } from '../calendar.ts';
import { Bilingual, ONE_LINE } from '../language.ts';
import { LicenceCategory } from '../licence.ts';
import { Fils } from '../money.ts';
import { RequestId } from '../pickup.ts';
import { RequestKind, RequestStatus } from '../request.ts';
import { PoliceStation } from '../police-stations.ts';
import { ReviewDecision } from './decision.ts';
import { FeeRefund } from './payments.ts';
import type { ApiRoute } from './route.ts';
import { Upload, UploadId } from './uploads.ts';

/** What is wrong with a damaged card (S14). */
export const DamageType = z.enum(['chip', 'print', 'broken', 'other']);
export type DamageType = z.infer<typeof DamageType>;

/** What a request may need attached (S13–S15). */
export const DocumentKind = z.enum(['photo', 'eyeTest', 'damagePhoto', 'policeReport']);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Why a service cannot be applied for, each with its next step in the catalogues. */
export const EligibilityReason = z.enum([
  'noLicence',
  'tooEarly',
  'licenceExpired',
  'licenceWithdrawn',
  'residencyExpired',
  'residencyEndsFirst',
  'duesUnpaid',
  'requestOpen',
]);
export type EligibilityReason = z.infer<typeof EligibilityReason>;

/** What stands between a draft and its submission. */
export const SubmissionFault = z.enum([
  'notEligible',
  'categoryMissing',
  'damageTypeMissing',
  'documentMissing',
  'photoTooSmall',
  'photoNotPortrait',
  'lossReportMissing',
  'lossReportNotFound',
  'policeUnavailable',
  'machineMissing',
  'notDeclared',
]);
export type SubmissionFault = z.infer<typeof SubmissionFault>;

/** Whether one service can be applied for now. */
export const ServiceStanding = z.strictObject({
  kind: RequestKind,
  /** Fils. */
  fee: Fils,
  documents: z.array(DocumentKind),
  /** Whether an officer looks at the application before it is paid. */
  reviewed: z.boolean(),
  refusals: z.array(
    z.strictObject({
      reason: EligibilityReason,
      /** With `tooEarly`: the first day. */
      from: IsoDate.nullable(),
      /** With `requestOpen`. */
      requestId: RequestId.nullable(),
    }),
  ),
});
export type ServiceStanding = z.infer<typeof ServiceStanding>;

export const LicenceOnRecord = z.strictObject({
  number: z.string(),
  issueDate: IsoDate,
  expiryDate: IsoDate,
  categories: z.array(LicenceCategory),
});
export type LicenceOnRecord = z.infer<typeof LicenceOnRecord>;

/** A machine where a licence can be collected (S16, S17). */
export const CollectionMachine = z.strictObject({
  machine: z.string(),
  place: Bilingual,
  hours: Bilingual,
  /** Whether it can print now, by its last report; `null` when it has not been heard of lately. */
  canPrint: z.boolean().nullable(),
});
export type CollectionMachine = z.infer<typeof CollectionMachine>;

export const LossReport = z.strictObject({
  reportNumber: z.string().trim().regex(ONE_LINE).min(1).max(32),
  station: PoliceStation,
  reportedOn: IsoDate,
});
export type LossReport = z.infer<typeof LossReport>;

/** What the applicant fills in; everything may be missing until the request is submitted. */
export const RequestForm = z.strictObject({
  category: LicenceCategory.nullable(),
  damageType: DamageType.nullable(),
  lossReport: LossReport.nullable(),
  machine: z.string().regex(ONE_LINE).max(32).nullable(),
  documents: z.partialRecord(DocumentKind, UploadId),
});
export type RequestForm = z.infer<typeof RequestForm>;

/** One step of a request's way, for its timeline. */
export const TimelineEntry = z.strictObject({
  at: IsoInstant,
  status: RequestStatus,
  note: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const RequestSummary = z.strictObject({
  requestId: RequestId,
  kind: RequestKind,
  category: LicenceCategory.nullable(),
  status: RequestStatus,
  createdAt: IsoInstant,
  fee: Fils,
  /** Whether the next step is the applicant's. */
  needsApplicant: z.boolean(),
});
export type RequestSummary = z.infer<typeof RequestSummary>;

export const RequestView = z.strictObject({
  ...RequestSummary.shape,
  version: z.int().nonnegative(),
  form: RequestForm,
  uploads: z.partialRecord(DocumentKind, Upload),
  documentsNeeded: z.array(DocumentKind),
  /** What still stands in the way of submission, empty when it can be submitted. */
  open: z.array(SubmissionFault),
  /** Why an officer returned or rejected it. */
  reason: z.string().nullable(),
  paidAt: IsoInstant.nullable(),
  /** Last day of collection, once it is ready. */
  collectBy: IsoDate.nullable(),
  machine: CollectionMachine.nullable(),
  timeline: z.array(TimelineEntry),
  canCancel: z.boolean(),
  /** `null`: nothing was or is to be given back. */
  refund: FeeRefund.nullable(),
  receiptUrl: z.string().nullable(),
});
export type RequestView = z.infer<typeof RequestView>;

const RequestParams = z.strictObject({ requestId: RequestId });
const Version = z.int().nonnegative();

/** Routes of S13–S15. */
export const LICENCE_ROUTES = {
  licence: {
    method: 'GET',
    path: '/api/licence',
    access: ['individual'],
    summary: 'The licence on record, and which services can be applied for now',
    answer: z.strictObject({ licence: LicenceOnRecord.nullable(), services: z.array(ServiceStanding) }),
  },
  machines: {
    method: 'GET',
    path: '/api/machines',
    access: 'public',
    summary: 'Machines where a licence can be collected',
    answer: z.strictObject({ machines: z.array(CollectionMachine) }),
  },
  requests: {
    method: 'GET',
    path: '/api/requests',
    access: ['individual'],
    summary: 'Own requests, newest first',
    answer: z.strictObject({ requests: z.array(RequestSummary) }),
  },
  createRequest: {
    method: 'POST',
    path: '/api/requests',
    access: ['individual'],
    summary: 'Begins an application; repeated with the same key it answers the same request',
    body: z.strictObject({ key: z.uuid(), kind: RequestKind }),
    answer: RequestView,
    faults: ['notEligible'],
  },
  request: {
    method: 'GET',
    path: '/api/requests/:requestId',
    access: ['individual'],
    summary: 'One own request',
    params: RequestParams,
    answer: RequestView,
  },
  saveRequest: {
    method: 'PUT',
    path: '/api/requests/:requestId/form',
    access: ['individual'],
    summary: 'Keeps what has been filled in so far',
    params: RequestParams,
    body: z.strictObject({ version: Version, form: RequestForm }),
    answer: RequestView,
    faults: ['notInThisState'],
  },
  submitRequest: {
    method: 'POST',
    path: '/api/requests/:requestId/submission',
    access: ['individual'],
    summary:
      'Submits an application; everything that could make the machine refuse is checked here, before payment',
    params: RequestParams,
    body: z.strictObject({ version: Version, declared: z.boolean() }),
    answer: RequestView,
    faults: ['notInThisState', ...SubmissionFault.options],
  },
  cancelRequest: {
    method: 'POST',
    path: '/api/requests/:requestId/cancellation',
    access: ['individual'],
    summary: 'Cancels a request that no machine has reserved; what was paid is refunded',
    params: RequestParams,
    body: z.strictObject({ version: Version }),
    answer: RequestView,
    faults: ['notInThisState', 'paymentOpen'],
  },
} as const satisfies Record<string, ApiRoute>;

/** A case on the review desk. */
export const ReviewCaseSummary = z.strictObject({
  requestId: RequestId,
  kind: RequestKind,
  category: LicenceCategory.nullable(),
  submittedAt: IsoInstant,
  /** Name of the officer who has claimed it. */
  claimedBy: z.string().nullable(),
  claimedByMe: z.boolean(),
});
export type ReviewCaseSummary = z.infer<typeof ReviewCaseSummary>;

const QUEUE_PLACE = /^([^/]+)\/([^/]+)$/;

/** A place in the review queue, written `<submittedAt>/<requestId>`: cases submitted at the same instant follow by their number. */
export const QueuePlace = z
  .string()
  .transform((text) => {
    const [, submittedAt, requestId] = QUEUE_PLACE.exec(text) ?? [];
    return { submittedAt, requestId };
  })
  .pipe(z.strictObject({ submittedAt: IsoInstant, requestId: RequestId }));
export type QueuePlace = z.infer<typeof QueuePlace>;

/** The place of a case, as the query of the page after it takes it. */
export function queuePlace({ submittedAt, requestId }: QueuePlace): string {
  return `${submittedAt}/${requestId}`;
}

export const ReviewCase = z.strictObject({
  ...ReviewCaseSummary.shape,
  version: Version,
  nameArabic: z.string(),
  nameLatin: z.string(),
  /** Years of age today. */
  age: z.int().nonnegative(),
  civilIdLastFour: z.string(),
  licence: LicenceOnRecord.nullable(),
  form: RequestForm,
  uploads: z.partialRecord(DocumentKind, Upload),
  timeline: z.array(TimelineEntry),
});
export type ReviewCase = z.infer<typeof ReviewCase>;

export const REVIEW_ROUTES = {
  queue: {
    method: 'GET',
    path: '/api/review/cases',
    access: ['trafficOfficer'],
    summary: 'Cases that wait, oldest first',
    query: z.strictObject({ after: QueuePlace.optional() }),
    answer: z.strictObject({ cases: z.array(ReviewCaseSummary), waiting: z.int().nonnegative() }),
  },
  reviewCase: {
    method: 'GET',
    path: '/api/review/cases/:requestId',
    access: ['trafficOfficer'],
    summary: 'One case with its documents; the look is audited',
    params: RequestParams,
    answer: ReviewCase,
  },
  claimCase: {
    method: 'POST',
    path: '/api/review/cases/:requestId/claim',
    access: ['trafficOfficer'],
    summary: 'Claims a case, so that no two officers work on it',
    params: RequestParams,
    body: z.strictObject({ version: Version }),
    answer: ReviewCase,
    faults: ['claimedByOther', 'notInThisState'],
  },
  releaseCase: {
    method: 'DELETE',
    path: '/api/review/cases/:requestId/claim',
    access: ['trafficOfficer'],
    summary: 'Gives a claimed case back to the queue',
    params: RequestParams,
    answer: z.strictObject({}),
  },
  decideCase: {
    method: 'POST',
    path: '/api/review/cases/:requestId/decision',
    access: ['trafficOfficer'],
    summary: 'Approves, returns with a reason, or rejects with a reason',
    params: RequestParams,
    body: z.strictObject({ version: Version, decision: ReviewDecision }),
    answer: z.strictObject({ status: RequestStatus }),
    faults: ['claimedByOther', 'notClaimed', 'notInThisState', 'ownRequest'],
  },
} as const satisfies Record<string, ApiRoute>;
