import { type KioskFrame, KioskStep, type KioskView, PrintPanel } from '../../../contracts/kiosk-view.ts';
import { supplyStates, listSupplies } from '../supplies/supplies.ts';
import type { SessionContext } from './context.ts';
import { atStage, referenceOf } from './session.ts';
import { LAST_SECONDS, type ScreenTimeouts, TYPICAL_PRINT_SECONDS } from './timeouts.ts';

/** What a view holds of the machine itself. */
export interface Station {
  readonly machine: string;
  readonly helpLine: string;
  readonly pinDigits: number;
  readonly timeouts: ScreenTimeouts;
}

/** The screen that each state of the session machine shows. */
export type SessionScreen =
  | Exclude<KioskView['screen'], 'readingCard' | 'oldLicence' | 'attract' | 'outOfService'>
  | 'idle'
  | 'reading'
  | 'checking'
  | 'insertOldLicence'
  | 'takingInOldLicence';

/** Whether the pickup shown takes an old licence in; `true` as long as nobody knows. */
function oldLicenceDue({ session }: SessionContext): boolean {
  switch (session.stage) {
    case 'chosen':
      return session.request.oldLicenceDue;
    case 'found':
      return session.requests.some((request) => request.oldLicenceDue);
    case 'reserved':
    case 'presented':
    case 'done':
      return session.oldLicenceDue;
    default:
      return true;
  }
}

function frameOf(context: SessionContext, { machine, helpLine }: Station): KioskFrame {
  const { preferences, time, session, civilIdInserted, countdown } = context;
  const secondsLeft = countdown?.secondsLeft ?? null;
  return {
    ...preferences,
    machine,
    time,
    reference: referenceOf(session),
    helpLine,
    steps: KioskStep.options.filter((step) => step !== 'oldLicence' || oldLicenceDue(context)),
    civilIdInserted,
    timeLeft:
      countdown && secondsLeft !== null && secondsLeft <= LAST_SECONDS
        ? { seconds: secondsLeft, extensionsLeft: countdown.extensionsLeft }
        : null,
  };
}

/** The view of `screen`: a pure function of what the machine knows. */
export function viewOf(screen: SessionScreen, context: SessionContext, station: Station): KioskView {
  const frame = frameOf(context, station);
  const { session } = context;
  switch (screen) {
    case 'idle':
      return context.outage
        ? { screen: 'outOfService', frame, ...context.outage }
        : { screen: 'attract', frame };
    case 'reading':
      return { screen: 'readingCard', frame, stage: 'reading' };
    case 'checking':
      return { screen: 'readingCard', frame, stage: 'checking' };
    case 'pin':
      return {
        screen,
        frame,
        digits: station.pinDigits,
        retriesLeft: atStage(session, 'found').retriesLeft,
      };
    case 'choose':
      return { screen, frame, requests: [...atStage(session, 'found').requests] };
    case 'confirm': {
      const { holder, request, portrait } = atStage(session, 'chosen');
      return { screen, frame, holder, request, portrait };
    }
    case 'insertOldLicence':
      return { screen: 'oldLicence', frame, kind: atStage(session, 'reserved').kind, stage: 'insert' };
    case 'takingInOldLicence':
      return { screen: 'oldLicence', frame, kind: atStage(session, 'reserved').kind, stage: 'takingIn' };
    case 'printing':
      return { screen, frame, ...progressOf(context) };
    case 'takeCard': {
      const fullTime = Math.ceil(station.timeouts.takeCard / 1000);
      return { screen, frame, secondsLeft: context.countdown?.secondsLeft ?? fullTime };
    }
    case 'done': {
      const { receipt, expiryDate } = atStage(session, 'done');
      return { screen, frame, receipt, expiryDate };
    }
    case 'apology': {
      const { apology, reference } = atStage(session, 'ended');
      return { screen, frame, reference, ...apology };
    }
    case 'maintenance':
      return { screen, frame, ...maintenanceOf(context) };
  }
}

/** Progress as the driver tells it; before its first word, a job that has not begun. */
function progressOf({ session }: SessionContext) {
  const { progress } = atStage(session, 'reserved');
  return progress
    ? { ...progress, panels: [...progress.panels] }
    : {
        panels: [...PrintPanel.options],
        panel: 0,
        bytesSent: 0,
        bytesTotal: 1,
        secondsLeft: TYPICAL_PRINT_SECONDS,
      };
}

function maintenanceOf({ session, printer, reader, portal, supplies, capacities }: SessionContext) {
  const { parked, outboxLength, journalIntact } = atStage(session, 'maintenance').report;
  const bins = supplyStates(supplies, capacities, printer);
  return {
    printer,
    reader,
    portal,
    retractBin: bins.retainBin === 'healthy' ? bins.rejectBin : bins.retainBin,
    supplies: listSupplies(supplies, capacities, printer),
    parked: [...parked],
    outboxLength,
    journalIntact,
  };
}
