import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultInput } from '../../simulators/card-printer/control-schema.ts';
import { untilPrinter } from '../support/plastic.ts';
import { collectAgain, expectAgreement, expectEvents, licencesInReach } from './outcome.ts';
import {
  confirm,
  handInOldLicence,
  lastEntry,
  leave,
  type StandUnderTest,
  startStandUnderTest,
  swallowReply,
  takeLicence,
  TEST_TIMEOUT_MS,
} from './stand-under-test.ts';

/** How long a licence lies at the bezel: long enough for a hand that does take it. */
const TAKE_MS = 8_000;

let machine: StandUnderTest;
beforeAll(async () => {
  machine = await startStandUnderTest(9, {
    printer: { timings: { bezelPollIntervalMs: 50, movementReplyMs: 30_000 } },
    timeouts: { takeCard: TAKE_MS },
  });
}, TEST_TIMEOUT_MS);
afterAll(() => machine.stop());

type PowerLoss = Extract<FaultInput, { fault: 'powerLoss' }>;
const atCommand = (command: string, phase: 'received' | 'done'): PowerLoss => ({
  fault: 'powerLoss',
  at: { when: 'atCommand', command, phase },
});

/** The mains fail for kiosk and printer at once, at the printer's moment, and come back. */
async function cutPower(cut: PowerLoss): Promise<void> {
  await machine.printer.arm(cut);
  await handInOldLicence(machine);
  await untilPrinter(machine.printer, ({ powered }) => !powered);
  await machine.killKiosk();
  await machine.printer.hand({ hand: 'switchOn' });
  await machine.startKiosk();
}

describe('power fails before a card is finished: the request is first in line, and a permit is on the screen', () => {
  test.each<[string, PowerLoss, string[]]>([
    ['the old licence is about to fall', atCommand('Ser', 'received'), []],
    ['a card is about to be fed', atCommand('Si', 'received'), []],
    [
      'cyan is received',
      { fault: 'powerLoss', at: { when: 'inPanel', panel: 'cyan', afterBytes: 1_000 } },
      ['spoiled'],
    ],
    ['the job is about to end', atCommand('Se', 'received'), ['spoiled']],
  ])(
    'when %s',
    async (_when, cut, rejected) => {
      const requestId = machine.nextRequest();
      await machine.printer.hand({ hand: 'emptyBins' });
      await confirm(machine, requestId);
      await cutPower(cut);
      const { refusal, cardLocation, permit } = await machine.screen().see('apology');
      expect({ reason: refusal.reason, cardLocation }).toEqual({
        reason: 'printFailed',
        cardLocation: rejected.length > 0 ? 'rejectBin' : 'none',
      });
      expect(permit).not.toBeNull();
      const { physical } = await machine.printer.state();
      expect(physical).toMatchObject({ transport: null, bezel: null });
      expect(physical.rejectBin.cards.map(({ kind }) => kind)).toEqual(rejected);
      expect(physical.retainBin.cards.map(({ kind }) => kind)).toEqual(['oldLicence']);
      await expectAgreement(machine, requestId, 'ready');
      await leave(machine);
      await collectAgain(machine, requestId, 'kept');
    },
    TEST_TIMEOUT_MS,
  );
});

describe('power fails when the card is finished: it is presented, and there is no other', () => {
  test.each([
    ['the job has ended', atCommand('Se', 'done')],
    ['the card is about to be moved to the bezel', atCommand('Seb', 'received')],
    ['the card has come to the bezel', atCommand('Seb', 'done')],
  ])(
    'when %s',
    async (_when, cut) => {
      const requestId = machine.nextRequest();
      const before = await licencesInReach(machine);
      await confirm(machine, requestId);
      await cutPower(cut);
      await takeLicence(machine);
      await expectAgreement(machine, requestId, 'issued');
      expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'presented', 'issued']);
      expect(await licencesInReach(machine)).toBe(before + 1);
      await leave(machine);
    },
    TEST_TIMEOUT_MS,
  );
});

test(
  'the kiosk is killed while it draws an untaken card back: a hand may have been quicker, so a person has to look',
  async () => {
    const requestId = machine.nextRequest();
    const before = await licencesInReach(machine);
    await confirm(machine, requestId);
    await handInOldLicence(machine);
    await machine.screen().see('takeCard');
    const untilSwallowed = await swallowReply(machine, 'Ser');
    await untilSwallowed();
    expect(lastEntry(machine)).toBe('retracting');
    await machine.killKiosk();
    await machine.startKiosk();
    const { refusal, cardLocation } = await machine.screen().see('apology');
    expect({ reason: refusal.reason, cardLocation }).toEqual({
      reason: 'printUncertain',
      cardLocation: 'none',
    });
    expect(await licencesInReach(machine)).toBe(before);
    await expectAgreement(machine, requestId, 'needsAttendant');
    expectEvents(machine, requestId, [
      'oldLicenceRetained',
      'printing',
      'presented',
      'permitGranted',
      'parked',
    ]);
    await leave(machine);
    await collectAgain(machine, machine.nextRequest(), 'due');
  },
  TEST_TIMEOUT_MS,
);
