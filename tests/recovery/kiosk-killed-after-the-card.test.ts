import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRequest } from '../support/portal-records.ts';
import { eventually, expectAgreement, expectEvents, licencesInReach } from './outcome.ts';
import {
  confirm,
  handInOldLicence,
  lastEntry,
  leave,
  PATIENT_TIMINGS,
  type StandUnderTest,
  startStandUnderTest,
  swallowReply,
  takeLicence,
  TEST_TIMEOUT_MS,
} from './stand-under-test.ts';

// The kiosk is killed when the card is finished: it is given all the same, and it is the only one.

let machine: StandUnderTest;
beforeAll(async () => {
  machine = await startStandUnderTest(6, { printer: { timings: PATIENT_TIMINGS } });
}, TEST_TIMEOUT_MS);
afterAll(() => machine.stop());

test.each([
  ['Se', 'printing'],
  ['Seb', 'presenting'],
])(
  'before it hears of %s: %s',
  async (command, entry) => {
    const requestId = machine.nextRequest();
    const before = await licencesInReach(machine);
    const untilSwallowed = await swallowReply(machine, command);
    await confirm(machine, requestId);
    await handInOldLicence(machine);
    await untilSwallowed();
    expect(lastEntry(machine)).toBe(entry);
    await machine.killKiosk();
    await machine.startKiosk();
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
    expect(lastEntry(machine)).toBe('presented');
    if (taken === 'before') {
      await machine.printer.hand({ hand: 'takeCard' });
      await machine.stand.reader.remove();
    }
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
    expect(lastEntry(machine)).toBe('issued');
    expect(readRequest(machine.stand.places, requestId).status).toBe('presented');
    process.kill(machine.stand.portal().pid, 'SIGCONT');
    await machine.startKiosk();
    await expectAgreement(machine, requestId, 'issued');
    expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'presented', 'issued']);
    await leave(machine);
  },
  TEST_TIMEOUT_MS,
);
