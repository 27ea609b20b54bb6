import type { CardPrinterStatus, CivilIdReaderStatus, DeviceState } from '../../contracts/device-status.ts';
import type { MachineRefusalReason } from '../../contracts/refusal.ts';
import type { PrinterFaultReason } from '../../native-adapters/card-printer/port.ts';
import type { Reachability } from './portal-client/reachability.ts';
import type { SupplyStates } from './supplies/supplies.ts';

/** What a closed gate or a fault of the printer means to a person who comes for a licence. */
const FAULT_REFUSALS: Readonly<Record<PrinterFaultReason, MachineRefusalReason>> = {
  coverOpen: 'printerUnavailable',
  cardsOut: 'outOfCards',
  ribbonOut: 'outOfRibbon',
  ribbonFault: 'printerUnavailable',
  mediaJammed: 'printerJam',
  retractBinFull: 'retractBinFull',
  cardInTransport: 'printerJam',
  cardAtBezel: 'printerJam',
  noMediaPresent: 'printerUnavailable',
  cleaningRequired: 'printerUnavailable',
  commandRefused: 'printerUnavailable',
  replyUnintelligible: 'printerUnavailable',
  noReply: 'printerUnavailable',
  disconnected: 'printerUnavailable',
  deviceReset: 'printerUnavailable',
  countersDisagree: 'printerUnavailable',
  hardwareError: 'printerUnavailable',
};

/** Why the machine cannot serve after a printer fault of `reason`. */
export function refusalOfFault(reason: PrinterFaultReason): MachineRefusalReason {
  return FAULT_REFUSALS[reason];
}

/** From what only an engineer mends to what mends itself: the first that holds is the one that is told. */
const SEVERITY: readonly MachineRefusalReason[] = [
  'printerJam',
  'printerUnavailable',
  'readerUnavailable',
  'outOfRibbon',
  'outOfCards',
  'retractBinFull',
  'portalUnavailable',
];

const WORKING: ReadonlySet<DeviceState> = new Set(['online', 'deviceBusy']);

/** Everything that decides whether the machine can serve. */
export interface MachineCondition {
  readonly printer: CardPrinterStatus;
  readonly reader: CivilIdReaderStatus;
  readonly portal: Reachability;
  readonly supplies: SupplyStates;
  /** What the last look at the printer found in its way, beyond its status. */
  readonly printerBlocked: MachineRefusalReason | null;
}

/** Why the printer's own status forbids a pickup; `null`: it does not. */
export function printerRefusal(printer: CardPrinterStatus): MachineRefusalReason | null {
  return worst({
    printerJam: printer.media === 'jammed',
    printerUnavailable: !WORKING.has(printer.device) || printer.cover === 'open',
    outOfRibbon: printer.ribbon === 'out',
    outOfCards: printer.cards === 'out',
    retractBinFull: printer.retractBin === 'full',
  });
}

/** What the machine lacks or is full of; `null`: nothing. */
export function supplyRefusal(supplies: SupplyStates): MachineRefusalReason | null {
  return worst({
    outOfRibbon: supplies.ribbon === 'out',
    outOfCards: supplies.cards === 'out',
    retractBinFull: supplies.retainBin === 'full' || supplies.rejectBin === 'full',
  });
}

/** The gravest reason why this machine cannot serve; `null`: it can. */
export function machineRefusal(condition: MachineCondition): MachineRefusalReason | null {
  const { printer, reader, portal, supplies, printerBlocked } = condition;
  const found = [
    printerRefusal(printer),
    printerBlocked,
    supplyRefusal(supplies),
    worst({
      readerUnavailable: !WORKING.has(reader.device),
      portalUnavailable: portal === 'unreachable',
    }),
  ];
  return SEVERITY.find((reason) => found.includes(reason)) ?? null;
}

function worst(holds: Partial<Record<MachineRefusalReason, boolean>>): MachineRefusalReason | null {
  return SEVERITY.find((reason) => holds[reason]) ?? null;
}
