import type { RefusalReason } from '../../../contracts/refusal.ts';
import { printerRefusal } from '../machine-refusal.ts';
import { endPickup } from '../recovery/end-pickup.ts';
import type { PickupEnded } from './outcome.ts';
import type { PickupDeps } from './pickup-deps.ts';
import type { Reservation } from './reserve.ts';

/** The old licence lies in the retain bin. */
export interface OldLicenceRetained {
  readonly kind: 'oldLicenceRetained';
}

/** Why the wait for the old licence ended without it; the reason with which its signal is aborted. */
export type OldLicenceAbort = Extract<RefusalReason, 'cancelled' | 'oldLicenceMissing'>;

/**
 * Takes the old licence in at the bezel and drops it into the retain bin. Begins only when the new card is drawn and
 * prepared, and lets go of the old one again if the printer has closed a gate in the meantime.
 */
export async function takeInOldLicence(
  deps: PickupDeps,
  { pickupId, job }: Reservation,
  { signal, onEntered }: { readonly signal: AbortSignal; readonly onEntered: () => void },
): Promise<OldLicenceRetained | PickupEnded> {
  const { printer, journal } = deps;
  const drawn = await job;
  if (!drawn.ok) return endPickup(deps, pickupId, { cause: drawn.fault, reason: 'printFailed' });

  journal.append(pickupId, { type: 'accepting' });
  const accepted = await printer.acceptCard(signal);
  if (!accepted.ok)
    return endPickup(deps, pickupId, {
      cause: accepted.fault.reason,
      reason: 'printFailed',
      afterFault: true,
    });
  if (accepted.value === 'aborted') {
    const reason: OldLicenceAbort = signal.reason === 'cancelled' ? 'cancelled' : 'oldLicenceMissing';
    return endPickup(deps, pickupId, { cause: reason, reason });
  }
  onEntered();
  const closed = printerRefusal(printer.status());
  if (closed) return endPickup(deps, pickupId, { cause: closed, reason: closed });

  journal.append(pickupId, { type: 'retaining', retainBinCount: journal.supplies().retainBin });
  const retained = await printer.retainCard();
  if (!retained.ok)
    return endPickup(deps, pickupId, {
      cause: retained.fault.reason,
      reason: 'printFailed',
      afterFault: true,
    });
  journal.append(pickupId, { type: 'oldLicenceRetained' });
  return { kind: 'oldLicenceRetained' };
}
