import type { CardLocation } from '../../contracts/device-status.ts';
import type { MachineRefusalReason, PickupRefusalReason } from '../../contracts/refusal.ts';
import type { RequestStatus } from '../../contracts/request.ts';
import type { FaultInput, HandInput } from '../../simulators/card-printer/control-schema.ts';
import { untilPrinter } from '../support/plastic.ts';
import type { Machine } from './machine.ts';

/** The driver's patience, shortened: what it does when it is over is the same. */
export const SHORT_TIMINGS = {
  parameterReplyMs: 2_000,
  movementReplyMs: 4_000,
  panelReplyMs: 4_000,
  restartReplyMs: 4_000,
  stallMs: 4_000,
  bezelPollIntervalMs: 50,
  heartbeatIntervalMs: 200,
  readyWaitMs: 2_000,
} as const;

/**
 * The longest until an apology: a command, the attempts to get back in step and to restart, the questions where the card is
 * and what the counters say, each with its own patience, at a printer that answers none of them.
 */
export const APOLOGY_TIMEOUT_MS = 120_000;

/** How long a licence lies at the bezel in {@link NOT_TAKEN}: long enough for a hand that does take it. */
export const SHORT_TAKE_MS = 6_000;

/** The screen on which a pickup ends without a licence, and what is left to do. */
export interface Apology {
  readonly reason: PickupRefusalReason;
  readonly at: CardLocation;
  /** Finished licences that anybody holds or can still be given. */
  readonly inReach?: number;
  /** Where the request then stands at the portal, and where it stands once the machine works again. */
  readonly status: RequestStatus;
  readonly statusMended?: RequestStatus;
  /** What the machine says to the next person until it is mended. */
  readonly outage?: MachineRefusalReason;
  /** The hand that mends it; `disarm`: it mends itself. */
  readonly mend?: HandInput | 'disarm';
}

/** Something that goes wrong with the printer during a pickup. */
export interface PrinterFault {
  readonly name: string;
  /** A renewal takes the old licence in before it prints. */
  readonly kind: 'renewal' | 'lost';
  readonly faults?: readonly FaultInput[];
  /** Printing of one panel, ms, where hands need time to act within one. */
  readonly panelMs?: number;
  /** What hands do meanwhile. */
  readonly meanwhile?: (machine: Machine) => Promise<unknown>;
  /** `takeCard`: the licence is presented all the same. */
  readonly ends: Apology | 'takeCard';
}

const inPanel = (panel: 'magenta' | 'cyan') => ({ when: 'inPanel', panel, afterBytes: 500 }) as const;
const afterCommand = (command: string) => ({ when: 'atCommand', command, phase: 'done' }) as const;

const untilDark = ({ stand }: Machine) => untilPrinter(stand.printer, ({ powered }) => !powered);
const plugCable = async ({ stand }: Machine) => {
  await untilPrinter(stand.printer, ({ line }) => !line.plugged);
  await stand.printer.hand({ hand: 'plugCable' });
};
const switchOn = async (machine: Machine) => {
  await untilDark(machine);
  await machine.stand.printer.hand({ hand: 'switchOn' });
};
const takeInTheDark = async (machine: Machine) => {
  await untilDark(machine);
  await machine.stand.printer.hand({ hand: 'takeCard' });
};

/** Long enough for a fault to be armed while a panel is printed. */
const VISIBLE_PANEL_MS = 500;
const fallSilent = async ({ stand: { printer } }: Machine) => {
  await untilPrinter(printer, ({ job }) => job?.printed.includes('magenta') ?? false);
  await printer.arm({ fault: 'silence', times: null });
  await printer.setTiming({ panelMs: 0 });
};

const SPOILED: Apology = { reason: 'printFailed', at: 'rejectBin', status: 'ready' };
/** Nobody could ask the printer in time; once it answers, what is left of the pickup is brought to its end. */
const IN_THE_DARK: Apology = {
  reason: 'printUncertain',
  at: 'unknown',
  status: 'needsAttendant',
  statusMended: 'ready',
  outage: 'printerUnavailable',
  mend: { hand: 'switchOn' },
};

/** Each ends in a screen that is true, with at most one licence, and a machine that serves the next person. */
export const PRINTER_FAULTS: readonly PrinterFault[] = [
  // The slowest first: most of their time is waiting, in which others run.
  {
    name: 'the printer falls silent in the middle of a job, and stays so until after the session',
    kind: 'renewal',
    panelMs: VISIBLE_PANEL_MS,
    meanwhile: fallSilent,
    ends: { ...IN_THE_DARK, mend: 'disarm' },
  },
  {
    name: 'power is lost at the end of the job, and stays away until after the session',
    kind: 'lost',
    faults: [{ fault: 'powerLoss', at: afterCommand('Se') }],
    ends: { ...IN_THE_DARK, inReach: 1 },
  },
  {
    name: 'power is lost when the card lies at the bezel, from where it is taken in the dark',
    kind: 'lost',
    faults: [{ fault: 'powerLoss', at: afterCommand('Seb') }],
    meanwhile: takeInTheDark,
    ends: { ...IN_THE_DARK, inReach: 1, statusMended: 'needsAttendant' },
  },
  {
    name: 'the cover opens between cyan and black',
    kind: 'renewal',
    faults: [{ fault: 'coverOpens', before: 'black' }],
    ends: {
      reason: 'printFailed',
      at: 'transport',
      status: 'ready',
      outage: 'printerUnavailable',
      mend: { hand: 'closeCover' },
    },
  },
  {
    name: 'the ribbon ends in the third panel',
    kind: 'renewal',
    faults: [{ fault: 'ribbonEnds', panel: 3 }],
    ends: { ...SPOILED, outage: 'outOfRibbon', mend: { hand: 'changeRibbon' } },
  },
  {
    name: 'the feeder is empty',
    kind: 'renewal',
    faults: [{ fault: 'feederEmpty' }],
    ends: {
      reason: 'printFailed',
      at: 'none',
      status: 'ready',
      outage: 'outOfCards',
      mend: { hand: 'refillHopper' },
    },
  },
  {
    name: 'the finished card jams on its way to the bezel',
    kind: 'renewal',
    faults: [{ fault: 'jam', command: 'Seb' }],
    ends: {
      reason: 'printUncertain',
      at: 'transport',
      inReach: 1,
      status: 'needsAttendant',
      outage: 'printerJam',
      mend: { hand: 'clearJam' },
    },
  },
  {
    name: 'the card jams before its last panel',
    kind: 'lost',
    faults: [{ fault: 'jam', command: 'Se' }],
    ends: {
      reason: 'printFailed',
      at: 'transport',
      status: 'ready',
      outage: 'printerJam',
      mend: { hand: 'clearJam' },
    },
  },
  {
    name: 'the card jams after its last panel',
    kind: 'lost',
    faults: [{ fault: 'jam', command: 'Se', printed: true }],
    ends: {
      reason: 'printUncertain',
      at: 'transport',
      inReach: 1,
      status: 'needsAttendant',
      outage: 'printerJam',
      mend: { hand: 'clearJam' },
    },
  },
  {
    name: 'the printer is silent after a panel',
    kind: 'renewal',
    faults: [{ fault: 'silence', command: 'Dbc' }],
    ends: SPOILED,
  },
  {
    name: 'the printer is silent after the feeding',
    kind: 'lost',
    faults: [{ fault: 'silence', command: 'Si' }],
    ends: SPOILED,
  },
  {
    name: 'the printer is silent at the end of the job',
    kind: 'renewal',
    faults: [{ fault: 'silence', command: 'Se' }],
    ends: 'takeCard',
  },
  {
    name: 'the printer is silent when the card lies at the bezel',
    kind: 'lost',
    faults: [{ fault: 'silence', command: 'Seb' }],
    ends: 'takeCard',
  },
  {
    name: 'garbage instead of the reply to a panel',
    kind: 'lost',
    faults: [{ fault: 'garbageReply', command: 'Dbc' }],
    ends: SPOILED,
  },
  {
    name: 'garbage instead of the reply to the end of the job',
    kind: 'lost',
    faults: [{ fault: 'garbageReply', command: 'Se' }],
    ends: 'takeCard',
  },
  {
    name: 'half a reply to a panel',
    kind: 'lost',
    faults: [{ fault: 'truncatedReply', command: 'Dbc' }],
    ends: SPOILED,
  },
  {
    name: 'half a reply at the end of the job',
    kind: 'lost',
    faults: [{ fault: 'truncatedReply', command: 'Se' }],
    ends: 'takeCard',
  },
  {
    name: 'an error word that nobody knows',
    kind: 'lost',
    faults: [{ fault: 'unknownError', command: 'Dbc' }],
    ends: SPOILED,
  },
  {
    name: 'a byte is lost inside a bitmap',
    kind: 'renewal',
    faults: [{ fault: 'byteDropped', panel: 'cyan' }],
    ends: SPOILED,
  },
  {
    name: 'the printer restarts in a panel',
    kind: 'renewal',
    faults: [{ fault: 'reset', at: inPanel('magenta'), banner: 'KC200B READY' }],
    ends: SPOILED,
  },
  {
    name: 'clear-to-send goes low in a panel, and comes back',
    kind: 'lost',
    faults: [{ fault: 'clearToSendLow', at: inPanel('cyan'), ms: SHORT_TIMINGS.stallMs + 1_500 }],
    ends: SPOILED,
  },
  {
    name: 'the cable is pulled in a panel and put back',
    kind: 'renewal',
    faults: [{ fault: 'cablePulled', at: inPanel('cyan') }],
    meanwhile: plugCable,
    ends: SPOILED,
  },
  {
    name: 'the cable is pulled at the end of the job and put back',
    kind: 'renewal',
    faults: [{ fault: 'cablePulled', at: afterCommand('Se') }],
    meanwhile: plugCable,
    ends: 'takeCard',
  },
  {
    name: 'power is lost in a panel and comes back',
    kind: 'renewal',
    faults: [{ fault: 'powerLoss', at: inPanel('cyan') }],
    meanwhile: switchOn,
    ends: SPOILED,
  },
  {
    name: 'power is lost at the end of the job and comes back',
    kind: 'renewal',
    faults: [{ fault: 'powerLoss', at: afterCommand('Se') }],
    meanwhile: switchOn,
    ends: 'takeCard',
  },
  {
    name: 'power is lost when the card lies at the bezel, and comes back',
    kind: 'renewal',
    faults: [{ fault: 'powerLoss', at: afterCommand('Seb') }],
    meanwhile: switchOn,
    ends: 'takeCard',
  },
];

/** Nothing is wrong but that nobody takes the licence. */
export const NOT_TAKEN: PrinterFault = {
  name: 'nobody takes the licence',
  kind: 'renewal',
  ends: { reason: 'notTaken', at: 'rejectBin', status: 'retained' },
};
