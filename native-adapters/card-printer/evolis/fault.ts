import type { CardLocation, RequiredAction } from '../../../contracts/device-status.ts';
import type { PrinterFault, PrinterFaultReason } from '../port.ts';
import { type GateReadings, locationFrom } from './sensors.ts';

/** Who has to act (XFS4IoT Common.ErrorEvent: `clear` a person with a key, `maintenance` a technician). */
const ACTIONS: Readonly<Record<PrinterFaultReason, RequiredAction>> = {
  coverOpen: 'clear',
  cardsOut: 'clear',
  ribbonOut: 'clear',
  ribbonFault: 'clear',
  mediaJammed: 'maintenance',
  retractBinFull: 'clear',
  cardInTransport: 'reset',
  cardAtBezel: 'suspend',
  noMediaPresent: 'suspend',
  cleaningRequired: 'maintenance',
  commandRefused: 'configuration',
  replyUnintelligible: 'reset',
  noReply: 'reset',
  disconnected: 'maintenance',
  deviceReset: 'reset',
  countersDisagree: 'clear',
  hardwareError: 'maintenance',
};

/** A fault with the action that its reason asks for. */
export function faultOf(reason: PrinterFaultReason, cardLocation: CardLocation): PrinterFault {
  return { reason, cardLocation, action: ACTIONS[reason] };
}

/** What the printer was doing when it reported an error: `feeding` a blank card, or anything else. */
export type FaultContext = 'feeding' | 'other';

/** What a sensor makes of a vaguer word. */
interface Explanation {
  readonly of: readonly PrinterFaultReason[];
  readonly shownBy: (readings: GateReadings, context: FaultContext) => boolean;
  readonly reason: PrinterFaultReason;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    of: ['hardwareError', 'ribbonFault'],
    shownBy: ({ coverClosed }) => coverClosed.ok && !coverClosed.value,
    reason: 'coverOpen',
  },
  {
    // Only while feeding, and if no card has come: the feeder is also empty behind the last card.
    of: ['hardwareError', 'mediaJammed'],
    shownBy: ({ cardInFeeder, cardInTransport }, context) =>
      context === 'feeding' &&
      cardInFeeder.ok &&
      !cardInFeeder.value &&
      cardInTransport.ok &&
      !cardInTransport.value,
    reason: 'cardsOut',
  },
  {
    of: ['ribbonFault', 'hardwareError'],
    shownBy: ({ ribbon }) => ribbon.ok && ribbon.value !== 'absent' && ribbon.value.cardsLeft === 0,
    reason: 'ribbonOut',
  },
];

/** Where the sensors see a card; `unknown` if one of them did not say. */
export function locationIn({ cardInTransport, cardAtBezel }: GateReadings): CardLocation {
  if (!cardInTransport.ok || !cardAtBezel.ok) return 'unknown';
  return locationFrom(cardInTransport.value, cardAtBezel.value);
}

/** The fault that sensors, asked after an error, show behind the printer's word for it. */
export function explainFault(
  reason: PrinterFaultReason,
  readings: GateReadings,
  context: FaultContext = 'other',
): PrinterFault {
  const explanation = EXPLANATIONS.find(
    ({ of, shownBy }) => of.includes(reason) && shownBy(readings, context),
  );
  return faultOf(explanation?.reason ?? reason, locationIn(readings));
}
