import type { CardLocation } from '../../../contracts/device-status.ts';
import type { PrinterCounters } from '../../../contracts/pickup.ts';
import type { PickupStep } from '../journal/pickup-record.ts';

/**
 * What the printer's counters say about one job.
 * - `unchanged`: as before the job; no panel was printed.
 * - `spoiled`: the ribbon moved, but no card was completed.
 * - `completed`: exactly one card more.
 * - `disagree`: anything else; somebody else printed, or the counters were reset.
 * - `unknown`: the printer did not tell, or there is nothing to compare with.
 */
export type CounterFinding = 'unchanged' | 'spoiled' | 'completed' | 'disagree' | 'unknown';

/** Compares the counters before a job with those after. */
export function compareCounters(
  before: PrinterCounters | null,
  after: PrinterCounters | null,
): CounterFinding {
  if (!before || !after) return 'unknown';
  if (after.cardsPrinted === before.cardsPrinted + 1) return 'completed';
  if (after.cardsPrinted !== before.cardsPrinted) return 'disagree';
  return after.ribbonRemaining === before.ribbonRemaining ? 'unchanged' : 'spoiled';
}

/**
 * What to do with a pickup that did not go its way.
 * - `leaveUnanswered`: the portal is asked again in the background, and the reservation given back.
 * - `release`: no usable card exists; the request is first in line again.
 * - `returnOldLicence`: move the old licence to the bezel, then release.
 * - `retainOldLicence`: drop the old licence into its bin, then release.
 * - `recordOldLicence`: the old licence is in the machine's keeping already; release.
 * - `present`: a finished card lies in the transport; move it to the bezel.
 * - `awaitTaken`: a finished card lies at the bezel; wait for the hand.
 * - `issue`: the card was offered and is gone.
 * - `rejectAndRelease`: drop the card into the reject bin, then release.
 * - `rejectAndRetain`: draw the offered card back into the reject bin; the attendant has it.
 * - `rejectAndPark`: drop the card into the reject bin; its story is not clear.
 * - `park`: only a person can tell.
 */
export type RecoveryAct =
  | 'leaveUnanswered'
  | 'release'
  | 'returnOldLicence'
  | 'retainOldLicence'
  | 'recordOldLicence'
  | 'present'
  | 'awaitTaken'
  | 'issue'
  | 'rejectAndRelease'
  | 'rejectAndRetain'
  | 'rejectAndPark'
  | 'park';

/** Where the sensors find a card; bins have no sensor of their own. */
type Found = 'none' | 'transport' | 'bezel' | 'unknown';

const FOUND: Readonly<Record<CardLocation, Found>> = {
  none: 'none',
  transport: 'transport',
  bezel: 'bezel',
  retainBin: 'unknown',
  rejectBin: 'unknown',
  unknown: 'unknown',
};

/** Before the job was sent no card can exist: counters do not matter, and the request can always be released. */
const BEFORE_PRINTING = {
  reserving: {
    none: 'leaveUnanswered',
    transport: 'leaveUnanswered',
    bezel: 'leaveUnanswered',
    unknown: 'leaveUnanswered',
  },
  unanswered: {
    none: 'leaveUnanswered',
    transport: 'leaveUnanswered',
    bezel: 'leaveUnanswered',
    unknown: 'leaveUnanswered',
  },
  reserved: { none: 'release', transport: 'release', bezel: 'release', unknown: 'release' },
  // What lies in the transport can only be the old licence.
  accepting: { none: 'release', transport: 'returnOldLicence', bezel: 'release', unknown: 'release' },
  // It was in the transport when the drop was ordered, and nothing but the drop moves it out of sight.
  retaining: {
    none: 'recordOldLicence',
    transport: 'retainOldLicence',
    bezel: 'release',
    unknown: 'recordOldLicence',
  },
  oldLicenceRetained: { none: 'release', transport: 'release', bezel: 'release', unknown: 'release' },
} as const satisfies Partial<Record<PickupStep, Record<Found, RecoveryAct>>>;

type KnownCounters = Exclude<CounterFinding, 'unknown'>;
type ByCounters = Readonly<Record<KnownCounters, RecoveryAct>>;

/** A card that was never finished is unusable wherever it is seen. */
const UNFINISHED: ByCounters = {
  unchanged: 'rejectAndRelease',
  spoiled: 'rejectAndRelease',
  completed: 'present',
  disagree: 'rejectAndPark',
};
/** The journal says "finished"; counters that say otherwise are not to be believed, and neither is the card. */
const FINISHED_IN_TRANSPORT: ByCounters = {
  unchanged: 'rejectAndPark',
  spoiled: 'rejectAndPark',
  completed: 'present',
  disagree: 'rejectAndPark',
};
const FINISHED_AT_BEZEL: ByCounters = { ...FINISHED_IN_TRANSPORT, completed: 'awaitTaken' };
const ALWAYS_PARK: ByCounters = {
  unchanged: 'park',
  spoiled: 'park',
  completed: 'park',
  disagree: 'park',
};
const DRAW_BACK: ByCounters = {
  unchanged: 'rejectAndPark',
  spoiled: 'rejectAndPark',
  completed: 'rejectAndRetain',
  disagree: 'rejectAndPark',
};
const DROP: ByCounters = {
  unchanged: 'rejectAndRelease',
  spoiled: 'rejectAndRelease',
  completed: 'rejectAndRelease',
  disagree: 'rejectAndPark',
};

/** From the first byte of the job on, place and counters decide together; either one unknown decides nothing. */
const FROM_PRINTING = {
  printing: {
    // No card to be seen: never fed, if nothing moved; otherwise somebody took it out by hand.
    none: { unchanged: 'release', spoiled: 'park', completed: 'park', disagree: 'park' },
    transport: UNFINISHED,
    bezel: { ...UNFINISHED, completed: 'awaitTaken' },
  },
  printed: { none: ALWAYS_PARK, transport: FINISHED_IN_TRANSPORT, bezel: FINISHED_AT_BEZEL },
  presenting: { none: ALWAYS_PARK, transport: FINISHED_IN_TRANSPORT, bezel: FINISHED_AT_BEZEL },
  presented: {
    none: { ...ALWAYS_PARK, completed: 'issue' },
    transport: DRAW_BACK,
    bezel: FINISHED_AT_BEZEL,
  },
  // Dropped from the transport: it never passed the bezel, so out of sight means in the bin.
  rejecting: {
    none: { unchanged: 'release', spoiled: 'release', completed: 'release', disagree: 'park' },
    transport: DROP,
    bezel: { ...DROP, completed: 'rejectAndPark' },
  },
  // Drawn back from the bezel: out of sight may mean in the bin, or in a hand that was quicker.
  retracting: { none: ALWAYS_PARK, transport: DRAW_BACK, bezel: DRAW_BACK },
} as const satisfies Partial<Record<PickupStep, Record<Exclude<Found, 'unknown'>, ByCounters>>>;

/** What changes when nobody stands before the machine any more, or the pickup was parked and only its end is left. */
const UNATTENDED: Partial<Record<RecoveryAct, RecoveryAct>> = {
  returnOldLicence: 'retainOldLicence',
  present: 'rejectAndRelease',
  awaitTaken: 'rejectAndRetain',
  issue: 'park',
};

/** What is known of a pickup at the moment of deciding. */
export interface RecoveryFacts {
  /** Its last step in the journal. */
  readonly step: PickupStep;
  /** Where the sensors find a card now. */
  readonly location: CardLocation;
  readonly counters: CounterFinding;
  /** The person can be expected to stand there still. */
  readonly attended: boolean;
  /** The pickup was parked before: something failed, or could not be found out, when it was last looked at. */
  readonly parked: boolean;
}

/** The one table of recovery: last journal entry × place of the card × counters × whether somebody waits. */
export function decideRecovery(facts: RecoveryFacts): RecoveryAct {
  const { step, location, counters, attended, parked } = facts;
  const act = attendedAct(step, FOUND[location], counters);
  // A finished card that could not be dropped then and is gone now was taken out by hand.
  if (parked && act === 'release' && counters === 'completed') return 'park';
  return attended && !parked ? act : (UNATTENDED[act] ?? act);
}

function attendedAct(step: PickupStep, found: Found, counters: CounterFinding): RecoveryAct {
  if (step in BEFORE_PRINTING) return BEFORE_PRINTING[step as keyof typeof BEFORE_PRINTING][found];
  if (found === 'unknown' || counters === 'unknown') return 'park';
  return FROM_PRINTING[step as keyof typeof FROM_PRINTING][found][counters];
}

/** The steps in which a card may exist, so that the printer's answer decides. */
export function cardMayExist(step: PickupStep): boolean {
  return step in FROM_PRINTING;
}
