import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { civilId } from '../testing/people.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
beforeEach(async () => {
  world = new World({ maintenance: { technicians: [civilId(99)] } });
  await world.start();
});
afterEach(() => world.stop());

async function insertTechnician(): Promise<void> {
  world.reader.insert(world.person([], 99));
  await flush();
}

async function openMaintenance(): Promise<void> {
  world.reader.remove();
  await insertTechnician();
  if (world.screen() !== 'maintenance') throw new Error(`The screen is ${world.screen()}`);
}

/** A licence that nobody took: it lies in the reject bin. */
async function leaveCard(): Promise<void> {
  await world.untilPresented(world.person(['lost']));
  await world.clock.advance(60_000);
  await world.ask({ type: 'finish' });
}

describe("a technician's card", () => {
  test('opens the maintenance screen without asking the portal who it is', async () => {
    world.office.asked.length = 0;
    await insertTechnician();
    expect(world.view('maintenance')).toMatchObject({
      portal: 'reachable',
      journalIntact: true,
      outboxLength: 0,
      parked: [],
      retractBin: 'healthy',
    });
    expect(world.office.asked).not.toContain('lookup');
    expect(await world.ask({ type: 'leaveMaintenance' })).toBe('accepted');
    expect(world.screen()).toBe('attract');
  });

  test.each([
    ['the printer is jammed', () => world.printer.setStatus({ media: 'jammed' })],
    [
      'the portal is away',
      async () => {
        world.office.setAway(true);
        await world.clock.advance(20_000);
      },
    ],
  ])('also when %s; leaving goes back to out of service', async (_what, breakIt) => {
    await breakIt();
    expect(world.screen()).toBe('outOfService');
    await insertTechnician();
    expect(world.screen()).toBe('maintenance');
    world.reader.remove();
    await flush();
    expect(world.screen()).toBe('outOfService');
  });

  test('also when the portal went away unnoticed', async () => {
    await world.clock.advance(10_000);
    world.office.setAway(true);
    world.reader.insert(world.person(['lost']));
    await flush();
    expect(world.view('apology').refusal.reason).toBe('portalUnavailable');
    await openMaintenance();
    expect(world.view('maintenance').portal).toBe('unreachable');
  });

  test('somebody else is told why the machine is closed, and not looked up', async () => {
    world.printer.setStatus({ media: 'jammed' });
    world.office.asked.length = 0;
    world.reader.insert(world.person(['lost']));
    await flush();
    expect(world.view('apology').refusal.reason).toBe('printerJam');
    expect(world.office.asked).not.toContain('lookup');
  });
});

describe('supplies', () => {
  test('are set to what the technician put in, within what the unit holds', async () => {
    await openMaintenance();
    expect(await world.ask({ type: 'replenish', unit: 'cards', count: 80 })).toBe('accepted');
    expect(world.view('maintenance').supplies).toContainEqual({ unit: 'cards', count: 80, capacity: 100 });
    expect(await world.ask({ type: 'replenish', unit: 'cards', count: 101 })).toBe('notAllowedNow');
    expect(world.journal.supplies().cards).toBe(80);
  });

  test('a bin that was full by count is emptied, and the machine serves again', async () => {
    world.journal.setSupply('rejectBin', 25);
    await openMaintenance();
    await world.ask({ type: 'replenish', unit: 'rejectBin', count: 25 });
    expect(world.view('maintenance').retractBin).toBe('full');
    await world.ask({ type: 'leaveMaintenance' });
    expect(world.view('outOfService').reason).toBe('retractBinFull');
    await openMaintenance();
    await world.ask({ type: 'replenish', unit: 'rejectBin', count: 0 });
    await world.ask({ type: 'leaveMaintenance' });
    expect(world.screen()).toBe('attract');
  });
});

test('the printer is reset on request', async () => {
  await openMaintenance();
  world.printer.calls.length = 0;
  const go = world.printer.hold('reset');
  expect(await world.ask({ type: 'resetPrinter' })).toBe('accepted');
  expect(await world.ask({ type: 'resetPrinter' })).toBe('notAllowedNow');
  go();
  await flush();
  expect(world.printer.calls).toEqual(['reset']);
  expect(await world.ask({ type: 'resetPrinter' })).toBe('accepted');
});

describe('pickups that wait for a person', () => {
  test('a card drawn back, handed over by the attendant: issued', async () => {
    await leaveCard();
    await openMaintenance();
    const [parked] = world.view('maintenance').parked;
    expect(parked?.evidence).toMatchObject({
      cause: 'notTaken',
      cardLocation: 'rejectBin',
      countersBefore: { cardsPrinted: 1_000 },
      countersAfter: { cardsPrinted: 1_001 },
    });
    const { pickupId } = parked ?? {};
    expect(await world.ask({ type: 'resolvePickup', pickupId, finding: 'handedOver' })).toBe('accepted');
    expect(world.view('maintenance').parked).toEqual([]);
    expect(world.status()).toBe('issued');
    expect(await world.ask({ type: 'resolvePickup', pickupId, finding: 'noCard' })).toBe('notAllowedNow');
  });

  test('a card drawn back and destroyed: released, and the bin is not counted twice', async () => {
    await leaveCard();
    await openMaintenance();
    const pickupId = world.view('maintenance').parked[0]?.pickupId;
    await world.ask({ type: 'resolvePickup', pickupId, finding: 'noCard' });
    expect(world.status()).toBe('ready');
    expect(world.journal.supplies().rejectBin).toBe(1);
  });

  test('one that the portal refused is closed here without another word to the portal', async () => {
    await world.untilPresented(world.person(['lost']));
    world.office.eventsAnswer = { outcome: 'refused', reason: 'notAllowed' };
    await world.take();
    await world.ask({ type: 'finish' });
    world.office.eventsAnswer = null;
    await openMaintenance();
    const [parked] = world.view('maintenance').parked;
    expect(parked?.evidence.cause).toBe('portalRefused:notAllowed');
    world.office.asked.length = 0;
    await world.ask({ type: 'resolvePickup', pickupId: parked?.pickupId, finding: 'handedOver' });
    expect(world.view('maintenance').parked).toEqual([]);
    expect(world.office.asked).not.toContain('events');
    expect(world.journal.outbox.length()).toBe(0);
  });

  test('the outbox is shown as it empties', async () => {
    await world.untilPresented(world.person(['lost']));
    world.office.away.add('events');
    await world.take();
    await world.ask({ type: 'finish' });
    await openMaintenance();
    expect(world.view('maintenance').outboxLength).toBe(1);
    world.office.away.clear();
    await world.clock.advance(60_000);
    expect(world.view('maintenance').outboxLength).toBe(0);
  });
});
