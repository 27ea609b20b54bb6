import { expect, test } from 'vitest';
import type { PrintProgress } from '../port.ts';
import { FakeClock } from '../test-support/fake-clock.ts';
import { sampleArtwork } from '../test-support/printer-under-test.ts';
import { JobProgress, PanelPrintEstimate } from './job-progress.ts';
import { prepareLicenceJob } from './print-job.ts';
import { PANEL_PRINT_ESTIMATE_MS } from './timings.ts';

const job = prepareLicenceJob(sampleArtwork(), 'clockwise');
/** Panels, the turn of the card and the end of the job each wait for a panel. */
const PRINTING_STEPS = 8;

function run(baudRate: number | null, estimate = new PanelPrintEstimate()) {
  const clock = new FakeClock();
  const told: PrintProgress[] = [];
  const progress = new JobProgress(job, baudRate, clock, estimate, (step) => told.push(step));
  return { clock, told, progress, last: () => told.at(-1)?.secondsLeft };
}

test('the time left is what the line needs for the bytes left, and the printer for its panels', () => {
  const { last } = run(9_600);
  const lineSeconds = (job.bytesTotal * 10) / 9_600;
  expect(last()).toBe(Math.ceil(lineSeconds + (PRINTING_STEPS * PANEL_PRINT_ESTIMATE_MS) / 1_000));
});

test('it falls while the printer prints, and does not fall below what is still to come', async () => {
  const { clock, last, progress } = run(null);
  const [step] = job.steps.filter(({ panel }) => panel === 'yellow');
  if (step === undefined) throw new Error('The job has no yellow panel');
  progress.taken(step, step.command.bytes.length, 0);
  expect(last()).toBe(20);
  await clock.advance(1_500);
  expect(last()).toBe(19);
  await clock.advance(60_000);
  expect(last()).toBe(18);
  progress.end();
});

test('the estimate learns from what was measured', async () => {
  const estimate = new PanelPrintEstimate();
  const { clock, progress } = run(null, estimate);
  for (const step of job.steps) {
    progress.taken(step, step.command.bytes.length, 0);
    await clock.advance(500);
    progress.confirmed(step);
  }
  progress.end();
  expect(estimate.milliseconds).toBeLessThan(700);
  expect(run(null, estimate).last()).toBeLessThan(6);
});

test('it is told twice a second while nothing moves, and no more after the end', async () => {
  const { clock, told, progress } = run(null);
  await clock.advance(5_000);
  expect(told.length).toBe(11);
  progress.end();
  await clock.advance(5_000);
  expect(told.length).toBe(11);
});
