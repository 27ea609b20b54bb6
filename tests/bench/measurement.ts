import { performance } from 'node:perf_hooks';

/** One line of `out/bench.json`. */
export interface Measurement {
  readonly id: string;
  readonly value: number;
  readonly unit: 'bytes' | 's' | 'ms';
  /** What the value is held against, in the same unit and from the same run. */
  readonly limit: number;
  /** `value / limit`. */
  readonly ratio: number;
}

/** A measurement, and what is told of it beside the table: more figures, and why it is not good enough if it is not. */
export interface Finding {
  readonly measurement: Measurement;
  readonly remark: string;
  /** A target of the project that was missed; `null` where it was met or there is none. */
  readonly missed: string | null;
}

/** Puts a finding together; `missed` is asked whether a target was missed. */
export function finding(
  given: Omit<Measurement, 'ratio'>,
  remark: string,
  missed: (measurement: Measurement) => string | null = () => null,
): Finding {
  const measurement = { ...given, ratio: given.value / given.limit };
  return { measurement, remark, missed: missed(measurement) };
}

/** The `share` quantile (0–1) by nearest rank; throws when there are no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('no values were measured');
  return value;
}

/** The middle value. */
export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Milliseconds that `work` takes, `rounds` times after `warmUp` rounds that do not count. */
export async function timeRounds(
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
  work: () => unknown,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const began = performance.now();
    await work();
    if (round >= warmUp) times.push(performance.now() - began);
  }
  return times;
}
