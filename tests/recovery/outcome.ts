import { expect, vi } from 'vitest';
import type { RequestId } from '../../contracts/pickup.ts';
import type { RequestStatus } from '../../contracts/request.ts';
import { readJournal } from '../support/journal-records.ts';
import { finishedLicences } from '../support/plastic.ts';
import { readRequest } from '../support/portal-records.ts';
import { confirm, handInOldLicence, leave, type StandUnderTest, takeLicence } from './stand-under-test.ts';

/** How long processes may take to agree: the portal is asked again every few seconds. */
const AGREEMENT_TIMEOUT_MS = 30_000;
/** How often the stores are looked at meanwhile. */
const LOOK_INTERVAL_MS = 50;

/** Waits until `holds` no longer throws. */
export function eventually(holds: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(holds, { timeout: AGREEMENT_TIMEOUT_MS, interval: LOOK_INTERVAL_MS });
}

/** Finished licences that anybody holds or can be given. */
export async function licencesInReach({ printer }: StandUnderTest): Promise<number> {
  return finishedLicences((await printer.state()).physical).inReach;
}

/** Journal and portal agree: nothing is left to be told, the chain is whole, and the request stands as it should. */
export async function expectAgreement(
  { stand }: StandUnderTest,
  requestId: RequestId,
  status: RequestStatus,
): Promise<void> {
  await eventually(() => {
    const { pending, chain } = readJournal(stand.places);
    expect(pending).toBe(0);
    expect(chain.intact).toBe(true);
    expect(readRequest(stand.places, requestId).status).toBe(status);
  });
}

/** Each event of the request's pickups reached the portal once, in this order. */
export function expectEvents(
  { stand }: StandUnderTest,
  requestId: RequestId,
  events: readonly string[],
): void {
  expect(readRequest(stand.places, requestId).events).toEqual(events);
}

/**
 * The person comes again. The licence is made and taken: exactly one more is in reach, and the portal says issued, by one
 * event. Whether the old licence is asked for depends on whether the machine has it already.
 */
export async function collectAgain(
  machine: StandUnderTest,
  requestId: RequestId,
  oldLicence: 'due' | 'kept',
): Promise<void> {
  const before = await licencesInReach(machine);
  await confirm(machine, requestId);
  if (oldLicence === 'due') await handInOldLicence(machine);
  await takeLicence(machine);
  await machine.screen().see('done');
  await expectAgreement(machine, requestId, 'issued');
  expect(await licencesInReach(machine)).toBe(before + 1);
  const { events } = readRequest(machine.stand.places, requestId);
  expect(events.filter((type) => type === 'issued')).toHaveLength(1);
  expect(events.filter((type) => type === 'oldLicenceRetained')).toHaveLength(1);
  await leave(machine);
}
