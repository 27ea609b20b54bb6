import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import type { PrinterOperation } from '../testing/fake-printer.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

async function comeBack(): Promise<void> {
  world.office.setAway(false);
  world.office.deaf.clear();
  await world.clock.advance(10_000);
}

test('away before the card: the machine says so, and does not read anybody', async () => {
  world.office.setAway(true);
  await world.clock.advance(20_000);
  world.reader.insert(world.person(['lost']));
  await flush();
  expect(world.view('apology').refusal.reason).toBe('portalUnavailable');
  expect(world.reader.reads).toBe(0);
});

test('away at the lookup: an apology, and the machine closes until the portal answers', async () => {
  world.office.setAway(true);
  world.reader.insert(world.person(['lost']));
  await flush();
  expect(world.view('apology').refusal.reason).toBe('portalUnavailable');
  await world.ask({ type: 'finish' });
  expect(world.view('outOfService').reason).toBe('portalUnavailable');
  await comeBack();
  expect(world.screen()).toBe('attract');
});

describe('away at the reservation', () => {
  test('the question was not heard: nothing was taken, and nothing is left', async () => {
    world.reader.insert(world.person(['renewal']));
    await flush();
    world.office.setAway(true);
    await world.ask({ type: 'confirm' });
    expect(world.view('apology').refusal.reason).toBe('portalUnavailable');
    expect(world.printer.calls).not.toContain('acceptCard');
    await comeBack();
    expect(world.status()).toBe('ready');
    expect(world.journal.unfinished()).toEqual([]);
  });

  test('the answer was lost: the reservation is found again and given back', async () => {
    world.reader.insert(world.person(['renewal']));
    await flush();
    world.office.deaf.add('reserve');
    await world.ask({ type: 'confirm' });
    expect(world.view('apology').refusal.reason).toBe('portalUnavailable');
    expect(world.status()).toBe('reserved');
    await comeBack();
    expect(world.status()).toBe('ready');
    expect(world.office.pickups.size).toBe(1);
    expect(world.office.eventTypes()).toEqual(['released']);
  });

  test('the answer was lost once: asked again, the person notices nothing', async () => {
    world.reader.insert(world.person(['lost']));
    await flush();
    world.office.deaf.add('reserve');
    const { asked } = world.office;
    const listen = world.office.afterAnswer;
    world.office.afterAnswer = (question) => {
      if (question === 'reserve') world.office.deaf.clear();
    };
    await world.ask({ type: 'confirm' });
    world.office.afterAnswer = listen;
    expect(world.screen()).toBe('takeCard');
    expect(asked.filter((question) => question === 'reserve')).toHaveLength(2);
    expect(world.office.pickups.size).toBe(1);
  });
});

describe('away from some step on: the licence is made, and the portal hears of it later', () => {
  const steps: readonly PrinterOperation[] = [
    'acceptCard',
    'retainCard',
    'counters',
    'print',
    'presentCard',
    'waitTaken',
  ];
  test.each(steps)('%s', async (operation) => {
    const { office, printer } = world;
    const go = printer.hold(operation);
    await world.confirm(world.person(['renewal']));
    printer.push('oldLicence');
    await flush();
    office.setAway(true);
    go();
    await flush();
    expect(world.screen()).toBe('takeCard');
    await world.take();
    expect(world.screen()).toBe('done');
    expect(world.journal.outbox.length()).toBeGreaterThan(0);
    await comeBack();
    expect(world.status()).toBe('issued');
    expect(office.eventTypes()).toEqual(['oldLicenceRetained', 'printing', 'presented', 'issued']);
    expect(world.journal.outbox.length()).toBe(0);
  });

  test('across a restart', async () => {
    const go = world.printer.hold('print');
    await world.confirm(world.person(['lost']));
    world.office.setAway(true);
    go();
    await flush();
    await world.take();
    world.crash();
    world.reader.remove();
    await world.start();
    expect(world.view('outOfService').reason).toBe('portalUnavailable');
    await comeBack();
    expect(world.status()).toBe('issued');
    expect(world.screen()).toBe('attract');
  });

  test('a permit is given while the portal is away', async () => {
    const go = world.printer.hold('print');
    await world.confirm(world.person(['renewal']));
    world.printer.push('oldLicence');
    await flush();
    world.office.setAway(true);
    world.printer.fail('print', 'ribbonOut', 'during');
    go();
    await flush();
    const number = world.view('apology').permit?.number;
    await comeBack();
    expect(world.office.events()).toContainEqual({ type: 'permitGranted', permit: number });
    expect(world.status()).toBe('ready');
  });

  test('events whose acknowledgement is lost are sent again and count once', async () => {
    world.office.deaf.add('events');
    await world.untilPresented(world.person(['lost']));
    await world.take();
    await world.clock.advance(5_000);
    world.office.deaf.clear();
    await world.clock.advance(10_000);
    expect(world.office.eventTypes()).toEqual(['printing', 'presented', 'issued']);
    expect(world.journal.outbox.length()).toBe(0);
  });
});
