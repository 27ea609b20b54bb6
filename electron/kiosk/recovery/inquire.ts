import { type Clock, delay } from '../../../contracts/clock.ts';
import type { CardLocation } from '../../../contracts/device-status.ts';
import type { PrinterCounters } from '../../../contracts/pickup.ts';
import type { CardPrinter } from '../../../native-adapters/card-printer/port.ts';

/** How long a printer that does not answer is asked again before the pickup is parked. */
export const PRINTER_INQUIRY_GRACE_MS = 15_000;
/** Pause between two questions. */
export const PRINTER_INQUIRY_RETRY_MS = 1_000;

/** What the printer says after something went wrong: `unknown` and `null` where it does not answer. */
export interface PrinterFinding {
  readonly location: CardLocation;
  readonly counters: PrinterCounters | null;
}

/**
 * Asks the printer where the card is and what its counters say, repeatedly for `graceMs`.
 * Nothing is printed, moved or resent. After a fault the device is reset first: a job under way is dead then, its card
 * stays where it is, and the answer is final.
 */
export async function inquirePrinter(
  { printer, clock }: { readonly printer: CardPrinter; readonly clock: Clock },
  { afterFault, graceMs }: { readonly afterFault: boolean; readonly graceMs: number },
): Promise<PrinterFinding> {
  const end = clock.now() + graceMs;
  let reset = afterFault;
  for (;;) {
    if (reset) await printer.reset();
    const location = await printer.locateCard();
    const counters = location.ok ? await printer.counters() : location;
    if (location.ok && counters.ok) return { location: location.value, counters: counters.value };
    if (clock.now() + PRINTER_INQUIRY_RETRY_MS > end)
      return { location: location.ok ? location.value : 'unknown', counters: null };
    await delay(clock, PRINTER_INQUIRY_RETRY_MS);
    reset = true;
  }
}
