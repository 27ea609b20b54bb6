import { type Clock, delay } from '../../contracts/clock.ts';

/** Something that is done again and again beside the requests: it finds what is due in the store and does it. */
export interface Job {
  readonly name: string;
  /** Time from the end of one run to the begin of the next, in milliseconds. */
  readonly everyMs: number;
  run(): Promise<void>;
}

/** Running jobs. */
export interface RunningJobs {
  /** Begins no run any more, and resolves when those under way have ended. */
  stop(): Promise<void>;
}

/** Runs each job at once and then at its pace, never twice at a time. A run that throws is told to `onFailure`, and the job goes on. */
export function runJobs(
  jobs: readonly Job[],
  clock: Clock,
  onFailure: (job: string, error: unknown) => void,
): RunningJobs {
  const stopping = new AbortController();
  const pending = jobs.map(async (job) => {
    while (!stopping.signal.aborted) {
      try {
        await job.run();
      } catch (error) {
        onFailure(job.name, error);
      }
      await delay(clock, job.everyMs, stopping.signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(pending);
    },
  };
}
