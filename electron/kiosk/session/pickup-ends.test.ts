import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

describe('nobody takes the card', () => {
  test('it is drawn back, and the attendant has it', async () => {
    await world.untilPresented(world.person(['lost']));
    await world.clock.advance(59_000);
    expect(world.view('takeCard').secondsLeft).toBe(1);
    await world.clock.advance(1_000);
    expect(world.view('apology')).toMatchObject({
      refusal: { reason: 'notTaken' },
      cardLocation: 'rejectBin',
    });
    expect(world.status()).toBe('retained');
    expect(world.journal.supplies().rejectBin).toBe(1);
  });

  test('the hand is quicker than the last second: issued', async () => {
    const { printer } = world;
    const go = printer.hold('locateCard');
    await world.untilPresented(world.person(['lost']));
    await world.clock.advance(60_000);
    printer.take();
    go();
    await flush();
    expect(world.status()).toBe('issued');
    expect(world.screen()).toBe('done');
  });

  test('the hand is quicker than the drawing in: issued', async () => {
    const { printer } = world;
    const go = printer.hold('rejectCard');
    await world.untilPresented(world.person(['lost']));
    await world.clock.advance(60_000);
    printer.take();
    go();
    await flush();
    expect(world.status()).toBe('issued');
    expect(printer.rejectBin).toEqual([]);
  });
});

describe('the old licence goes back where the machine cannot print after all', () => {
  test('the cover was opened while it was drawn in', async () => {
    const { printer } = world;
    await world.confirm(world.person(['renewal']));
    printer.setStatus({ cover: 'open' });
    printer.push('oldLicence');
    await flush();
    expect(world.view('apology')).toMatchObject({
      refusal: { reason: 'printerUnavailable' },
      cardLocation: 'bezel',
      permit: null,
    });
    expect(printer.bezel).toBe('oldLicence');
    expect(world.status()).toBe('ready');
  });

  test('left at the bezel it is drawn in before the next person', async () => {
    const { printer } = world;
    printer.fail('acceptCard', 'mediaJammed', 'after');
    await world.confirm(world.person(['renewal']));
    printer.push('oldLicence');
    await flush();
    expect(printer.bezel).toBe('oldLicence');
    await world.ask({ type: 'finish' });
    await world.clock.advance(21_000);
    expect(printer.rejectBin).toEqual(['oldLicence']);
    expect(world.screen()).toBe('attract');
  });

  test('the card face cannot be drawn: the old licence is never asked for', async () => {
    world.renderFails = true;
    await world.confirm(world.person(['renewal']));
    world.printer.push('oldLicence');
    await flush();
    expect(world.view('apology').refusal.reason).toBe('printFailed');
    expect(world.printer.calls).not.toContain('acceptCard');
    expect(world.logged.join()).not.toContain('ALIKHTIBAR');
    expect(world.status()).toBe('ready');
  });

  test('it enters just as the time is over: it is kept, and the licence printed', async () => {
    const { printer } = world;
    await world.confirm(world.person(['renewal']));
    printer.acceptAtAbort = true;
    await world.clock.advance(60_000);
    expect(printer.retainBin).toEqual(['oldLicence']);
    expect(world.screen()).toBe('takeCard');
  });
});

test('a lease that has ended is not printed under', async () => {
  world.office.leaseMs = 30_000;
  await world.confirm(world.person(['renewal']));
  await world.clock.advance(31_000);
  world.printer.push('oldLicence');
  await flush();
  expect(world.view('apology').refusal.reason).toBe('timedOut');
  expect(world.view('apology').permit).not.toBeNull();
  expect(world.printer.jobs).toEqual([]);
});

test('a licence of somebody else is never printed', async () => {
  const card = world.person(['lost']);
  const other = world.person(['lost'], 2);
  world.office.requests.delete([...world.office.requests.keys()][1] ?? world.request().request.requestId);
  const request = world.request();
  world.office.requests.set(request.request.requestId, {
    ...request,
    licence: { ...request.licence, civilId: other.holder.civilId },
  });
  await world.confirm(card);
  expect(world.view('apology').refusal.reason).toBe('printFailed');
  expect(world.printer.jobs).toEqual([]);
  expect(world.status()).toBe('ready');
});

test('a card the portal no longer grants is withheld', async () => {
  const { printer, office } = world;
  office.eventsAnswer = { outcome: 'refused', reason: 'fenced' };
  await world.confirm(world.person(['lost']));
  expect(world.view('apology')).toMatchObject({
    refusal: { reason: 'printUncertain' },
    cardLocation: 'rejectBin',
  });
  expect(printer.rejectBin).toEqual(['licence']);
  expect(world.usableLicences()).toBe(0);
  expect(world.journal.outbox.length()).toBe(0);
});
