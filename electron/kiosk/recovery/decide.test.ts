import { describe, expect, test } from 'vitest';
import { CardLocation } from '../../../contracts/device-status.ts';
import type { PickupStep } from '../journal/pickup-record.ts';
import {
  cardMayExist,
  type CounterFinding,
  compareCounters,
  decideRecovery,
  type RecoveryAct,
} from './decide.ts';

const STEPS: readonly PickupStep[] = [
  'reserving',
  'unanswered',
  'reserved',
  'accepting',
  'retaining',
  'oldLicenceRetained',
  'printing',
  'printed',
  'presenting',
  'presented',
  'rejecting',
  'retracting',
];
const COUNTERS: readonly CounterFinding[] = ['unchanged', 'spoiled', 'completed', 'disagree', 'unknown'];
const LOCATIONS = CardLocation.options;

interface Fact {
  readonly step: PickupStep;
  readonly location: (typeof LOCATIONS)[number];
  readonly counters: CounterFinding;
  readonly attended: boolean;
  readonly parked: boolean;
}

const ALL: Fact[] = STEPS.flatMap((step) =>
  LOCATIONS.flatMap((location) =>
    COUNTERS.flatMap((counters) =>
      [true, false].flatMap((attended) =>
        [true, false].map((parked) => ({ step, location, counters, attended, parked })),
      ),
    ),
  ),
);

/** Every act, for every fact: written out so that a change of the table is seen. */
const expected: Readonly<
  Record<
    PickupStep,
    (location: string, counters: CounterFinding, attended: boolean, parked: boolean) => RecoveryAct
  >
> = {
  reserving: () => 'leaveUnanswered',
  unanswered: () => 'leaveUnanswered',
  reserved: (_location, counters, _attended, parked) =>
    parked && counters === 'completed' ? 'park' : 'release',
  accepting: (location, counters, attended, parked) => {
    if (location === 'transport') return attended && !parked ? 'returnOldLicence' : 'retainOldLicence';
    return parked && counters === 'completed' ? 'park' : 'release';
  },
  retaining: (location, counters, _attended, parked) => {
    if (location === 'transport') return 'retainOldLicence';
    if (location !== 'bezel') return 'recordOldLicence';
    return parked && counters === 'completed' ? 'park' : 'release';
  },
  oldLicenceRetained: (_location, counters, _attended, parked) =>
    parked && counters === 'completed' ? 'park' : 'release',
  printing: (location, counters, attended, parked) => {
    const live = attended && !parked;
    if (location === 'none') return counters === 'unchanged' ? 'release' : 'park';
    if (location !== 'transport' && location !== 'bezel') return 'park';
    if (counters === 'unknown') return 'park';
    if (counters === 'disagree') return 'rejectAndPark';
    if (counters !== 'completed') return 'rejectAndRelease';
    if (location === 'transport') return live ? 'present' : 'rejectAndRelease';
    return live ? 'awaitTaken' : 'rejectAndRetain';
  },
  printed: (...fact) => finished(...fact),
  presenting: (...fact) => finished(...fact),
  presented: (location, counters, attended, parked) => {
    const live = attended && !parked;
    if (location === 'none') return counters === 'completed' && live ? 'issue' : 'park';
    if (location === 'transport') {
      if (counters === 'unknown') return 'park';
      return counters === 'completed' ? 'rejectAndRetain' : 'rejectAndPark';
    }
    return finished(location, counters, attended, parked);
  },
  rejecting: (location, counters, _attended, parked) => {
    if (counters === 'unknown' || (location !== 'none' && location !== 'transport' && location !== 'bezel'))
      return 'park';
    if (location === 'none') {
      if (counters === 'disagree') return 'park';
      return parked && counters === 'completed' ? 'park' : 'release';
    }
    if (counters === 'disagree') return 'rejectAndPark';
    return location === 'bezel' && counters === 'completed' ? 'rejectAndPark' : 'rejectAndRelease';
  },
  retracting: (location, counters) => {
    if (counters === 'unknown' || (location !== 'transport' && location !== 'bezel')) return 'park';
    return counters === 'completed' ? 'rejectAndRetain' : 'rejectAndPark';
  },
};

function finished(
  location: string,
  counters: CounterFinding,
  attended: boolean,
  parked: boolean,
): RecoveryAct {
  const live = attended && !parked;
  if (counters === 'unknown' || (location !== 'transport' && location !== 'bezel')) return 'park';
  if (counters !== 'completed') return 'rejectAndPark';
  if (location === 'transport') return live ? 'present' : 'rejectAndRelease';
  return live ? 'awaitTaken' : 'rejectAndRetain';
}

test(`each of the ${ALL.length} cases is decided as written`, () => {
  for (const fact of ALL) {
    const { step, location, counters, attended, parked } = fact;
    expect({ ...fact, act: decideRecovery(fact) }).toEqual({
      ...fact,
      act: expected[step](location, counters, attended, parked),
    });
  }
});

describe('what must never be decided', () => {
  const deciding = (act: RecoveryAct) => ALL.filter((fact) => decideRecovery(fact) === act);

  test('a release while a finished card may be in a hand', () => {
    for (const { step, location, counters, parked } of deciding('release')) {
      if (!cardMayExist(step)) continue;
      expect(location).toBe('none');
      // Unfinished cards are no cards; a finished one only where it can be nowhere but in the bin.
      if (counters === 'completed') expect({ step, parked }).toEqual({ step: 'rejecting', parked: false });
      else expect(['unchanged', 'spoiled']).toContain(counters);
    }
    for (const { location, counters } of deciding('rejectAndRelease'))
      if (counters === 'completed') expect(location).toBe('transport');
  });

  test('an issue without a card that was offered and is gone', () => {
    for (const fact of deciding('issue'))
      expect(fact).toEqual({
        step: 'presented',
        location: 'none',
        counters: 'completed',
        attended: true,
        parked: false,
      });
  });

  test('an offer of a card when nobody is there', () => {
    for (const act of ['present', 'awaitTaken', 'returnOldLicence', 'issue'] as const)
      for (const { attended, parked } of deciding(act))
        expect({ attended, parked }).toEqual({ attended: true, parked: false });
  });

  test('anything but parking on the word of a silent printer, once a card may exist', () => {
    for (const fact of ALL)
      if (cardMayExist(fact.step) && (fact.location === 'unknown' || fact.counters === 'unknown'))
        expect(decideRecovery(fact)).toBe('park');
  });
});

describe('counters before and after a job', () => {
  const before = { cardsPrinted: 10, ribbonRemaining: 100 };
  test.each([
    [{ cardsPrinted: 10, ribbonRemaining: 100 }, 'unchanged'],
    [{ cardsPrinted: 10, ribbonRemaining: 99 }, 'spoiled'],
    [{ cardsPrinted: 10, ribbonRemaining: 200 }, 'spoiled'],
    [{ cardsPrinted: 11, ribbonRemaining: 99 }, 'completed'],
    [{ cardsPrinted: 12, ribbonRemaining: 98 }, 'disagree'],
    [{ cardsPrinted: 9, ribbonRemaining: 100 }, 'disagree'],
    [null, 'unknown'],
  ] as const)('%j: %s', (after, finding) => expect(compareCounters(before, after)).toBe(finding));

  test('with nothing to compare', () => expect(compareCounters(null, before)).toBe('unknown'));
});
