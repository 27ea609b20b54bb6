import type { WebContents } from 'electron';
import type { Clock } from '../../contracts/clock.ts';
import type { KioskLog } from '../kiosk/log.ts';

/** Waits before the page is loaded again, one per crash in a row; after the last the screen is given up. */
export const RELOAD_BACKOFF_MS = [0, 1_000, 5_000, 30_000] as const;
/** A page that has held this long is well again: crashes before it no longer count. */
export const WELL_AGAIN_MS = 10 * 60_000;
/** How long a page may not react before its process is ended, and loaded again as after a crash. */
export const UNRESPONSIVE_GRACE_MS = 10_000;

/**
 * Loads the page again when its process is gone or hangs, ever more slowly. The kiosk itself goes on in the main process all
 * the while, and the page asks for the current view when it is back. `giveUp` is called once reloading has not helped.
 */
export function surviveCrashes(contents: WebContents, clock: Clock, log: KioskLog, giveUp: () => void): void {
  let crashes = 0;
  let wellAgain: unknown;
  let grace: unknown;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    clock.clearTimeout(grace);
    clock.clearTimeout(wellAgain);
    if (reason === 'clean-exit') return;
    const wait = RELOAD_BACKOFF_MS[crashes];
    crashes += 1;
    log.error({ reason, exitCode, crashes }, 'screen process gone');
    if (wait === undefined) {
      giveUp();
      return;
    }
    clock.setTimeout(() => {
      if (contents.isDestroyed()) return;
      contents.reload();
      wellAgain = clock.setTimeout(() => {
        crashes = 0;
      }, WELL_AGAIN_MS);
    }, wait);
  });
  contents.on('unresponsive', () => {
    log.warn({}, 'screen does not react');
    clock.clearTimeout(grace);
    grace = clock.setTimeout(() => contents.forcefullyCrashRenderer(), UNRESPONSIVE_GRACE_MS);
  });
  contents.on('responsive', () => clock.clearTimeout(grace));
}
