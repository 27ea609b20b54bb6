import { type Clock, delay } from '../../../contracts/clock.ts';
import type { PickupId } from '../../../contracts/pickup.ts';
import type { MachineRefusalReason } from '../../../contracts/refusal.ts';
import type { PickupEnded } from '../collect/outcome.ts';
import { awaitsPrinter, type PickupRecord } from '../journal/pickup-record.ts';
import { refusalOfFault } from '../machine-refusal.ts';
import { type ReconcileDeps, reconcilePickup, RESTARTED_CAUSE } from './reconcile.ts';

/** After a restart within this time of its last journal entry, the person is taken to stand there still. */
export const ATTENDED_LIMIT_MS = 60_000;
/** How long a card that belongs to no pickup may lie at the bezel before it is drawn in. */
export const STRAY_CARD_MS = 20_000;

/** What the look at printer and journal found. */
export type SettleOutcome =
  /** A card of an earlier pickup lies at the bezel: its person is waited for. */
  | { readonly kind: 'presented'; readonly pickupId: PickupId; readonly reference: string }
  /** A person who stands there still has to be told how their pickup ended; then there is more to look at. */
  | { readonly kind: 'told'; readonly reference: string; readonly ended: PickupEnded }
  /** `blocked`: what keeps the printer from the next pickup; `null`: nothing. */
  | { readonly kind: 'settled'; readonly blocked: MachineRefusalReason | null };

/**
 * Makes printer and journal agree before anybody is served: after a start, and after anything went wrong. Every pickup
 * left open is brought to an end, a card that belongs to none is removed, and the gates are looked at.
 */
export async function settle(deps: ReconcileDeps): Promise<SettleOutcome> {
  for (const record of deps.journal.unfinished().filter(awaitsPrinter)) {
    const { pickupId, reference } = record;
    const attended = isAttended(record, deps.clock);
    const outcome = await reconcilePickup(deps, pickupId, {
      cause: record.evidence?.cause ?? RESTARTED_CAUSE,
      reason: 'printFailed',
      attended,
      afterFault: false,
    });
    if (outcome.kind === 'presented') return { kind: 'presented', pickupId, reference };
    if (outcome.kind === 'ended' && attended) return { kind: 'told', reference, ended: outcome };
  }
  return { kind: 'settled', blocked: await clearPrinter(deps) };
}

function isAttended({ lastAt, status }: PickupRecord, clock: Clock): boolean {
  return status !== 'needsAttendant' && Math.abs(clock.now() - Date.parse(lastAt)) <= ATTENDED_LIMIT_MS;
}

/** Removes a card that belongs to no open pickup, and says what still keeps the printer from the next one. */
async function clearPrinter({
  printer,
  journal,
  clock,
  log,
}: ReconcileDeps): Promise<MachineRefusalReason | null> {
  const seen = await printer.locateCard();
  if (!seen.ok) return refusalOfFault(seen.fault.reason);
  if (journal.unfinished().some((record) => awaitsPrinter(record) && record.status === 'needsAttendant'))
    return seen.value === 'none' ? 'printerUnavailable' : 'printerJam';
  if (seen.value !== 'none') {
    if (seen.value === 'bezel') await waitForHand(printer, clock);
    const removed = await printer.rejectCard();
    if (!removed.ok) return refusalOfFault(removed.fault.reason);
    log.warn({ location: seen.value }, 'a card that belonged to no pickup was dropped into the reject bin');
    journal.setSupply('rejectBin', journal.supplies().rejectBin + 1);
  }
  const ready = await printer.checkReady();
  return ready.ok ? null : refusalOfFault(ready.fault.reason);
}

/** Gives whoever left a card at the bezel a last chance to take it. */
async function waitForHand(printer: ReconcileDeps['printer'], clock: Clock): Promise<void> {
  const controller = new AbortController();
  const handBack = printer.waitTaken(controller.signal);
  void delay(clock, STRAY_CARD_MS, controller.signal).then(() => controller.abort());
  await handBack;
  controller.abort();
}
