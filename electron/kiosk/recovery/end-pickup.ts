import type { PickupId } from '../../../contracts/pickup.ts';
import type { PickupEnded } from '../collect/outcome.ts';
import { type Mishap, type ReconcileDeps, reconcilePickup } from './reconcile.ts';

/** Ends a pickup of which no card has been made: such a one always ends, whatever the printer says. */
export async function endPickup(
  deps: ReconcileDeps,
  pickupId: PickupId,
  { cause, reason, afterFault = false }: Pick<Mishap, 'cause' | 'reason'> & Partial<Mishap>,
): Promise<PickupEnded> {
  const outcome = await reconcilePickup(deps, pickupId, { cause, reason, afterFault, attended: true });
  if (outcome.kind !== 'ended') throw new Error(`Pickup ${pickupId} had no card and yet was ${outcome.kind}`);
  return outcome;
}
