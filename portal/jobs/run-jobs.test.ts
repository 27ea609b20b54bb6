import { expect, test, vi } from 'vitest';
import type { Clock } from '../../contracts/clock.ts';
import { runJobs } from './run-jobs.ts';

/** A clock whose timers end when the test says so. */
function handClock() {
  const waiting = new Map<symbol, () => void>();
  const clock: Clock = {
    now: () => 0,
    setTimeout: (callback) => {
      const handle = Symbol('timer');
      waiting.set(handle, callback);
      return handle;
    },
    clearTimeout: (handle) => waiting.delete(handle as symbol),
  };
  const tick = async () => {
    await vi.waitFor(() => expect(waiting.size).toBeGreaterThan(0));
    const due = [...waiting];
    for (const [handle] of due) waiting.delete(handle);
    for (const [, callback] of due) callback();
  };
  return { clock, tick, waiting };
}

test('a job runs at once and again at its pace, also after a run that failed', async () => {
  const { clock, tick } = handClock();
  const failures: string[] = [];
  let runs = 0;
  const jobs = runJobs(
    [
      {
        name: 'count',
        everyMs: 10,
        run: async () => {
          runs += 1;
          if (runs === 1) throw new Error('first run');
        },
      },
    ],
    clock,
    (name, error) => failures.push(`${name}: ${error instanceof Error ? error.message : ''}`),
  );
  await tick();
  await vi.waitFor(() => expect(runs).toBe(2));
  expect(failures).toEqual(['count: first run']);
  await jobs.stop();
});

test('stopping waits for the run under way and begins no other', async () => {
  const { clock, waiting } = handClock();
  const under = Promise.withResolvers<void>();
  let runs = 0;
  const jobs = runJobs(
    [
      {
        name: 'slow',
        everyMs: 10,
        run: async () => {
          runs += 1;
          await under.promise;
        },
      },
    ],
    clock,
    () => {},
  );
  let stopped = false;
  const stopping = jobs.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect(stopped).toBe(false);
  under.resolve();
  await stopping;
  expect(runs).toBe(1);
  expect(waiting.size).toBe(0);
});
