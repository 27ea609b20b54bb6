import { randomUUID } from 'node:crypto';
import type { IsoDate, IsoInstant } from '../../../contracts/calendar.ts';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { ReserveAnswer, ReserveBody } from '../../../contracts/collection-api.ts';
import type { CollectableRequest } from '../../../contracts/kiosk-view.ts';
import { PickupId } from '../../../contracts/pickup.ts';
import type { RefusalReason } from '../../../contracts/refusal.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { PreparedJob } from '../../../native-adapters/card-printer/port.ts';
import { refusalOfFault, supplyRefusal } from '../machine-refusal.ts';
import type { PortalFault } from '../portal-client/portal.ts';
import { supplyStates } from '../supplies/supplies.ts';
import type { PickupEnded } from './outcome.ts';
import type { PickupDeps } from './pickup-deps.ts';

/** How often the reservation is asked for while the person waits; the same question brings the same answer. */
export const RESERVE_ATTEMPTS = 2;

/** A licence that may be printed on this machine, once. */
export interface Reservation {
  readonly pickupId: PickupId;
  readonly leaseExpiresAt: IsoInstant;
  readonly receiptUrl: string;
  readonly expiryDate: IsoDate;
  /** The job, drawn and prepared while the person goes on. */
  readonly job: Promise<Result<PreparedJob, 'cardFaceFailed'>>;
}

/** Every gate is open and the request is this machine's. */
export interface Reserved {
  readonly kind: 'reserved';
  readonly reservation: Reservation;
}

type ReservedAnswer = Extract<ReserveAnswer, { outcome: 'reserved' }>;

/** The request a person has confirmed. */
export interface ConfirmedRequest {
  readonly request: CollectableRequest;
  readonly collectionToken: string;
  readonly reference: string;
  readonly civilId: CivilId;
}

const refused = (reason: RefusalReason): PickupEnded => ({
  kind: 'ended',
  reason,
  cardLocation: 'none',
  permit: null,
});

/**
 * Opens every gate before anything is taken from the person: the printer and its supplies, then the reservation at the
 * portal. The drawing of the card begins at once.
 */
export async function reserveRequest(
  deps: PickupDeps,
  confirmed: ConfirmedRequest,
): Promise<Reserved | PickupEnded> {
  const ready = await deps.printer.checkReady();
  if (!ready.ok) {
    deps.log.warn({ reason: ready.fault.reason }, 'printer not ready for a pickup');
    return refused(refusalOfFault(ready.fault.reason));
  }
  const lacking = supplyRefusal(supplyStates(deps.journal.supplies(), deps.capacities, ready.value));
  if (lacking) return refused(lacking);

  const { request, collectionToken, reference } = confirmed;
  const pickupId = PickupId.parse(randomUUID());
  const { requestId } = request;
  deps.journal.beginReservation(pickupId, { requestId, reference, collectionToken });
  const answer = await askToReserve(deps, { pickupId, requestId, collectionToken });
  if (!answer.ok && answer.fault === 'unreachable') {
    deps.journal.append(pickupId, { type: 'unanswered' });
    return refused('portalUnavailable');
  }
  // The portal's only other reasons to decline are a token that is too old and a pickup that is over.
  if (!answer.ok || answer.value.outcome === 'refused') {
    deps.journal.append(pickupId, { type: 'notReserved' });
    return refused(answer.ok && answer.value.outcome === 'refused' ? answer.value.reason : 'timedOut');
  }
  return keepReservation(deps, pickupId, confirmed.civilId, answer.value);
}

async function askToReserve(
  { portal }: PickupDeps,
  body: ReserveBody,
): Promise<Result<ReserveAnswer, PortalFault>> {
  let answer = await portal.reserve(body);
  for (let asked = 1; asked < RESERVE_ATTEMPTS; asked += 1) {
    if (answer.ok || answer.fault === 'rejected') break;
    answer = await portal.reserve(body);
  }
  return answer;
}

function keepReservation(
  deps: PickupDeps,
  pickupId: PickupId,
  civilId: CivilId,
  answer: ReservedAnswer,
): Reserved | PickupEnded {
  const { fencing, leaseExpiresAt, receiptUrl, licence } = answer;
  deps.journal.append(pickupId, { type: 'reserved', fencing, leaseExpiresAt });
  // Nobody is ever given somebody else's licence, whatever the portal answers.
  if (licence.civilId !== civilId) {
    deps.log.error({ pickupId }, 'the portal answered with the licence of somebody else');
    const evidence = {
      cause: 'holderMismatch',
      cardLocation: 'none',
      countersBefore: null,
      countersAfter: null,
    } as const;
    deps.journal.append(pickupId, { type: 'released', evidence, by: 'kiosk' });
    return refused('printFailed');
  }
  const { expiryDate } = licence;
  const job = prepareJob(deps, answer);
  return { kind: 'reserved', reservation: { pickupId, leaseExpiresAt, receiptUrl, expiryDate, job } };
}

/** Draws the card and turns it into bytes. A drawing that fails is an outcome: the old licence is not taken in then. */
async function prepareJob(
  { renderCardFace, printer, log }: PickupDeps,
  { licence, portrait, credential }: ReservedAnswer,
): Promise<Result<PreparedJob, 'cardFaceFailed'>> {
  try {
    const { artwork } = await renderCardFace({
      licence,
      portrait: Buffer.from(portrait, 'base64'),
      credential,
    });
    return success(printer.prepare(artwork));
  } catch (error) {
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the card face could not be drawn');
    return failure('cardFaceFailed');
  }
}
