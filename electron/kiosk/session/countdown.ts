import { fromCallback } from 'xstate';
import type { Clock } from '../../../contracts/clock.ts';
import { LAST_SECONDS } from './timeouts.ts';

const MS_PER_SECOND = 1000;

/** How long a screen waits, and how talkatively. */
export interface CountdownInput {
  /** Milliseconds until the time is over. */
  readonly ms: number;
  /** Every second is told, not only the last ones. */
  readonly everySecond: boolean;
}

/** What the countdown tells the session. */
export type CountdownEvent =
  | { readonly type: 'second'; readonly secondsLeft: number }
  | { readonly type: 'timedOut' };

/**
 * Counts the time of one screen down: sends `second` with the seconds left, and `timedOut` at the end. `extend` doubles
 * the whole time.
 */
export function countdownLogic(clock: Clock) {
  return fromCallback<{ type: 'extend' }, CountdownInput>(({ input, sendBack, receive }) => {
    const begin = clock.now();
    let total = input.ms;
    let timer: unknown = null;

    const step = (): void => {
      const left = begin + total - clock.now();
      if (left <= 0) {
        sendBack({ type: 'timedOut' } satisfies CountdownEvent);
        return;
      }
      const silent = input.everySecond ? 0 : left - LAST_SECONDS * MS_PER_SECOND;
      if (silent > 0) {
        timer = clock.setTimeout(step, silent);
        return;
      }
      sendBack({
        type: 'second',
        secondsLeft: Math.ceil(left / MS_PER_SECOND),
      } satisfies CountdownEvent);
      timer = clock.setTimeout(step, left % MS_PER_SECOND || MS_PER_SECOND);
    };
    receive(() => {
      clock.clearTimeout(timer);
      total *= 2;
      step();
    });
    step();
    return () => clock.clearTimeout(timer);
  });
}
