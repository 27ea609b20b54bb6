import type { IsoDate, IsoInstant } from '../../../contracts/calendar.ts';
import { kuwaitDate } from '../../../contracts/calendar.ts';
import type { CollectableRequest } from '../../../contracts/kiosk-view.ts';
import type { LicenceCategory } from '../../../contracts/licence.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { PickupId, RequestId } from '../../../contracts/pickup.ts';
import type { RequestRefusalReason } from '../../../contracts/refusal.ts';
import { OLD_LICENCE_REQUIRED, type RequestKind, type RequestStatus } from '../../../contracts/request.ts';
import { unreachable } from '../../../contracts/result.ts';

/** The reservation that a request's current fencing number stands for. */
export interface Lease {
  readonly pickupId: PickupId;
  readonly expiresAt: IsoInstant;
  /** The machine that holds it has reported at least one event of a pickup it reserved after this one. */
  readonly laterPickupReported: boolean;
}

/** A request as far as collection decides about it. */
export interface RequestOnFile {
  readonly requestId: RequestId;
  readonly kind: RequestKind;
  readonly category: LicenceCategory;
  readonly status: RequestStatus;
  readonly version: number;
  readonly fencing: number;
  readonly feePaid: Fils;
  readonly paidAt: IsoInstant | null;
  readonly readyOn: IsoDate | null;
  readonly oldLicenceRetained: boolean;
  /** The last reservation; `null` when there never was one. */
  readonly lease: Lease | null;
}

/** Why a request cannot be collected now. */
export interface StandingRefusal {
  readonly reason: RequestRefusalReason;
  /** With `notReadyYet`. */
  readonly readyOn: IsoDate | null;
}

/** Whether a request can be reserved now, and if not, why. */
export type Standing =
  | {
      readonly collectable: true;
      readonly paidAt: IsoInstant;
      /** The lease that must be given up first; `null` when the request is free. */
      readonly lapsed: PickupId | null;
    }
  | ({ readonly collectable: false } & StandingRefusal);

const refused = (reason: RequestRefusalReason, readyOn: IsoDate | null = null): Standing => ({
  collectable: false,
  reason,
  readyOn,
});

/**
 * What a lease means to anybody else:
 * - `live`: it has not ended.
 * - `lapsed`: it has ended and printing was never possible; the request may be given to another machine.
 * - `inDoubt`: it has ended and the card may exist; it waits for the machine's report or the attendant.
 *
 * A machine may print while it cannot reach the portal, so its silence never proves that it did not print. One thing
 * does: events arrive in the order in which they happened, over all pickups of a machine. Once an event of a *later*
 * pickup of the same machine is held, nothing of this one is still on its way, and a request that is still `reserved`
 * was never printed. Before that proof an expired lease is in doubt, for ever if need be.
 */
function leaseStanding(
  status: 'reserved' | 'printing' | 'presented',
  lease: Lease,
  now: IsoInstant,
): 'live' | 'lapsed' | 'inDoubt' {
  if (now < lease.expiresAt) return 'live';
  return status === 'reserved' && lease.laterPickupReported ? 'lapsed' : 'inDoubt';
}

/** Whether `request` can be reserved at `now`; its own machine continues under its pickup id and does not ask this. */
export function requestStanding(request: RequestOnFile, now: IsoInstant): Standing {
  const { status } = request;
  switch (status) {
    case 'ready':
      return collectable(request, null, now);
    case 'reserved':
    case 'printing':
    case 'presented': {
      // Without a lease on file nothing can ever prove that the request is free again.
      if (request.lease === null) return refused('reservedElsewhere');
      const lease = leaseStanding(status, request.lease, now);
      if (lease === 'live') return refused('reservedElsewhere');
      return lease === 'inDoubt' ? refused('parked') : collectable(request, request.lease.pickupId, now);
    }
    case 'retained':
    case 'needsAttendant':
      return refused('parked');
    case 'submitted':
    case 'paid':
    case 'underReview':
      return refused('underReview');
    case 'returned':
      return refused(request.paidAt === null ? 'unpaid' : 'underReview');
    case 'draft':
    case 'awaitingPayment':
      return refused('unpaid');
    case 'issued':
    case 'rejected':
    case 'cancelled':
    case 'refundDue':
      return refused('noRequest');
    case 'expired':
      // What was paid could have been collected; the rest never got that far.
      return refused(request.paidAt === null ? 'noRequest' : 'collectionOver');
    default:
      return unreachable(status);
  }
}

/** A request that is free: payment and date still decide. Never is a card printed without a captured payment. */
function collectable(request: RequestOnFile, lapsed: PickupId | null, now: IsoInstant): Standing {
  if (request.paidAt === null) return refused('unpaid');
  const { readyOn } = request;
  if (readyOn !== null && readyOn > kuwaitDate(Date.parse(now))) return refused('notReadyYet', readyOn);
  return { collectable: true, paidAt: request.paidAt, lapsed };
}

/** From the request that lies nearest to the hand to none at all: that is the one the person came for. */
const NEAREST_FIRST: readonly RequestRefusalReason[] = [
  'reservedElsewhere',
  'parked',
  'notReadyYet',
  'underReview',
  'unpaid',
  'collectionOver',
  'noRequest',
];

/** What the holder of all of `requests`, oldest first, is told at `now`. */
export function holderStanding(
  requests: readonly RequestOnFile[],
  now: IsoInstant,
): { readonly ready: readonly [CollectableRequest, ...CollectableRequest[]] } | StandingRefusal {
  const standings = requests.map((request) => ({ request, standing: requestStanding(request, now) }));
  const [first, ...others] = standings.flatMap(({ request, standing }) =>
    standing.collectable ? [shown(request, standing.paidAt)] : [],
  );
  if (first) return { ready: [first, ...others] };
  // An uncollected licence is of interest until its holder has begun something else.
  const refusals = standings.flatMap(({ standing }, index) =>
    standing.collectable || (standing.reason === 'collectionOver' && index < standings.length - 1)
      ? []
      : [standing],
  );
  const rank = ({ reason }: StandingRefusal) => NEAREST_FIRST.indexOf(reason);
  const [nearest] = refusals.toSorted(
    (one, other) => rank(one) - rank(other) || (one.readyOn ?? '').localeCompare(other.readyOn ?? ''),
  );
  return { reason: nearest?.reason ?? 'noRequest', readyOn: nearest?.readyOn ?? null };
}

function shown(request: RequestOnFile, paidAt: IsoInstant): CollectableRequest {
  return {
    requestId: request.requestId,
    kind: request.kind,
    category: request.category,
    feePaid: request.feePaid,
    paidOn: kuwaitDate(Date.parse(paidAt)),
    oldLicenceDue: OLD_LICENCE_REQUIRED[request.kind] && !request.oldLicenceRetained,
  };
}
