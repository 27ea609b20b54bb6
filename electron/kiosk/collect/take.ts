import { delay } from '../../../contracts/clock.ts';
import type { PickupId } from '../../../contracts/pickup.ts';
import { PRINTER_INQUIRY_RETRY_MS } from '../recovery/inquire.ts';
import { type ReconcileOutcome, reconcilePickup } from '../recovery/reconcile.ts';
import type { PickupDeps } from './pickup-deps.ts';

/**
 * Watches the bezel until the card is in the person's hand, or `signal` says that the time is over: then the card is
 * drawn back. A printer that stops answering meanwhile is asked what became of the card.
 */
export async function awaitTaken(
  deps: PickupDeps,
  pickupId: PickupId,
  signal: AbortSignal,
): Promise<ReconcileOutcome> {
  for (;;) {
    const watched = await deps.printer.waitTaken(signal);
    if (watched.ok && watched.value === 'taken') return issue(deps, pickupId);
    if (watched.ok) return drawBack(deps, pickupId);
    deps.log.warn({ pickupId, ...watched.fault }, 'printer fault while a licence lay at the bezel');
    const outcome = await reconcilePickup(deps, pickupId, {
      cause: watched.fault.reason,
      reason: 'printFailed',
      attended: !signal.aborted,
      afterFault: true,
    });
    if (outcome.kind !== 'presented') return outcome;
    await delay(deps.clock, PRINTER_INQUIRY_RETRY_MS, signal);
  }
}

function issue({ journal }: PickupDeps, pickupId: PickupId): ReconcileOutcome {
  journal.append(pickupId, { type: 'issued', by: 'kiosk' });
  return { kind: 'issued' };
}

/** The time is over: a last look at the bezel, for the hand that was just in time, and then the card is drawn back. */
async function drawBack(deps: PickupDeps, pickupId: PickupId): Promise<ReconcileOutcome> {
  const seen = await deps.printer.locateCard();
  if (seen.ok && seen.value === 'none') return issue(deps, pickupId);
  return reconcilePickup(deps, pickupId, {
    cause: 'notTaken',
    reason: 'notTaken',
    attended: false,
    afterFault: !seen.ok,
  });
}
