import type { CardLocation } from '../../contracts/device-status.ts';
import { unreachable } from '../../contracts/result.ts';
import type { PrinterControl } from '../../simulators/card-printer/control.ts';
import type { PrinterSnapshot } from '../../simulators/card-printer/control-schema.ts';

type Physical = PrinterSnapshot['physical'];

/** Finished licences by where they are: those a person holds or can still be given, and those locked away. */
export function finishedLicences(physical: Physical): {
  readonly inReach: number;
  readonly rejected: number;
} {
  const { transport, bezel, taken, rejectBin } = physical;
  const count = (cards: readonly ({ readonly kind: string } | null | undefined)[]) =>
    cards.filter((card) => card?.kind === 'printed').length;
  return { inReach: count([transport?.card, bezel, ...taken]), rejected: count(rejectBin.cards) };
}

/**
 * Whether a card lies where `location` says, and none anywhere else in the way of the next, at a machine that nobody used
 * before; `unknown` claims nothing and is never wrong.
 */
export function isTrue(location: CardLocation, physical: Physical): boolean {
  const { transport, bezel, rejectBin, retainBin } = physical;
  const isFree = transport === null && bezel === null;
  switch (location) {
    case 'none':
      return isFree && rejectBin.cards.length === 0;
    case 'transport':
      return transport !== null && bezel === null;
    case 'bezel':
      return transport === null && bezel !== null;
    case 'rejectBin':
      return isFree && rejectBin.cards.length === 1;
    case 'retainBin':
      return isFree && retainBin.cards.length === 1;
    case 'unknown':
      return true;
    default:
      return unreachable(location);
  }
}

/** Waits until the printer is as `holds` says; resolves with the state in which it was so. */
export async function untilPrinter(
  printer: PrinterControl,
  holds: (state: PrinterSnapshot) => boolean,
): Promise<PrinterSnapshot> {
  const watching = new AbortController();
  try {
    for await (const state of printer.events(watching.signal)) if (holds(state)) return state;
  } finally {
    watching.abort();
  }
  throw new Error('The printer simulator has ended');
}
