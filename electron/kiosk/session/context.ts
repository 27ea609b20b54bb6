import type { CardPrinterStatus, CivilIdReaderStatus } from '../../../contracts/device-status.ts';
import type { KioskFrame } from '../../../contracts/kiosk-view.ts';
import type { MachineRefusalReason } from '../../../contracts/refusal.ts';
import { randomReference } from '../codes.ts';
import { machineRefusal, printerRefusal } from '../machine-refusal.ts';
import type { Reachability } from '../portal-client/reachability.ts';
import { type SupplyCapacities, type SupplyCounts, supplyStates } from '../supplies/supplies.ts';
import { NO_SESSION, type Session } from './session.ts';

/** How the person wants to be spoken to. */
export type Preferences = Pick<KioskFrame, 'language' | 'textSize' | 'contrast'>;

/** How every session begins: Arabic first. */
export const DEFAULT_PREFERENCES: Preferences = {
  language: 'ar',
  textSize: 'normal',
  contrast: 'normal',
};

/** Why the machine cannot serve, and the reference under which it is spoken of. */
export interface Outage {
  readonly reason: MachineRefusalReason;
  readonly reference: string;
}

/** The time of the screen that is shown. */
export interface CountdownState {
  /** `null` until the countdown tells. */
  readonly secondsLeft: number | null;
  readonly extensionsLeft: number;
}

/** What the machine knows outside and inside a session. */
export interface SessionContext {
  readonly preferences: Preferences;
  /** `HH:MM` in Kuwait. */
  readonly time: string;
  readonly printer: CardPrinterStatus;
  readonly reader: CivilIdReaderStatus;
  readonly portal: Reachability;
  readonly supplies: SupplyCounts;
  readonly capacities: SupplyCapacities;
  readonly civilIdInserted: boolean;
  /** A card was inserted that no session has answered yet. */
  readonly cardWaiting: boolean;
  /** What the last look at the printer found in its way. */
  readonly printerBlocked: MachineRefusalReason | null;
  /** Printer and journal have to be looked at before the next pickup. */
  readonly settleDue: boolean;
  readonly outage: Outage | null;
  readonly countdown: CountdownState | null;
  readonly session: Session;
}

/** What is known when the kiosk starts. */
export type SessionInput = Pick<SessionContext, 'time' | 'printer' | 'reader' | 'supplies' | 'capacities'>;

/** A kiosk that has just started: nothing is promised before printer, journal and portal have been looked at. */
export function initialContext(input: SessionInput): SessionContext {
  const present = input.reader.media === 'present';
  return observe(
    {
      ...input,
      preferences: DEFAULT_PREFERENCES,
      portal: 'unreachable',
      civilIdInserted: present,
      cardWaiting: present,
      printerBlocked: 'printerUnavailable',
      settleDue: true,
      outage: null,
      countdown: null,
      session: NO_SESSION,
    },
    {},
  );
}

/** `context` with what was observed, and what follows from it for the next person. */
export function observe(context: SessionContext, observed: Partial<SessionContext>): SessionContext {
  const next = { ...context, ...observed };
  const mended = printerRefusal(context.printer) !== null && printerRefusal(next.printer) === null;
  const settleDue = next.settleDue || mended;
  const supplies = supplyStates(next.supplies, next.capacities, next.printer);
  const reason = machineRefusal({ ...next, supplies });
  return { ...next, settleDue, outage: outageOf(next.outage, reason) };
}

/** An outage keeps its reference for as long as its reason lasts. */
function outageOf(before: Outage | null, reason: MachineRefusalReason | null): Outage | null {
  if (reason === null) return null;
  return before?.reason === reason ? before : { reason, reference: randomReference() };
}
