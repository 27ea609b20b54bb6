import { afterEach, beforeEach, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';
import { STATUS_REPORT_MS } from './status-reports.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

/** What the machine said since `act` began. */
async function saidDuring(act: () => unknown): Promise<boolean[]> {
  const before = world.office.canPrint.length;
  await act();
  await flush();
  return world.office.canPrint.slice(before);
}

test('a machine that serves says so once it runs, and again every few minutes', async () => {
  expect(world.office.canPrint.at(-1)).toBe(true);
  expect(await saidDuring(() => world.clock.advance(2 * STATUS_REPORT_MS))).toEqual([true, true]);
});

test('going out of service and coming back is said at once, and only once each', async () => {
  expect(await saidDuring(() => world.printer.setStatus({ cards: 'out' }))).toEqual([false]);
  expect(world.screen()).toBe('outOfService');
  expect(await saidDuring(() => world.printer.setStatus({ cards: 'full' }))).toEqual([true]);
});

test('what could not be said is said when the portal answers again', async () => {
  world.office.setAway(true);
  expect(await saidDuring(() => world.printer.setStatus({ ribbon: 'out' }))).toEqual([]);
  await world.clock.advance(20_000);
  const said = await saidDuring(() => {
    world.office.setAway(false);
    return world.clock.advance(10_000);
  });
  expect(said.at(-1)).toBe(false);
});

test('a machine that was closed says nothing any more', async () => {
  await world.kiosk.close();
  expect(await saidDuring(() => world.clock.advance(2 * STATUS_REPORT_MS))).toEqual([]);
});
