import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CardLocation } from '../../contracts/device-status.ts';
import { untilPrinter } from '../support/plastic.ts';
import { collectAgain, eventually, expectAgreement, expectEvents } from './outcome.ts';
import {
  confirm,
  handInOldLicence,
  lastEntry,
  leave,
  PATIENT_TIMINGS,
  type StandUnderTest,
  startStandUnderTest,
  swallowReply,
  TEST_TIMEOUT_MS,
} from './stand-under-test.ts';

// The kiosk is killed before a card is finished: nobody gets one, and nothing is lost.

let machine: StandUnderTest;
beforeAll(async () => {
  machine = await startStandUnderTest(10, { printer: { timings: PATIENT_TIMINGS } });
}, TEST_TIMEOUT_MS);
afterAll(() => machine.stop());

/** More bytes than a panel has: all but the last pass. */
const ALL_BUT_THE_LAST = 10_000_000;

interface Moment {
  readonly when: string;
  /** Command whose reply never comes. */
  readonly command: string;
  readonly entry: string;
  readonly told: CardLocation;
  readonly oldLicence: 'due' | 'kept';
  /** Cards that then lie in the reject bin. */
  readonly rejected: number;
}
const moments: readonly Moment[] = [
  {
    when: 'the old licence has been drawn in',
    command: 'Sib',
    entry: 'accepting',
    told: 'bezel',
    oldLicence: 'due',
    rejected: 0,
  },
  {
    when: 'the old licence has fallen into its bin',
    command: 'Ser',
    entry: 'retaining',
    told: 'none',
    oldLicence: 'kept',
    rejected: 0,
  },
  {
    when: 'the job has begun and nothing is fed',
    command: 'Pneab',
    entry: 'printing',
    told: 'none',
    oldLicence: 'kept',
    rejected: 0,
  },
  {
    when: 'a blank card is fed',
    command: 'Si',
    entry: 'printing',
    told: 'rejectBin',
    oldLicence: 'kept',
    rejected: 1,
  },
  {
    when: 'the card is turned',
    command: 'Sv',
    entry: 'printing',
    told: 'rejectBin',
    oldLicence: 'kept',
    rejected: 1,
  },
];

test.each(moments)(
  '$when: $entry',
  async ({ command, entry, told, oldLicence, rejected }) => {
    const requestId = machine.nextRequest();
    await machine.printer.hand({ hand: 'emptyBins' });
    const untilSwallowed = await swallowReply(machine, command);
    await confirm(machine, requestId);
    await handInOldLicence(machine);
    await untilSwallowed();
    expect(lastEntry(machine)).toBe(entry);
    await machine.killKiosk();
    await machine.startKiosk();

    const { refusal, cardLocation, permit } = await machine.screen().see('apology');
    expect({ reason: refusal.reason, cardLocation }).toEqual({ reason: 'printFailed', cardLocation: told });
    expect(permit !== null).toBe(oldLicence === 'kept');
    const { physical } = await machine.printer.state();
    expect(physical.transport).toBeNull();
    expect(physical.bezel?.kind).toBe(told === 'bezel' ? 'oldLicence' : undefined);
    expect(physical.retainBin.cards).toHaveLength(oldLicence === 'kept' ? 1 : 0);
    expect(physical.rejectBin.cards).toHaveLength(rejected);
    await expectAgreement(machine, requestId, 'ready');
    if (physical.bezel) await machine.printer.hand({ hand: 'takeCard' });
    await leave(machine);
    await collectAgain(machine, requestId, oldLicence);
  },
  TEST_TIMEOUT_MS,
);

test.each([
  ['early in', 'yellow', 1_000, 'blank'],
  ['late in', 'cyan', ALL_BUT_THE_LAST, 'spoiled'],
  ['late in', 'backBlack', ALL_BUT_THE_LAST, 'spoiled'],
] as const)(
  '%s %s: printing',
  async (_when, panel, afterBytes, kind) => {
    const requestId = machine.nextRequest();
    await machine.printer.hand({ hand: 'emptyBins' });
    const { id } = await machine.printer.arm({
      fault: 'clearToSendLow',
      at: { when: 'inPanel', panel, afterBytes },
    });
    await confirm(machine, requestId);
    await handInOldLicence(machine);
    await untilPrinter(machine.printer, ({ line }) => !line.clearToSend);
    await machine.killKiosk();
    expect(lastEntry(machine)).toBe('printing');
    await machine.printer.disarm(id);
    await machine.startKiosk();

    const { refusal, cardLocation, permit } = await machine.screen().see('apology');
    expect({ reason: refusal.reason, cardLocation }).toEqual({
      reason: 'printFailed',
      cardLocation: 'rejectBin',
    });
    expect(permit).not.toBeNull();
    const { physical } = await machine.printer.state();
    expect(physical.transport).toBeNull();
    expect(physical.rejectBin.cards).toMatchObject([{ kind }]);
    await expectAgreement(machine, requestId, 'ready');
    await leave(machine);
    await collectAgain(machine, requestId, 'kept');
  },
  TEST_TIMEOUT_MS,
);

test(
  'the portal has not answered the reservation: reserving',
  async () => {
    const requestId = machine.nextRequest();
    const { pid } = machine.stand.portal();
    await confirm(machine, requestId, () => process.kill(pid, 'SIGSTOP'));
    await eventually(() => expect(lastEntry(machine)).toBe('reserving'));
    await machine.killKiosk();
    process.kill(pid, 'SIGCONT');
    await machine.startKiosk();
    await machine.screen().see('apology');
    await expectAgreement(machine, requestId, 'ready');
    await leave(machine);
    await collectAgain(machine, requestId, 'due');
  },
  TEST_TIMEOUT_MS,
);

test(
  'the old licence is awaited: accepting',
  async () => {
    const requestId = machine.nextRequest();
    await confirm(machine, requestId);
    await machine.screen().see('oldLicence');
    await eventually(() => expect(lastEntry(machine)).toBe('accepting'));
    await machine.killKiosk();
    await machine.startKiosk();
    await machine.screen().see('apology');
    await expectAgreement(machine, requestId, 'ready');
    expectEvents(machine, requestId, ['released']);
    await leave(machine);
    await collectAgain(machine, requestId, 'due');
  },
  TEST_TIMEOUT_MS,
);
