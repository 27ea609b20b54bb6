import type { FaultInput } from '../../simulators/card-printer/control-schema.ts';
import { finishedLicences, isTrue } from '../support/plastic.ts';
import { readRequest } from '../support/portal-records.ts';
import { expect, type Machine, test } from './machine.ts';
import { goodbye, handInOldLicence, screensOf, takeLicence } from './person.ts';
import {
  APOLOGY_TIMEOUT_MS,
  type Apology,
  NOT_TAKEN,
  PRINTER_FAULTS,
  type PrinterFault,
  SHORT_TAKE_MS,
  SHORT_TIMINGS,
} from './printer-fault.ts';
import { expectOutOfService, expectRefusal, leave } from './refusal.ts';

/** Whoever meets the fault: one brings an old licence, the other has none. */
const UNLUCKY = { renewal: 'spare-renewal-1', lost: 'spare-lost-2' } as const;
/** Whoever comes next. */
const NEXT = 'spare-lost-1';

const printer = { timings: SHORT_TIMINGS };
test.use({ settings: { printer }, contextOptions: { reducedMotion: 'reduce' } });

const physicalOf = async ({ stand }: Machine) => (await stand.printer.state()).physical;

/** Waits until the request stands at the portal as it should. */
const expectStatus = ({ stand }: Machine, requestId: string, status: string) =>
  expect.poll(() => readRequest(stand.places, requestId).status).toBe(status);

/** Shows the civil ID and confirms. */
async function confirm(machine: Machine, card: string) {
  await machine.stand.reader.insert(card);
  await machine.see('confirm');
  const { request } = machine.view('confirm');
  await machine.primary();
  return request;
}

/** From the civil ID to `issued`, by somebody who has no old licence to hand in, or whose machine has it already. */
async function collectPromptly(machine: Machine, card: string): Promise<void> {
  await machine.see('attract');
  const { requestId, oldLicenceDue } = await confirm(machine, card);
  expect(oldLicenceDue).toBe(false);
  await takeLicence(machine, 'lost');
  await expectStatus(machine, requestId, 'issued');
  await goodbye(machine);
}

async function mend({ stand }: Machine, hand: NonNullable<Apology['mend']>): Promise<void> {
  if (hand === 'disarm') await stand.printer.disarmAll();
  else await stand.printer.hand(hand);
}

/** The pickup ends without a licence: every word of that is true, and only what is broken keeps the next person waiting. */
async function expectApology(
  machine: Machine,
  kind: PrinterFault['kind'],
  requestId: string,
  apology: Apology,
): Promise<void> {
  const { reason, at, inReach = 0, status, statusMended = status, outage } = apology;
  const card = UNLUCKY[kind];
  await expect(machine.screen.locator('html')).toHaveAttribute('data-screen', 'apology', {
    timeout: APOLOGY_TIMEOUT_MS,
  });
  await expectRefusal(machine, { reason, cardLocation: at, permit: kind === 'renewal' });
  const physical = await physicalOf(machine);
  expect(isTrue(at, physical), `a card at ${at}: ${JSON.stringify(physical)}`).toBe(true);
  expect(finishedLicences(physical).inReach).toBe(inReach);
  expect(physical.retainBin.cards).toHaveLength(kind === 'renewal' ? 1 : 0);
  await expectStatus(machine, requestId, status);

  await leave(machine);
  if (outage) await expectOutOfService(machine, outage);
  if (apology.mend) await mend(machine, apology.mend);
  await collectPromptly(machine, NEXT);
  expect(readRequest(machine.stand.places, requestId).status).toBe(statusMended);

  if (statusMended === 'ready') {
    await collectPromptly(machine, card);
  } else {
    await machine.stand.reader.insert(card);
    await expectRefusal(machine, { reason: 'parked' });
  }
  const { events } = readRequest(machine.stand.places, requestId);
  const issued = events.filter((type) => type === 'issued').length;
  expect(issued).toBe(statusMended === 'ready' ? 1 : 0);
  // The next person's licence, and one of the unlucky person wherever it was left or once it was collected.
  const after = finishedLicences(await physicalOf(machine));
  expect(after.inReach).toBe(1 + issued + (after.rejected > 0 ? 0 : inReach));
}

/** The licence is presented all the same, and it is the only one. */
async function expectTaken(machine: Machine, requestId: string): Promise<void> {
  await machine.see('takeCard');
  const physical = await physicalOf(machine);
  expect(physical.bezel?.kind).toBe('printed');
  expect(finishedLicences(physical)).toEqual({ inReach: 1, rejected: 0 });
  await machine.stand.printer.hand({ hand: 'takeCard' });
  await machine.see('done');
  await expectStatus(machine, requestId, 'issued');
  await goodbye(machine);
  await collectPromptly(machine, NEXT);
  expect(finishedLicences(await physicalOf(machine))).toEqual({ inReach: 2, rejected: 0 });
}

async function meet(machine: Machine, { kind, faults = [], panelMs = 0, meanwhile, ends }: PrinterFault) {
  await machine.stand.printer.setTiming({ panelMs });
  for (const fault of faults) await machine.stand.printer.arm(fault);
  const { requestId } = await confirm(machine, UNLUCKY[kind]);
  await handInOldLicence(machine, kind);
  await meanwhile?.(machine);
  if (ends === 'takeCard') await expectTaken(machine, requestId);
  else await expectApology(machine, kind, requestId, ends);
}

for (const fault of PRINTER_FAULTS)
  test(`${fault.name} (${fault.kind})`, ({ machine }) => meet(machine, fault));

test.describe(() => {
  test.use({ settings: { printer, timeouts: { takeCard: SHORT_TAKE_MS } } });
  test(NOT_TAKEN.name, ({ machine }) => meet(machine, NOT_TAKEN));
});

/** More replies than a pickup has. */
const ALL_REPLIES = 1_000;
/** Ways of answering that are odd, and right. */
const HARMLESS: readonly (readonly [card: string, ...FaultInput[]])[] = [
  [
    'spare-lost-1',
    { fault: 'splitReply', times: ALL_REPLIES },
    { fault: 'replyTerminator', terminator: 'crlf' },
  ],
  ['spare-lost-2', { fault: 'mergedReplies', times: ALL_REPLIES }],
  [
    'ready-lost',
    { fault: 'replyTerminator', terminator: 'nul' },
    { fault: 'silence', command: 'Dbc', ms: 700 },
    { fault: 'silence', command: 'Se', ms: 700 },
    { fault: 'staleOk', command: 'Rrt' },
    { fault: 'mergedReplies', command: 'Sr', companion: 'next' },
  ],
];

test('replies that are split, merged, late or stale, however they end, make no difference', async ({
  machine,
}) => {
  for (const [card, ...faults] of HARMLESS) {
    for (const fault of faults) await machine.stand.printer.arm(fault);
    const earlier = machine.views.length;
    await collectPromptly(machine, card);
    expect(screensOf(machine.views.slice(earlier))).not.toContain('apology');
    await machine.stand.printer.disarmAll();
  }
  expect(finishedLicences(await physicalOf(machine))).toEqual({ inReach: HARMLESS.length, rejected: 0 });
});
