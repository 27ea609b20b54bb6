import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntryType } from '../journal/entries.ts';
import { flush } from '../testing/fake-clock.test-helper.ts';
import type { PrinterOperation } from '../testing/fake-printer.test-helper.ts';
import type { TestCard } from '../testing/fake-reader.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
let card: TestCard;
beforeEach(async () => {
  world = new World();
  await world.start();
  card = world.person(['renewal']);
});
afterEach(() => world.stop());

/** A whole renewal by a person who does everything asked of them, until the process dies or the card is taken. */
async function collect(takes = true): Promise<void> {
  await world.confirm(card);
  if (world.run.alive && world.screen() === 'oldLicence') world.printer.push('oldLicence');
  await flush();
  if (takes && world.printer.bezel === 'licence') world.printer.take();
  await flush();
}

async function restart(darkMs: number): Promise<void> {
  world.crash();
  world.onEntry = () => {};
  world.printer.afterAct = () => {};
  world.reader.remove();
  await world.clock.advance(darkMs);
  await world.start();
  await world.clock.advance(5_000);
}

/** What must hold after any crash, and is driven to its end: one request, at most one licence, and no lie told. */
async function expectOneCard(): Promise<void> {
  const { printer, office } = world;
  expect(printer.jobs.length).toBeLessThanOrEqual(1);
  expect(world.usableLicences()).toBeLessThanOrEqual(1);
  expect(world.journal.verify().intact).toBe(true);
  if (world.screen() === 'takeCard') await world.take();
  await world.clock.advance(200_000);
  expect(world.journal.outbox.length()).toBe(0);
  const taken = printer.taken.filter((one) => one === 'licence').length;
  const status = world.status();
  expect(status === 'issued').toBe(office.eventTypes().includes('issued'));
  if (status === 'issued') expect(taken).toBe(1);
  if (status === 'ready') expect(world.usableLicences()).toBe(0);
  expect(['issued', 'ready', 'needsAttendant', 'retained']).toContain(status);
  expect(world.screen()).toBe('attract');
  if (status !== 'ready') return;
  await collect();
  expect(world.status()).toBe('issued');
  expect(world.usableLicences()).toBe(1);
}

type Expected = readonly [status: string, screen: string];
const SOON = 2_000;
const LATE = 600_000;

describe('the process dies right after an entry is on the disk', () => {
  const cases: Readonly<Partial<Record<JournalEntryType, { soon: Expected; late: Expected }>>> = {
    reserving: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    reserved: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    accepting: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    retaining: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    oldLicenceRetained: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    printing: { soon: ['ready', 'apology'], late: ['ready', 'attract'] },
    printed: { soon: ['presented', 'takeCard'], late: ['ready', 'attract'] },
    presenting: { soon: ['presented', 'takeCard'], late: ['ready', 'attract'] },
    presented: { soon: ['presented', 'takeCard'], late: ['retained', 'attract'] },
    issued: { soon: ['issued', 'attract'], late: ['issued', 'attract'] },
  };
  const rows = Object.entries(cases).flatMap(([type, { soon, late }]) => [
    [type as JournalEntryType, 'soon', SOON, soon] as const,
    [type as JournalEntryType, 'late', LATE, late] as const,
  ]);

  test.each(rows)('%s, and starts again %s', async (type, _when, darkMs, [status, screen]) => {
    world.dieAfterEntry(type);
    await collect(type === 'issued');
    expect(world.run.alive).toBe(false);
    await restart(darkMs);
    expect(world.status()).toBe(status);
    expect(world.screen()).toBe(screen);
    const kept = world.printer.retainBin.length > 0;
    expect(world.office.eventTypes().includes('oldLicenceRetained')).toBe(kept);
    if (status === 'ready') expect(world.office.eventTypes().includes('permitGranted')).toBe(kept);
    await expectOneCard();
  });

  test.each(rows.filter(([, when]) => when === 'soon'))(
    '%s, and dies again after its first word of recovery',
    async (type) => {
      world.dieAfterEntry(type);
      await collect(type === 'issued');
      world.crash();
      world.printer.afterAct = () => {};
      world.reader.remove();
      world.onEntry = () => world.run.kill();
      await world.start();
      await world.clock.advance(2_000);
      await restart(SOON);
      await expectOneCard();
    },
  );
});

describe('the process dies after the printer has acted, before it hears of it', () => {
  const cases: readonly [PrinterOperation, soon: Expected, late: Expected][] = [
    ['acceptCard', ['ready', 'apology'], ['ready', 'attract']],
    ['retainCard', ['ready', 'apology'], ['ready', 'attract']],
    ['print', ['presented', 'takeCard'], ['ready', 'attract']],
    ['presentCard', ['presented', 'takeCard'], ['retained', 'attract']],
    ['waitTaken', ['issued', 'attract'], ['needsAttendant', 'attract']],
  ];
  const rows = cases.flatMap(([operation, soon, late]) => [
    [operation, 'soon', SOON, soon] as const,
    [operation, 'late', LATE, late] as const,
  ]);
  test.each(rows)('%s, and starts again %s', async (operation, _when, darkMs, [status, screen]) => {
    world.dieAfterAct(operation);
    await collect(operation === 'waitTaken');
    expect(world.run.alive).toBe(false);
    await restart(darkMs);
    expect(world.status()).toBe(status);
    expect(world.screen()).toBe(screen);
    if (world.printer.bezel === 'oldLicence') await world.take();
    await expectOneCard();
  });

  test('drawing the card back: nobody can tell whether a hand was quicker', async () => {
    await collect(false);
    world.dieAfterAct('rejectCard');
    await world.clock.advance(60_000);
    expect(world.run.alive).toBe(false);
    await restart(SOON);
    expect(world.status()).toBe('needsAttendant');
    await expectOneCard();
  });
});

test('the process dies while the job is sent: the spoiled card is dropped, and the request is first in line', async () => {
  world.kiosk.subscribe((view) => {
    if (view.screen === 'printing' && view.panel === 2) world.run.kill();
  });
  await collect();
  expect(world.printer.transport).toBe('spoiled');
  await restart(SOON);
  expect(world.printer.rejectBin).toEqual(['spoiled']);
  expect(world.view('apology')).toMatchObject({
    refusal: { reason: 'printFailed' },
    cardLocation: 'rejectBin',
  });
  expect(world.view('apology').permit).not.toBeNull();
  await expectOneCard();
});

test('the process dies before it hears that it has the reservation: it asks again and gives it back', async () => {
  world.office.afterAnswer = (question) => {
    if (question === 'reserve') world.run.kill();
  };
  await collect();
  expect(world.status()).toBe('reserved');
  world.office.afterAnswer = () => {};
  await restart(LATE);
  expect(world.status()).toBe('ready');
  expect(world.office.pickups.size).toBe(1);
  await expectOneCard();
});

test('the reference on the screen after a restart is the one the person saw before', async () => {
  world.dieAfterEntry('printed');
  await collect();
  const before = world.views.at(-1)?.frame.reference;
  await restart(SOON);
  expect(world.kiosk.view().frame.reference).toBe(before);
});

test.each([
  ['presented', 'takeCard'],
  ['oldLicenceRetained', 'apology'],
] as const)(
  'the civil ID that lay in the slot all the time is not read again (%s): it is the same person',
  async (type, screen) => {
    world.dieAfterEntry(type);
    await collect(false);
    world.crash();
    world.onEntry = () => {};
    await world.clock.advance(SOON);
    await world.start();
    await world.clock.advance(5_000);
    expect(world.screen()).toBe(screen);
    if (screen === 'takeCard') await world.take();
    else await world.ask({ type: 'finish' });
    await world.clock.advance(1_000);
    expect(world.screen()).toBe('attract');
  },
);

test('a printer that is away at the start keeps the machine closed until it has told', async () => {
  world.dieAfterEntry('printed');
  await collect();
  world.printer.silent = true;
  world.printer.setStatus({ device: 'offline' });
  await restart(LATE);
  expect(world.view('outOfService').reason).toBe('printerUnavailable');
  expect(world.status()).toBe('printing');
  await world.clock.advance(15_000);
  expect(world.status()).toBe('needsAttendant');
  world.printer.silent = false;
  world.printer.setStatus({ device: 'online' });
  await world.clock.advance(10_000);
  expect(world.status()).toBe('ready');
  expect(world.printer.rejectBin).toEqual(['licence']);
  await expectOneCard();
});

test('a printer that is slow to wake is waited for, and the person gets the card', async () => {
  world.dieAfterEntry('printed');
  await collect();
  world.printer.silent = true;
  await restart(SOON);
  world.printer.silent = false;
  await world.clock.advance(2_000);
  expect(world.screen()).toBe('takeCard');
  await expectOneCard();
});

test('a stray card found at the start is dropped, and counted', async () => {
  world.printer.transport = 'spoiled';
  await restart(SOON);
  expect(world.printer.rejectBin).toEqual(['spoiled']);
  expect(world.journal.supplies().rejectBin).toBe(1);
  expect(world.screen()).toBe('attract');
});
