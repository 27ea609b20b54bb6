import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PickupEventBody, RequestId } from '../../contracts/pickup.ts';
import { readRequest } from '../support/portal-records.ts';
import { collectAgain, eventually, expectAgreement, expectEvents, licencesInReach } from './outcome.ts';
import {
  confirm,
  handInOldLicence,
  leave,
  type StandUnderTest,
  startStandUnderTest,
  takeLicence,
  TEST_TIMEOUT_MS,
} from './stand-under-test.ts';

let machine: StandUnderTest;
beforeAll(async () => {
  machine = await startStandUnderTest(8, { printer: { timings: { bezelPollIntervalMs: 50 } } });
}, TEST_TIMEOUT_MS);
afterAll(() => machine.stop());

/** Kills the portal as soon as it has taken `event`: whether its answer still gets through is left to chance. */
async function killPortalAfter(requestId: RequestId, event: PickupEventBody['type']): Promise<void> {
  await eventually(() => expect(readRequest(machine.stand.places, requestId).events).toContain(event));
  await machine.stand.portal().kill();
}

const WHOLE_PICKUP = ['oldLicenceRetained', 'printing', 'presented', 'issued'] as const;

test.each(WHOLE_PICKUP)(
  'the portal is killed after it has taken "%s": the licence is given, and each event arrives once',
  async (event) => {
    const requestId = machine.nextRequest();
    const before = await licencesInReach(machine);
    const killed = killPortalAfter(requestId, event);
    await confirm(machine, requestId);
    await handInOldLicence(machine);
    await takeLicence(machine);
    await machine.screen().see('done');
    await killed;
    await machine.stand.startPortal();
    await expectAgreement(machine, requestId, 'issued');
    expectEvents(machine, requestId, WHOLE_PICKUP);
    expect(await licencesInReach(machine)).toBe(before + 1);
    await leave(machine);
  },
  TEST_TIMEOUT_MS,
);

test(
  'the portal is dead when printing fails: the permit is given at once, and verified as soon as the portal is back',
  async () => {
    const requestId = machine.nextRequest();
    await machine.printer.arm({ fault: 'unknownError', command: 'Dbc' });
    await confirm(machine, requestId);
    await machine.screen().see('oldLicence');
    await machine.stand.portal().kill();
    await handInOldLicence(machine);
    const { permit } = await machine.screen().see('apology');
    expect(readRequest(machine.stand.places, requestId).status).toBe('reserved');
    const page = `${machine.stand.portalUrl}/permits/${permit?.number}`;
    await expect(fetch(page)).rejects.toThrow();

    await machine.stand.startPortal();
    await expectAgreement(machine, requestId, 'ready');
    expectEvents(machine, requestId, ['oldLicenceRetained', 'printing', 'permitGranted', 'released']);
    expect(await fetch(page).then((answer) => answer.text())).toContain('data-status="valid"');
    await leave(machine);
    await collectAgain(machine, requestId, 'kept');
  },
  TEST_TIMEOUT_MS,
);

test(
  'the portal dies while it is asked for the reservation: nobody is promised anything, and the request is free again',
  async () => {
    const requestId = machine.nextRequest();
    const portal = machine.stand.portal();
    await confirm(machine, requestId, () => process.kill(portal.pid, 'SIGSTOP'));
    await portal.kill();
    const { refusal } = await machine.screen().see('apology');
    expect(refusal.reason).toBe('portalUnavailable');
    await machine.stand.startPortal();
    await expectAgreement(machine, requestId, 'ready');
    await leave(machine);
    await collectAgain(machine, requestId, 'due');
  },
  TEST_TIMEOUT_MS,
);
