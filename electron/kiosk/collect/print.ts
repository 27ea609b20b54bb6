import { isoInstant } from '../../../contracts/calendar.ts';
import type { PickupId, PrinterCounters } from '../../../contracts/pickup.ts';
import type { PrinterFault, PrintProgress } from '../../../native-adapters/card-printer/port.ts';
import { endPickup } from '../recovery/end-pickup.ts';
import { type ReconcileOutcome, reconcilePickup, withholdCard } from '../recovery/reconcile.ts';
import type { PickupDeps } from './pickup-deps.ts';
import type { Reservation } from './reserve.ts';

/**
 * Prints the licence and moves it to the bezel. The job is sent once; whatever goes wrong after its first byte is
 * settled by what the printer says, and by printing nothing more.
 */
export async function printLicence(
  deps: PickupDeps,
  { pickupId, job, leaseExpiresAt }: Reservation,
  onProgress: (progress: PrintProgress) => void,
): Promise<ReconcileOutcome> {
  const { printer, journal, clock } = deps;
  const drawn = await job;
  if (!drawn.ok) return endPickup(deps, pickupId, { cause: drawn.fault, reason: 'printFailed' });
  const before = await printer.counters();
  if (!before.ok)
    return endPickup(deps, pickupId, {
      cause: before.fault.reason,
      reason: 'printFailed',
      afterFault: true,
    });
  // Once the lease has ended the portal may believe that this machine will never print.
  if (isoInstant(clock.now()) >= leaseExpiresAt)
    return endPickup(deps, pickupId, { cause: 'leaseExpired', reason: 'timedOut' });

  journal.append(pickupId, {
    type: 'printing',
    jobHash: drawn.value.hash,
    counters: before.value,
    rejectBinCount: journal.supplies().rejectBin,
  });
  const printed = await printer.print(drawn.value, onProgress);
  if (!printed.ok) return afterFault(deps, pickupId, printed.fault);
  journal.append(pickupId, { type: 'printed', counters: printed.value });
  return presentLicence(deps, pickupId, printed.value);
}

async function presentLicence(
  deps: PickupDeps,
  pickupId: PickupId,
  counters: PrinterCounters,
): Promise<ReconcileOutcome> {
  if (deps.journal.pickup(pickupId)?.portalRefusal) return withholdCard(deps, pickupId);
  deps.journal.append(pickupId, { type: 'presenting' });
  const moved = await deps.printer.presentCard();
  if (!moved.ok) return afterFault(deps, pickupId, moved.fault);
  deps.journal.append(pickupId, { type: 'presented', counters });
  return { kind: 'presented' };
}

function afterFault(deps: PickupDeps, pickupId: PickupId, fault: PrinterFault): Promise<ReconcileOutcome> {
  deps.log.warn({ pickupId, ...fault }, 'printer fault while a licence was made');
  return reconcilePickup(deps, pickupId, {
    cause: fault.reason,
    reason: 'printFailed',
    attended: true,
    afterFault: true,
  });
}
