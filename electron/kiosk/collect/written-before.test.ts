import { afterEach, beforeEach, expect, test } from 'vitest';
import { flush } from '../testing/fake-clock.test-helper.ts';
import { World } from '../testing/world.test-helper.ts';

let world: World;
/** Entries of the journal and acts of printer and portal, as they happened. */
let trace: string[];

beforeEach(async () => {
  world = new World();
  await world.start();
  trace = [];
  world.onEntry = (type) => void trace.push(type);
  world.printer.afterAct = (operation) => void trace.push(`(${operation})`);
  world.office.afterAnswer = (question) => {
    if (question === 'reserve') trace.push('(reserve)');
  };
});
afterEach(() => world.stop());

/** The trace without what changes nothing. */
const acts = () =>
  trace.filter((step) => !['(checkReady)', '(counters)', '(locateCard)', '(reset)'].includes(step));

test('every act that cannot be undone is in the journal before it is done', async () => {
  await world.untilPresented(world.person(['renewal']));
  await world.take();
  expect(acts()).toEqual([
    'reserving',
    '(reserve)',
    'reserved',
    'accepting',
    '(acceptCard)',
    'retaining',
    '(retainCard)',
    'oldLicenceRetained',
    'printing',
    '(print)',
    'printed',
    'presenting',
    '(presentCard)',
    'presented',
    '(waitTaken)',
    'issued',
  ]);
});

test('so is drawing a card back', async () => {
  await world.untilPresented(world.person(['lost']));
  trace = [];
  await world.clock.advance(60_000);
  expect(acts()).toEqual(['(waitTaken)', 'retracting', '(rejectCard)', 'retained']);
});

test('so is dropping a spoiled card, and the permit is granted before the pickup is closed', async () => {
  world.printer.fail('print', 'ribbonOut', 'during');
  await world.untilPresented(world.person(['renewal']));
  expect(acts().slice(-4)).toEqual(['rejecting', '(rejectCard)', 'permitGranted', 'released']);
});

test('what happened last is what the evidence says', async () => {
  world.printer.fail('print', 'ribbonOut', 'during');
  await world.untilPresented(world.person(['lost']));
  await flush();
  expect(world.office.events().at(-1)).toEqual({
    type: 'released',
    evidence: {
      cause: 'ribbonOut',
      cardLocation: 'rejectBin',
      countersBefore: { cardsPrinted: 1_000, ribbonRemaining: 150 },
      countersAfter: { cardsPrinted: 1_000, ribbonRemaining: 149 },
    },
  });
});
