import { performance } from 'node:perf_hooks';
import { type Clock, systemClock } from '../../../contracts/clock.ts';

/** A clock that nobody sets back or forth and that resolves fractions of a millisecond: a line is timed by it. */
export const monotonicClock: Clock = {
  ...systemClock,
  now: () => performance.timeOrigin + performance.now(),
};
