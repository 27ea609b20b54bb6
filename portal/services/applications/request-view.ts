import type { CivilId } from '../../../contracts/civil-id.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import type { RequestForm, RequestSummary, RequestView } from '../../../contracts/portal-api/licences.ts';
import { nextStatus, type RequestStatus } from '../../../contracts/request.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import {
  findLicenceRequest,
  type LicenceRequest,
  listRequestsOfHolder,
  type RequestInBrief,
  readEntriesAboutRequest,
} from '../../store/applications.ts';
import { findMachinePlace } from '../../store/machines.ts';
import { findRefundOfRequest } from '../../store/payments.ts';
import type { StoreReader } from '../../store/store.ts';
import { type ApplicationContext, type Moment, moment } from './context.ts';
import {
  type AttachedUploads,
  FILLED_IN,
  judgeDraft,
  findAttachedUploads,
  shownForm,
  shownUploads,
} from './draft.ts';
import { collectionMachine } from './machines.ts';
import { timelineOf } from './timeline.ts';

/** The states in which the next step is the applicant's. */
const NEEDS_APPLICANT: ReadonlySet<RequestStatus> = new Set([
  'draft',
  'returned',
  'awaitingPayment',
  'ready',
]);

function summary({ requestId, kind, category, status, createdAt, fee }: RequestInBrief): RequestSummary {
  return { requestId, kind, category, status, createdAt, fee, needsApplicant: NEEDS_APPLICANT.has(status) };
}

/** The requests of a person, newest first. */
export async function listRequests(reader: StoreReader, civilId: CivilId): Promise<RequestSummary[]> {
  return (await listRequestsOfHolder(reader, civilId)).map(summary);
}

/** A person's own request: by civil ID, so that one begun elsewhere is theirs as well. */
export async function findOwnRequest(
  reader: StoreReader,
  civilId: CivilId,
  requestId: RequestId,
): Promise<LicenceRequest | null> {
  const request = await findLicenceRequest(reader, requestId);
  return request?.civilId === civilId ? request : null;
}

/** What the form of a request begun elsewhere would have been. */
function formOf({ application, category }: LicenceRequest): RequestForm {
  return application?.form ?? { category, damageType: null, lossReport: null, machine: null, documents: {} };
}

async function attachedTo(reader: StoreReader, { application }: LicenceRequest): Promise<AttachedUploads> {
  return application === null ? {} : findAttachedUploads(reader, application);
}

/** One own request with its way; `notFound` also when it is somebody else's. */
export async function viewRequest(
  context: ApplicationContext,
  civilId: CivilId,
  requestId: RequestId,
): Promise<Result<RequestView, 'notFound'>> {
  const { reader } = context.store;
  const request = await findOwnRequest(reader, civilId, requestId);
  return request === null ? failure('notFound') : success(await view(context, request, moment(context)));
}

async function view(
  { store: { reader }, publicUrl }: ApplicationContext,
  request: LicenceRequest,
  now: Moment,
): Promise<RequestView> {
  const { application, status, receiptCode } = request;
  const form = formOf(request);
  const draft =
    application !== null && FILLED_IN.has(status)
      ? await judgeDraft(reader, request, application, now)
      : null;
  const attached = draft?.attached ?? (await attachedTo(reader, request));
  const place = form.machine === null ? null : await findMachinePlace(reader, form.machine);
  return {
    ...summary(request),
    // Until it is chosen, the type on file is only the licence's first.
    category: draft === null ? request.category : form.category,
    version: request.version,
    form: shownForm(form, attached),
    uploads: shownUploads(attached),
    documentsNeeded: draft?.standing.documents ?? [],
    open: draft?.faults ?? [],
    reason: application?.reason ?? null,
    paidAt: request.paidAt,
    collectBy: application?.collectBy ?? null,
    machine: place === null ? null : collectionMachine(place, now.ms),
    timeline: timelineOf(await readEntriesAboutRequest(reader, request.requestId)),
    canCancel: application !== null && nextStatus(status, 'cancel') !== null,
    refund: request.paidAt === null ? null : await findRefundOfRequest(reader, request.requestId),
    receiptUrl: receiptCode === null ? null : `${publicUrl}/receipts/${receiptCode}`,
  };
}
