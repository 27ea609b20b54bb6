import type { Clock } from '../../../contracts/clock.ts';
import type { EventsAnswer } from '../../../contracts/collection-api.ts';
import type { PickupEvent, PickupId } from '../../../contracts/pickup.ts';
import { unreachable } from '../../../contracts/result.ts';
import type { KioskLog } from '../log.ts';
import type { PortalClient } from '../portal-client/portal.ts';
import type { Journal } from './journal.ts';
import type { PickupRecord } from './pickup-record.ts';

/** Wait before the first repetition; doubled after each failure. */
export const OUTBOX_RETRY_FIRST_MS = 1_000;
/** The longest wait between two repetitions. */
export const OUTBOX_RETRY_LONGEST_MS = 60_000;

/** What the kiosk says of a reservation that it never came to use. */
const UNANSWERED_CAUSE = 'reservationUnanswered';

/** Brings the outbox to the portal: oldest first, at least once, one question at a time. */
export interface OutboxSender {
  /** There is something to send; a running wait is not cut short. */
  notify(): void;
  /** The portal is back: the wait ends now. */
  retryNow(): void;
  close(): void;
}

/** Starts sending what an earlier run has left; `onChange` is called after each answer that changed the journal. */
export function startOutboxSender({
  journal,
  portal,
  clock,
  log,
  onChange,
}: {
  readonly journal: Journal;
  readonly portal: PortalClient;
  readonly clock: Clock;
  readonly log: KioskLog;
  readonly onChange: () => void;
}): OutboxSender {
  let closed = false;
  let busy = false;
  let failures = 0;
  let waiting: unknown = null;

  const send = async (pickupId: PickupId, events: readonly PickupEvent[]): Promise<EventsAnswer | null> => {
    const fencing = journal.pickup(pickupId)?.fencing;
    if (!fencing) throw new Error(`Pickup ${pickupId} has events but no reservation`);
    const answer = await portal.sendEvents(pickupId, { fencing, events: [...events] });
    return answer.ok ? answer.value : null;
  };

  /** Sends the oldest batch; `false` when the portal has to be asked again later. */
  const sendBatch = async (pickupId: PickupId, events: readonly PickupEvent[]): Promise<boolean> => {
    let answer = await send(pickupId, events);
    // The portal lost what it had acknowledged (a restored backup): tell it everything once more.
    if (answer?.outcome === 'refused' && answer.reason === 'gap')
      answer = await send(pickupId, journal.outbox.history(pickupId));
    if (closed || !answer) return false;
    const first = events[0]?.seq ?? 1;
    switch (answer.outcome) {
      case 'acknowledged':
        journal.outbox.acknowledge(pickupId, answer.seq);
        return answer.seq >= first;
      case 'refused':
        log.error({ pickupId, seq: first, reason: answer.reason }, 'the portal refused an event');
        journal.append(pickupId, { type: 'portalRefused', seq: first, reason: answer.reason });
        return true;
      default:
        return unreachable(answer);
    }
  };

  /** Asks again for a reservation whose answer was lost, and gives it back; `false` when that must wait. */
  const giveBack = async ({ pickupId, requestId }: PickupRecord): Promise<boolean> => {
    const collectionToken = journal.collectionToken(pickupId);
    if (!collectionToken) throw new Error(`Pickup ${pickupId} was asked for without a token`);
    const answer = await portal.reserve({ pickupId, requestId, collectionToken });
    if (closed || (!answer.ok && answer.fault === 'unreachable')) return false;
    if (!answer.ok || answer.value.outcome === 'refused') {
      journal.append(pickupId, { type: 'notReserved' });
      return true;
    }
    const { fencing, leaseExpiresAt } = answer.value;
    journal.append(pickupId, { type: 'reserved', fencing, leaseExpiresAt });
    const evidence = {
      cause: UNANSWERED_CAUSE,
      cardLocation: 'none',
      countersBefore: null,
      countersAfter: null,
    } as const;
    journal.append(pickupId, { type: 'released', evidence, by: 'kiosk' });
    return true;
  };

  const nextStep = (): (() => Promise<boolean>) | null => {
    const batch = journal.outbox.next();
    if (batch) return () => sendBatch(batch.pickupId, batch.events);
    const unanswered = journal.unfinished().find(({ step, closed }) => step === 'unanswered' && !closed);
    return unanswered ? () => giveBack(unanswered) : null;
  };

  const wait = () => {
    const ms = Math.min(OUTBOX_RETRY_FIRST_MS * 2 ** failures, OUTBOX_RETRY_LONGEST_MS);
    failures += 1;
    waiting = clock.setTimeout(() => {
      waiting = null;
      notify();
    }, ms);
  };

  const run = async () => {
    for (let step = nextStep(); step && !closed; step = nextStep()) {
      const done = await step();
      if (closed) break;
      if (!done) {
        wait();
        break;
      }
      failures = 0;
      onChange();
    }
    busy = false;
  };

  // Begins in its own turn: whoever wrote an entry goes on with the act it announces, and does not wait for the line.
  const notify = () => {
    if (closed || busy || waiting !== null) return;
    busy = true;
    queueMicrotask(() => void run());
  };
  notify();
  return {
    notify,
    retryNow: () => {
      if (waiting !== null) clock.clearTimeout(waiting);
      waiting = null;
      failures = 0;
      notify();
    },
    close: () => {
      closed = true;
      if (waiting !== null) clock.clearTimeout(waiting);
    },
  };
}
