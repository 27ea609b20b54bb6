import type { IsoDate } from '../../../contracts/calendar.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import { unreachable } from '../../../contracts/result.ts';

/** What an inspector is told of a permit. */
export type PermitState = 'valid' | 'expired' | 'collected' | 'unknown';

/**
 * The state on `today` of a permit valid until (and on) `validUntil`, for a request in `status`; `null`: no such permit.
 * A permit stands for a licence that is still to come, so it ends when the licence is taken or the request ends.
 */
export function permitState(
  permit: { readonly validUntil: IsoDate; readonly status: RequestStatus } | null,
  today: IsoDate,
): PermitState {
  if (permit === null) return 'unknown';
  const { status, validUntil } = permit;
  switch (status) {
    case 'issued':
      return 'collected';
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'refundDue':
      return 'expired';
    case 'draft':
    case 'submitted':
    case 'returned':
    case 'awaitingPayment':
    case 'paid':
    case 'underReview':
    case 'ready':
    case 'reserved':
    case 'printing':
    case 'presented':
    case 'retained':
    case 'needsAttendant':
      return today <= validUntil ? 'valid' : 'expired';
    default:
      return unreachable(status);
  }
}
