import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, BLANK_JOB, JOB_OPENING, openBench, panelStep, runSteps } from '../testing/bench.ts';
import { BLANK_COLOUR } from '../testing/panels.ts';
import { StateStore } from './state-store.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

test('a restart inside a job is a loss of power: the spoiled card is in the transport, the job forgotten', async () => {
  await runSteps(bench.host, [...JOB_OPENING, panelStep('y', 128, BLANK_COLOUR)]);
  await bench.restart();
  expect(bench.simulator.snapshot()).toMatchObject({
    job: null,
    settings: { errorMode: 0, ejection: 'allowed' },
    physical: {
      hopper: { count: 99 },
      ribbon: { remaining: 199 },
      transport: { card: { number: 1, kind: 'spoiled' } },
    },
  });
  expect(await bench.host.ask('Se')).toBe('ERROR CDE');
  expect([await bench.host.ask('Ser'), await bench.host.ask('Rlr;p')]).toEqual(['OK', 'OK']);
});

test('counters, bins and cards at the bezel outlive a restart; the printed card can still be looked at', async () => {
  await bench.simulator.hand({ hand: 'pushCard', kind: 'oldLicence' });
  await runSteps(bench.host, [['Pem;2'], ['Sib'], ['Pcrm;D'], ['Ser'], ...BLANK_JOB, ['Pneab;A;1'], ['Seb']]);
  await bench.restart();
  expect(bench.simulator.snapshot().physical).toMatchObject({
    counters: { cards: 1, panels: 6 },
    retainBin: { cards: [{ number: 1, kind: 'oldLicence' }] },
    bezel: { number: 2, kind: 'printed' },
  });
  expect(await bench.simulator.archive.list()).toEqual([2]);
});

test('a file that holds no state is told, not overwritten', () => {
  const file = join(bench.folder, 'broken.json');
  writeFileSync(file, '{"hopper":1}');
  expect(() => new StateStore(file)).toThrow(/hopper/);
});
