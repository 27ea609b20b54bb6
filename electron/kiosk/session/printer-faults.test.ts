import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrinterFaultReason } from '../../../native-adapters/card-printer/port.ts';
import { flush } from '../testing/fake-clock.test-helper.ts';
import type { FaultMoment, PrinterOperation } from '../testing/fake-printer.test-helper.ts';
import { decodeBits, World } from '../testing/world.test-helper.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

/** Serves somebody else, to show that the machine is of use again. */
async function serveNext(): Promise<void> {
  world.reader.remove();
  await world.clock.advance(60_000);
  await world.clock.advance(60_000);
  expect(world.screen()).toBe('attract');
  const next = world.person(['lost'], 9);
  world.office.requests.delete(world.request().request.requestId);
  await world.untilPresented(next);
  expect(world.screen()).toBe('takeCard');
}

describe('a renewal in which one operation of the printer fails', () => {
  const reasons: readonly PrinterFaultReason[] = ['mediaJammed', 'noReply'];
  const cases: [PrinterOperation, FaultMoment, string, string, readonly string[]][] = [
    // operation, moment, refusal (or screen) after it, status at the portal, what lies in the reject bin
    ['acceptCard', 'before', 'printFailed', 'ready', []],
    ['acceptCard', 'after', 'printFailed', 'ready', []],
    ['retainCard', 'before', 'printFailed', 'ready', []],
    ['retainCard', 'during', 'printFailed', 'ready', []],
    ['retainCard', 'after', 'printFailed', 'ready', []],
    ['counters', 'before', 'printFailed', 'ready', []],
    ['print', 'before', 'printFailed', 'ready', []],
    ['print', 'during', 'printFailed', 'ready', ['spoiled']],
    ['print', 'after', 'takeCard', 'presented', []],
    ['presentCard', 'before', 'takeCard', 'presented', []],
    ['presentCard', 'during', 'takeCard', 'presented', []],
    ['presentCard', 'after', 'takeCard', 'presented', []],
    ['waitTaken', 'before', 'takeCard', 'presented', []],
  ];
  const all = cases.flatMap(([operation, moment, told, status, rejected]) =>
    reasons.map((reason) => [operation, moment, reason, told, status, rejected] as const),
  );

  test.each(all)(
    '%s fails %s its work: %s → %s',
    async (operation, moment, reason, told, status, rejected) => {
      const { printer, office } = world;
      const card = world.person(['renewal']);
      world.reader.insert(card);
      await flush();
      printer.fail(operation, reason, moment);
      await world.ask({ type: 'confirm' });
      const handedIn = world.screen() === 'oldLicence';
      if (handedIn) printer.push('oldLicence');
      await flush();
      await world.clock.advance(20_000);

      expect(world.status()).toBe(status);
      expect(printer.rejectBin).toEqual(rejected);
      expect(printer.jobs.length).toBeLessThanOrEqual(1);
      if (told === 'takeCard') {
        expect(world.screen()).toBe('takeCard');
        expect(world.usableLicences()).toBe(1);
        await world.take();
        expect(world.status()).toBe('issued');
      } else {
        const apology = world.view('apology');
        expect(apology.refusal.reason).toBe(told);
        expect(world.usableLicences()).toBe(0);
        const kept = printer.retainBin.length > 0;
        expect(apology.permit !== null).toBe(kept);
        expect(office.eventTypes().includes('permitGranted')).toBe(kept);
        expect(office.eventTypes().includes('oldLicenceRetained')).toBe(kept);
        // What the machine did not keep the person holds, or can take at the bezel.
        expect(!handedIn || kept || printer.bezel === 'oldLicence').toBe(true);
        expect(world.journal.unfinished()).toEqual([]);
      }
      expect(world.journal.verify().intact).toBe(true);
      if (printer.bezel) await world.take();
      await serveNext();
    },
  );
});

test('a permit has a number, a date and an address the portal verifies', async () => {
  world.printer.fail('print', 'ribbonOut', 'during');
  await world.untilPresented(world.person(['renewal']));
  const { permit } = world.view('apology');
  expect(permit?.number).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{12}$/);
  expect(permit?.validUntil).toBe('2026-12-06');
  expect(decodeBits(permit?.qr.rows ?? [])).toBe(`https://portal.example/permits/${permit?.number}`);
  expect(world.office.events()).toContainEqual({ type: 'permitGranted', permit: permit?.number });
});

test('a card that cannot be moved to the bezel twice ends in the reject bin', async () => {
  world.printer.fail('presentCard', 'mediaJammed', 'before', 2);
  await world.untilPresented(world.person(['lost']));
  expect(world.view('apology')).toMatchObject({
    refusal: { reason: 'printFailed' },
    cardLocation: 'rejectBin',
  });
  expect(world.printer.rejectBin).toEqual(['licence']);
  expect(world.status()).toBe('ready');
});

test('a finished card that is stuck is parked; taken out by hand it stays parked, and is not printed again', async () => {
  const { printer } = world;
  printer.fail('presentCard', 'mediaJammed', 'before', 9);
  printer.fail('rejectCard', 'mediaJammed', 'before', 99);
  await world.untilPresented(world.person(['lost']));
  expect(world.view('apology')).toMatchObject({
    refusal: { reason: 'printUncertain' },
    cardLocation: 'transport',
  });
  await world.ask({ type: 'finish' });
  expect(world.view('outOfService').reason).toBe('printerJam');
  const entries = world.journal.verify();
  await world.clock.advance(60_000);
  expect(world.journal.verify()).toEqual(entries);

  printer.mend('presentCard');
  printer.mend('rejectCard');
  expect(printer.pullOut()).toBe('licence');
  await world.clock.advance(10_000);
  expect(world.screen()).toBe('attract');
  expect(world.status()).toBe('needsAttendant');
  expect(world.pickup()).toMatchObject({ examined: true });
});

test('a finished card that was stuck is dropped as soon as the printer can, and the request is first in line', async () => {
  const { printer } = world;
  printer.fail('presentCard', 'mediaJammed', 'before', 9);
  printer.fail('rejectCard', 'mediaJammed', 'before', 2);
  await world.untilPresented(world.person(['lost']));
  await world.ask({ type: 'finish' });
  await world.clock.advance(10_000);
  expect(printer.rejectBin).toEqual(['licence']);
  expect(world.status()).toBe('ready');
  expect(world.screen()).toBe('attract');
});

test('a spoiled card that cannot be moved is released all the same: nobody can use it', async () => {
  world.printer.fail('print', 'mediaJammed', 'during');
  world.printer.fail('rejectCard', 'mediaJammed', 'before', 99);
  await world.untilPresented(world.person(['lost']));
  expect(world.view('apology')).toMatchObject({
    refusal: { reason: 'printFailed' },
    cardLocation: 'transport',
  });
  expect(world.status()).toBe('ready');
  await world.ask({ type: 'finish' });
  expect(world.view('outOfService').reason).toBe('printerJam');
  world.printer.mend('rejectCard');
  await world.clock.advance(10_000);
  expect(world.printer.rejectBin).toEqual(['spoiled']);
  expect(world.screen()).toBe('attract');
});
