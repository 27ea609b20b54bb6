import type { PrinterFaultReason } from '../port.ts';
import type { GateReadings, Reading } from './sensors.ts';

/** A gate: what it reads, and why it is closed (`null`: open). A sensor that answered with an error closes it, too. */
type Gate = (readings: GateReadings) => PrinterFaultReason | null;

function gate<Value>(
  reading: (readings: GateReadings) => Reading<Value>,
  closedBy: (value: Value) => PrinterFaultReason | null,
): Gate {
  return (readings) => {
    const answer = reading(readings);
    return answer.ok ? closedBy(answer.value) : answer.fault;
  };
}

const coverGate = gate(
  (readings) => readings.coverClosed,
  (closed) => (closed ? null : 'coverOpen'),
);
const feederGate = gate(
  (readings) => readings.cardInFeeder,
  (card) => (card ? null : 'cardsOut'),
);
const ribbonGate = gate(
  (readings) => readings.ribbon,
  (ribbon) => {
    if (ribbon === 'absent') return 'ribbonFault';
    return ribbon.cardsLeft > 0 ? null : 'ribbonOut';
  },
);
const transportGate = gate(
  (readings) => readings.cardInTransport,
  (card) => (card ? 'cardInTransport' : null),
);
const bezelGate = gate(
  (readings) => readings.cardAtBezel,
  (card) => (card ? 'cardAtBezel' : null),
);
const boxGate = gate(
  (readings) => readings.boxFull,
  (full) => (full ? 'retractBinFull' : null),
);

/** Before a card is printed. */
const PRINT_GATES: readonly Gate[] = [coverGate, feederGate, ribbonGate, transportGate, bezelGate, boxGate];

/** Before a person's card is accepted at the bezel, where it may already lie. */
const ACCEPT_GATES: readonly Gate[] = [coverGate, transportGate, boxGate];

/** Before a card is dropped into a bin. */
const DROP_GATES: readonly Gate[] = [boxGate];

function firstClosed(gates: readonly Gate[], readings: GateReadings): PrinterFaultReason | null {
  for (const closedBy of gates) {
    const reason = closedBy(readings);
    if (reason !== null) return reason;
  }
  return null;
}

/** The first gate that forbids printing, or `null`. */
export function printingForbiddenBy(readings: GateReadings): PrinterFaultReason | null {
  return firstClosed(PRINT_GATES, readings);
}

/** The first gate that forbids accepting a card, or `null`. */
export function acceptingForbiddenBy(readings: GateReadings): PrinterFaultReason | null {
  return firstClosed(ACCEPT_GATES, readings);
}

/** The first gate that forbids dropping a card into a bin, or `null`. */
export function droppingForbiddenBy(readings: GateReadings): PrinterFaultReason | null {
  return firstClosed(DROP_GATES, readings);
}
