import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { ReserveAnswer } from '../../../contracts/collection-api.ts';
import type { PickupId, RequestId } from '../../../contracts/pickup.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { appendAudit } from '../../store/audit.ts';
import { findTokenHolder } from '../../store/identity.ts';
import { findPickup, insertPickup, type PickupWithRequest, renewLease } from '../../store/pickups.ts';
import { ensureReceiptCode } from '../../store/receipts.ts';
import { changeRequest, findRequest, getLicence } from '../../store/requests.ts';
import { ConcurrentChangeError, type StoreTransaction } from '../../store/store.ts';
import { type AuditFact, auditEntry } from '../audit/audit-chain.ts';
import { newReceiptCode } from '../receipts/receipt-code.ts';
import { type CallingKiosk, type CollectionContext, kioskActor, type Moment, moment } from './context.ts';
import { tokenHash } from '../secret-token.ts';
import { requestStanding } from './standing.ts';

export interface ReserveBody {
  readonly pickupId: PickupId;
  readonly requestId: RequestId;
  readonly collectionToken: string;
}

/**
 * - `collectionTokenInvalid`: unknown, expired, or another kiosk's; the holder shows the card again.
 * - `pickupConflict`: the pickup id stands for another reservation, or for one that printing or its end has passed.
 */
type ReserveFault = 'collectionTokenInvalid' | 'pickupConflict';

type ReserveResult = Result<ReserveAnswer, ReserveFault>;

/**
 * Reserves a request for `kiosk`: a lease with a fencing number greater than any before it.
 *
 * Asked again with the same pickup id, the same kiosk continues its own reservation and gets the same answer, until
 * printing was reported: an answer that was lost on the way is simply asked for again, also after the token or the
 * lease expired. A kiosk that gave up while its question was open must do so (and then report `released`): until it is
 * heard, nobody can know that it did not print.
 */
export function reserve(
  context: CollectionContext,
  kiosk: CallingKiosk,
  body: ReserveBody,
): Promise<ReserveResult> {
  const now = moment(context);
  const hash = tokenHash(body.collectionToken);
  return context.store.transaction(async (transaction) => {
    const own = await findPickup(transaction, body.pickupId);
    if (own) return continueOwn({ context, kiosk, now, transaction }, own, body.requestId, hash);

    const civilId = await findTokenHolder(transaction, hash, kiosk.machine, now.instant);
    if (civilId === null) return failure('collectionTokenInvalid');
    const found = await findRequest(transaction, body.requestId);
    if (!found || found.civilId !== civilId) return success({ outcome: 'refused', reason: 'noRequest' });
    // The same question, asked twice at once, was answered between the two reads: this one continues it.
    if (found.request.lease?.pickupId === body.pickupId) throw new ConcurrentChangeError();
    const standing = requestStanding(found.request, now.instant);
    if (!standing.collectable) return success({ outcome: 'refused', reason: standing.reason });

    const { requestId, pickupId } = body;
    const fencing = found.request.fencing + 1;
    // A lapsed lease is released and taken in one step; its own kiosk's late reports meet the new fencing number.
    await changeRequest(transaction, requestId, found.request.version, {
      status: 'reserved',
      fencing,
      pickupId,
    });
    await insertPickup(transaction, {
      pickup_id: pickupId,
      request_id: requestId,
      machine: kiosk.machine,
      fencing,
      token_hash: hash,
      reserved_at: now.instant,
      lease_expires_at: now.leaseEnd,
    });
    const lapsed: AuditFact[] =
      standing.lapsed === null ? [] : [{ action: 'leaseLapsed', requestId, pickupId: standing.lapsed }];
    return grant({ context, kiosk, now, transaction }, { requestId, fencing, leaseExpiresAt: now.leaseEnd }, [
      ...lapsed,
      { action: 'requestReserved', requestId, pickupId, fencing },
    ]);
  });
}

interface Reserving {
  readonly context: CollectionContext;
  readonly kiosk: CallingKiosk;
  readonly now: Moment;
  readonly transaction: StoreTransaction;
}

/** The answer of a reservation that this kiosk already has, with its lease renewed if it had expired. */
async function continueOwn(
  reserving: Reserving,
  own: PickupWithRequest,
  requestId: RequestId,
  hash: string,
): Promise<ReserveResult> {
  const { kiosk, now, transaction } = reserving;
  const same = own.machine === kiosk.machine && own.requestId === requestId && own.tokenHash === hash;
  const current = own.fencing === own.request.fencing && own.request.status === 'reserved';
  if (!same || !current) return failure('pickupConflict');
  const { pickupId, fencing } = own;
  if (now.instant < own.leaseExpiresAt)
    return grant(reserving, { requestId, fencing, leaseExpiresAt: own.leaseExpiresAt }, []);
  // The version moves, so that a renewal and another kiosk's claim on a lapsed lease cannot both succeed.
  await changeRequest(transaction, requestId, own.request.version, {});
  await renewLease(transaction, pickupId, now.leaseEnd);
  return grant(reserving, { requestId, fencing, leaseExpiresAt: now.leaseEnd }, [
    { action: 'leaseRenewed', requestId, pickupId },
  ]);
}

/** Everything the kiosk needs to print, and the audit entries of how it came to have it. */
async function grant(
  { context, kiosk, now, transaction }: Reserving,
  lease: { readonly requestId: RequestId; readonly fencing: number; readonly leaseExpiresAt: IsoInstant },
  facts: readonly AuditFact[],
): Promise<ReserveResult> {
  const { licence, portrait } = await getLicence(transaction, lease.requestId);
  const code = await ensureReceiptCode(transaction, lease.requestId, newReceiptCode(), now.instant);
  await appendAudit(
    transaction,
    facts.map((fact) => auditEntry(fact, kioskActor(kiosk), now.instant)),
  );
  return success({
    outcome: 'reserved',
    fencing: lease.fencing,
    leaseExpiresAt: lease.leaseExpiresAt,
    licence,
    portrait,
    credential: context.signer.sign(licence),
    receiptUrl: `${context.publicUrl}/receipts/${code}`,
  });
}
