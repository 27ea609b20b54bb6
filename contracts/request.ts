import { z } from 'zod';

/** The licence services: S13 renewal, S14 damaged replacement, S15 lost replacement. */
export const RequestKind = z.enum(['renewal', 'damaged', 'lost']);
export type RequestKind = z.infer<typeof RequestKind>;

/** Whether the person must hand in the old card at the machine (services S13–S15, "bring to the machine"). */
export const OLD_LICENCE_REQUIRED: Readonly<Record<RequestKind, boolean>> = {
  renewal: true,
  damaged: true,
  lost: false,
};

/** Every state a licence request can be in. */
export const RequestStatus = z.enum([
  'draft',
  'submitted',
  'returned',
  'awaitingPayment',
  'paid',
  'underReview',
  'ready',
  'reserved',
  'printing',
  'presented',
  'issued',
  'rejected',
  'cancelled',
  'expired',
  'retained',
  'needsAttendant',
  'refundDue',
]);
export type RequestStatus = z.infer<typeof RequestStatus>;

/** Every act that moves a request from one state to another. */
export const RequestAction = z.enum([
  'submit',
  'return',
  'reject',
  'requestPayment',
  'recordPayment',
  'review',
  'approve',
  'reserve',
  'release',
  'startPrinting',
  'present',
  'issue',
  'retain',
  'park',
  'cancel',
  'refund',
  'expire',
]);
export type RequestAction = z.infer<typeof RequestAction>;

/**
 * The one table of S13–S16: what may be done in a state, and the state it leads to.
 * The portal applies it to every change; the kiosk consults the same rows.
 *
 * `release` puts a request first in line again: its card is known to be in the reject bin or was never made.
 * `park` waits for the attendant: nobody can say without looking where the card is.
 */
export const REQUEST_ACTIONS = {
  draft: { submit: 'submitted', cancel: 'cancelled' },
  submitted: {
    requestPayment: 'awaitingPayment',
    return: 'returned',
    reject: 'rejected',
    cancel: 'cancelled',
  },
  returned: { submit: 'submitted', cancel: 'cancelled', expire: 'expired' },
  awaitingPayment: { recordPayment: 'paid', cancel: 'cancelled', expire: 'expired' },
  paid: { review: 'underReview', approve: 'ready', cancel: 'refundDue' },
  underReview: { approve: 'ready', return: 'returned', reject: 'refundDue' },
  ready: { reserve: 'reserved', cancel: 'refundDue', expire: 'expired' },
  reserved: { release: 'ready', startPrinting: 'printing', park: 'needsAttendant' },
  printing: { release: 'ready', present: 'presented', park: 'needsAttendant' },
  presented: { issue: 'issued', retain: 'retained', park: 'needsAttendant' },
  retained: { release: 'ready', issue: 'issued' },
  needsAttendant: { release: 'ready', issue: 'issued', retain: 'retained' },
  refundDue: { refund: 'cancelled' },
  issued: {},
  rejected: {},
  cancelled: {},
  expired: {},
} as const satisfies Record<RequestStatus, Partial<Record<RequestAction, RequestStatus>>>;

/** The state that `action` leads to from `status`, or `null` where the table forbids it. */
export function nextStatus(status: RequestStatus, action: RequestAction): RequestStatus | null {
  const row: Partial<Record<RequestAction, RequestStatus>> = REQUEST_ACTIONS[status];
  return row[action] ?? null;
}

/** The acts that the table allows in `status`. */
export function allowedActions(status: RequestStatus): RequestAction[] {
  return Object.keys(REQUEST_ACTIONS[status]) as RequestAction[];
}
