import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CardLocation } from '../../contracts/device-status.ts';
import type { FaultInput } from '../../simulators/card-printer/control-schema.ts';
import { readJournal } from '../support/journal-records.ts';
import { untilPrinter } from '../support/plastic.ts';
import { readRequest } from '../support/portal-records.ts';
import { collectAgain, eventually, expectAgreement, expectEvents, licencesInReach } from './outcome.ts';
import {
  confirm,
  handInOldLicence,
  leave,
  type StandUnderTest,
  startStandUnderTest,
  takeLicence,
} from './stand-under-test.ts';

const TEST_TIMEOUT_MS = 120_000;

/** The driver waits long for a reply, so that the kiosk dies waiting. */
const PATIENT = { parameterReplyMs: 30_000, movementReplyMs: 30_000, bezelPollIntervalMs: 50 };

let machine: StandUnderTest;
beforeAll(async () => {
  machine = await startStandUnderTest(20, { printer: { timings: PATIENT } });
}, TEST_TIMEOUT_MS);
afterEach(async () => {
  await machine.printer.disarmAll();
});
afterAll(() => machine.stop());

/** The journal's last word when the process died. */
const lastEntry = () => readJournal(machine.stand.places).entries.at(-1);

const killAndRestart = async () => {
  await machine.killKiosk();
  await machine.startKiosk();
};

/** The kiosk waits for ever for the reply to a command that was carried out: it can die knowing nothing of it. */
const unanswered = (command: string): FaultInput => ({ fault: 'silence', command });

/** Resolves once the reply to `command` was swallowed. */
const untilSwallowed = () => untilPrinter(machine.printer, ({ faults }) => faults.length === 0);

describe('the kiosk is killed before a card is finished', () => {
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
      await machine.printer.arm(unanswered(command));
      await confirm(machine, requestId);
      await handInOldLicence(machine);
      await untilSwallowed();
      expect(lastEntry()).toBe(entry);
      await killAndRestart();

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

  test.each(['yellow', 'cyan', 'backBlack'] as const)(
    'in the middle of %s: printing',
    async (panel) => {
      const requestId = machine.nextRequest();
      await machine.printer.hand({ hand: 'emptyBins' });
      const { id } = await machine.printer.arm({
        fault: 'clearToSendLow',
        at: { when: 'inPanel', panel, afterBytes: 1_000 },
      });
      await confirm(machine, requestId);
      await handInOldLicence(machine);
      await untilPrinter(machine.printer, ({ line }) => !line.clearToSend);
      await machine.killKiosk();
      expect(lastEntry()).toBe('printing');
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
      expect(physical.rejectBin.cards.map(({ kind }) => kind)).toEqual([
        panel === 'yellow' ? 'blank' : 'spoiled',
      ]);
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
      await eventually(() => expect(lastEntry()).toBe('reserving'));
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
      await eventually(() => expect(lastEntry()).toBe('accepting'));
      await killAndRestart();
      await machine.screen().see('apology');
      await expectAgreement(machine, requestId, 'ready');
      expectEvents(machine, requestId, ['released']);
      await leave(machine);
      await collectAgain(machine, requestId, 'due');
    },
    TEST_TIMEOUT_MS,
  );
});

describe('the kiosk is killed when the card is finished', () => {
  test.each([
    ['Se', 'printing'],
    ['Seb', 'presenting'],
  ])(
    'before it hears of %s: %s',
    async (command, entry) => {
      const requestId = machine.nextRequest();
      const before = await licencesInReach(machine);
      await machine.printer.arm(unanswered(command));
      await confirm(machine, requestId);
      await handInOldLicence(machine);
      await untilSwallowed();
      expect(lastEntry()).toBe(entry);
      await killAndRestart();
      await takeLicence(machine);
      await expectAgreement(machine, requestId, 'issued');
      expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'presented', 'issued']);
      expect(await licencesInReach(machine)).toBe(before + 1);
      await leave(machine);
    },
    TEST_TIMEOUT_MS,
  );

  test.each(['after', 'before'] as const)(
    'while the card waits for the hand, which takes it %s the restart: presented',
    async (taken) => {
      const requestId = machine.nextRequest();
      const before = await licencesInReach(machine);
      await confirm(machine, requestId);
      await handInOldLicence(machine);
      await machine.screen().see('takeCard');
      await machine.killKiosk();
      expect(lastEntry()).toBe('presented');
      if (taken === 'before') await machine.printer.hand({ hand: 'takeCard' });
      await machine.startKiosk();
      if (taken === 'after') await takeLicence(machine);
      await expectAgreement(machine, requestId, 'issued');
      expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'presented', 'issued']);
      expect(await licencesInReach(machine)).toBe(before + 1);
      await leave(machine);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    'after the card was taken, before the portal has heard of it: issued',
    async () => {
      const requestId = machine.nextRequest();
      await confirm(machine, requestId);
      await handInOldLicence(machine);
      await machine.screen().see('takeCard');
      await eventually(() => expect(readRequest(machine.stand.places, requestId).status).toBe('presented'));
      process.kill(machine.stand.portal().pid, 'SIGSTOP');
      await takeLicence(machine);
      await machine.screen().see('done');
      await machine.killKiosk();
      expect(lastEntry()).toBe('issued');
      expect(readRequest(machine.stand.places, requestId).status).toBe('presented');
      process.kill(machine.stand.portal().pid, 'SIGCONT');
      await machine.startKiosk();
      await expectAgreement(machine, requestId, 'issued');
      expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'presented', 'issued']);
      await leave(machine);
    },
    TEST_TIMEOUT_MS,
  );
});
