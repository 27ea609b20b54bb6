import { addDays, type IsoInstant, isoInstant, kuwaitDate } from '../../../contracts/calendar.ts';
import type { EventsAnswer } from '../../../contracts/collection-api.ts';
import type { PermitNumber, PickupEvent, PickupId } from '../../../contracts/pickup.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import { settingsOn } from '../../dated-settings.ts';
import { appendAudit } from '../../store/audit.ts';
import { findGivenPermits, insertPermits } from '../../store/permits.ts';
import {
  findEventTexts,
  findPickup,
  insertEvents,
  type PickupWithRequest,
  renewLease,
} from '../../store/pickups.ts';
import { recordIssuedLicence } from '../../store/people.ts';
import { changeRequest, getLicence } from '../../store/requests.ts';
import type { StoreTransaction } from '../../store/store.ts';
import { auditEntry } from '../audit/audit-chain.ts';
import { type CallingKiosk, type CollectionContext, kioskActor, type Moment, moment } from './context.ts';
import { applyReport, type ReportEffect } from './pickup-events.ts';

const refused = (reason: Extract<EventsAnswer, { outcome: 'refused' }>['reason']): EventsAnswer => ({
  outcome: 'refused',
  reason,
});

/** The states in which a kiosk holds the request, so that hearing of it renews the lease. */
const HELD: ReadonlySet<RequestStatus> = new Set(['reserved', 'printing', 'presented']);

/**
 * Takes what a kiosk reports of one of its pickups: the whole batch in one transaction, or nothing of it.
 * Repetitions are acknowledged and change nothing.
 */
export function reportEvents(
  context: CollectionContext,
  kiosk: CallingKiosk,
  pickupId: PickupId,
  report: { readonly fencing: number; readonly events: readonly PickupEvent[] },
): Promise<EventsAnswer> {
  const now = moment(context);
  return context.store.transaction(async (transaction) => {
    // Read before the pickup: whoever gives a permit in between has then also moved the pickup's last number.
    const given = await findGivenPermits(
      transaction,
      report.events.flatMap(({ body }) => (body.type === 'permitGranted' ? [body.permit] : [])),
    );
    const pickup = await findPickup(transaction, pickupId);
    if (!pickup || pickup.machine !== kiosk.machine) return refused('unknownPickup');
    const firstSeq = Math.min(...report.events.map(({ seq }) => seq));
    const held = await findEventTexts(transaction, pickupId, firstSeq);
    const effect = applyReport({ ...pickup, held }, report);
    if (!effect.ok) return refused(effect.fault);
    if (!permitsAreNew(effect.value, given)) return refused('notAllowed');
    if (effect.value.applied.length > 0)
      await keep({ context, kiosk, now, transaction }, pickup, effect.value);
    return { outcome: 'acknowledged', seq: effect.value.lastSeq, status: effect.value.status };
  });
}

/** No permit number is given twice. */
function permitsAreNew({ permits }: ReportEffect, given: ReadonlySet<PermitNumber>): boolean {
  const numbers = permits.map(({ number }) => number);
  return new Set(numbers).size === numbers.length && !numbers.some((number) => given.has(number));
}

interface Keeping {
  readonly context: CollectionContext;
  readonly kiosk: CallingKiosk;
  readonly now: Moment;
  readonly transaction: StoreTransaction;
}

/** The kiosk's time of an event, kept between reservation and now: a wrong clock lengthens no permit. */
function happenedAt(event: PickupEvent, { reservedAt }: PickupWithRequest, now: Moment): IsoInstant {
  return isoInstant(Math.min(Math.max(Date.parse(event.at), Date.parse(reservedAt)), now.ms));
}

/** Writes what a report changed. */
async function keep(
  { context, kiosk, now, transaction }: Keeping,
  pickup: PickupWithRequest,
  effect: ReportEffect,
): Promise<void> {
  const { pickupId, requestId } = pickup;
  const issued = effect.applied.find(({ event }) => event.body.type === 'issued');
  await changeRequest(transaction, requestId, pickup.request.version, {
    status: effect.status,
    ...(effect.oldLicenceRetained ? { oldLicenceRetained: true } : {}),
    ...(issued ? { issuedAt: happenedAt(issued.event, pickup, now) } : {}),
  });
  if (issued) await recordIssuedLicence(transaction, (await getLicence(transaction, requestId)).licence);
  await insertEvents(transaction, pickupId, effect.applied, now.instant);
  if (pickup.fencing === pickup.request.fencing && HELD.has(effect.status))
    await renewLease(transaction, pickupId, now.leaseEnd);
  await insertPermits(
    transaction,
    effect.permits.map(({ number, event }) => {
      const grantedAt = happenedAt(event, pickup, now);
      const day = kuwaitDate(Date.parse(grantedAt));
      const { permitDays } = settingsOn(context.datedSettings, day);
      return {
        number,
        request_id: requestId,
        pickup_id: pickupId,
        granted_at: grantedAt,
        valid_until: addDays(day, permitDays),
      };
    }),
  );
  await appendAudit(
    transaction,
    effect.applied.map(({ event, from, to }) =>
      auditEntry(
        { action: 'pickupReported', requestId, pickupId, seq: event.seq, event: event.body.type, from, to },
        kioskActor(kiosk),
        now.instant,
      ),
    ),
  );
}
