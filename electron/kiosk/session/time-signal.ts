import { kuwaitTime } from '../../../contracts/calendar.ts';
import type { Clock } from '../../../contracts/clock.ts';

const MS_PER_MINUTE = 60_000;

/** Calls `onMinute` with the time in Kuwait (`HH:MM`) whenever a minute begins; returns the end of it. */
export function signalMinutes(clock: Clock, onMinute: (time: string) => void): () => void {
  let timer: unknown = null;
  const wait = () => {
    timer = clock.setTimeout(
      () => {
        onMinute(kuwaitTime(clock.now()));
        wait();
      },
      MS_PER_MINUTE - (clock.now() % MS_PER_MINUTE),
    );
  };
  wait();
  return () => clock.clearTimeout(timer);
}
