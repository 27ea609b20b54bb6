import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrinterOperation } from '../testing/fake-printer.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

describe('the line goes dead', () => {
  const revive = async () => {
    world.printer.silent = false;
    world.printer.setStatus({ device: 'online' });
    await world.clock.advance(60_000);
  };
  const dieDuring = async (operation: PrinterOperation) => {
    const { printer } = world;
    const go = printer.hold(operation);
    await world.untilPresented(world.person(['renewal']));
    printer.silent = true;
    printer.setStatus({ device: 'offline' });
    go();
    await world.clock.advance(30_000);
  };

  test('before the job: the request is released, the old licence is in the bin, a permit is given', async () => {
    await dieDuring('counters');
    expect(world.view('apology').refusal.reason).toBe('printFailed');
    expect(world.view('apology').permit).not.toBeNull();
    expect(world.status()).toBe('ready');
  });

  test('in the job, nothing fed: parked until the printer answers, then released by itself', async () => {
    await dieDuring('print');
    expect(world.view('apology').refusal.reason).toBe('printUncertain');
    expect(world.view('apology').permit).not.toBeNull();
    expect(world.status()).toBe('needsAttendant');
    await world.ask({ type: 'finish' });
    expect(world.view('outOfService').reason).toBe('printerUnavailable');
    await revive();
    expect(world.status()).toBe('ready');
    expect(world.screen()).toBe('attract');
    expect(world.printer.jobs).toEqual([]);
  });

  test('after the job, the card in the transport: parked, then dropped and released', async () => {
    await dieDuring('presentCard');
    expect(world.status()).toBe('needsAttendant');
    await revive();
    expect(world.printer.rejectBin).toEqual(['licence']);
    expect(world.status()).toBe('ready');
    expect(world.office.eventTypes().filter((type) => type === 'permitGranted')).toHaveLength(1);
  });

  test('while the card lies at the bezel, and back soon: the same person is waited for', async () => {
    const { printer } = world;
    const go = printer.hold('waitTaken');
    await world.untilPresented(world.person(['lost']));
    printer.silent = true;
    go();
    await world.clock.advance(5_000);
    printer.silent = false;
    await world.clock.advance(3_000);
    expect(world.screen()).toBe('takeCard');
    await world.take();
    expect(world.status()).toBe('issued');
  });

  test('while the card lies at the bezel, taken meanwhile: issued once the printer tells', async () => {
    const { printer } = world;
    const go = printer.hold('waitTaken');
    await world.untilPresented(world.person(['lost']));
    printer.silent = true;
    go();
    printer.take();
    await world.clock.advance(5_000);
    printer.silent = false;
    await world.clock.advance(3_000);
    expect(world.screen()).toBe('done');
    expect(world.status()).toBe('issued');
  });

  test('while the card lies at the bezel, and silent for long: parked; the card is drawn back later', async () => {
    const { printer } = world;
    const go = printer.hold('waitTaken');
    await world.untilPresented(world.person(['lost']));
    printer.silent = true;
    printer.setStatus({ device: 'offline' });
    go();
    await world.clock.advance(30_000);
    expect(world.view('apology').refusal.reason).toBe('printUncertain');
    await revive();
    expect(printer.rejectBin).toEqual(['licence']);
    expect(world.status()).toBe('retained');
  });
});
