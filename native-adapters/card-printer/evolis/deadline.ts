import type { Clock } from '../../../contracts/clock.ts';

/** What a promise came to within its time. */
export type Within<Value> =
  | { readonly type: 'done'; readonly value: Value }
  | { readonly type: 'failed' }
  | { readonly type: 'late' };

/**
 * Waits for `promise` at most `ms` milliseconds. A rejection is an answer (`failed`), so nothing is left unhandled when it
 * comes late.
 */
export function within<Value>(clock: Clock, promise: Promise<Value>, ms: number): Promise<Within<Value>> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(() => resolve({ type: 'late' }), ms);
    const settle = (outcome: Within<Value>) => {
      clock.clearTimeout(timer);
      resolve(outcome);
    };
    promise.then(
      (value) => settle({ type: 'done', value }),
      () => settle({ type: 'failed' }),
    );
  });
}
