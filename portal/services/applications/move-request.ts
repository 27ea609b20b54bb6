import { addDays } from '../../../contracts/calendar.ts';
import type { RequestId } from '../../../contracts/pickup.ts';
import { nextStatus, type RequestAction, type RequestStatus } from '../../../contracts/request.ts';
import { changeApplication } from '../../store/applications.ts';
import { changeRequest, type RequestChange } from '../../store/requests.ts';
import type { StoreTransaction } from '../../store/store.ts';
import type { ApplicationFact } from '../audit/application-facts.ts';
import type { Moment } from './context.ts';

/** A request as far as the table moves it. */
export interface MovingRequest {
  readonly requestId: RequestId;
  readonly status: RequestStatus;
  readonly version: number;
}

/** A request after a move, and the fact that the trail has to tell of it. */
export interface Moved {
  readonly request: MovingRequest;
  readonly fact: ApplicationFact;
}

/**
 * Moves a request by the one table; `null` where the table forbids it, and nothing was changed.
 * @throws ConcurrentChangeError when somebody else changed it meanwhile
 */
export async function moveRequest(
  transaction: StoreTransaction,
  { requestId, status, version }: MovingRequest,
  by: RequestAction,
  note: string | null = null,
  change: Omit<RequestChange, 'status'> = {},
): Promise<Moved | null> {
  const to = nextStatus(status, by);
  if (to === null) return null;
  await changeRequest(transaction, requestId, version, { ...change, status: to });
  return {
    request: { requestId, status: to, version: version + 1 },
    fact: { action: 'applicationMoved', requestId, by, from: status, to, note },
  };
}

/** Lets an application that nobody has to look at any more be paid; its applicant has some days to do so. */
export async function askForPayment(
  transaction: StoreTransaction,
  request: MovingRequest,
  { today, settings }: Moment,
): Promise<Moved | null> {
  const moved = await moveRequest(transaction, request, 'requestPayment');
  if (moved)
    await changeApplication(transaction, request.requestId, {
      waitingSince: null,
      claim: null,
      followUpOn: addDays(today, settings.applicantDays),
    });
  return moved;
}
