import type { KioskLog } from '../kiosk/log.ts';

/** Exit codes of a host, for whoever supervises it. */
export const EXIT = {
  /** What it was told cannot be used; starting it again changes nothing. */
  cannotStart: 1,
  /** The screen could not be shown any more. */
  screenLost: 2,
  /** Something failed that nobody expected. Start it again: the journal tells it where to go on. */
  unexpected: 3,
} as const;

/**
 * Ends the process on a failure that nobody expected, instead of going on in a state that nobody knows.
 * The log gets the error's name and where it happened; its message may hold data and is left out.
 */
export function endOnUnexpected(log: KioskLog, exit: (code: number) => void): void {
  const end = (error: unknown) => {
    const at = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : [];
    log.error({ name: error instanceof Error ? error.name : typeof error, at }, 'unexpected failure');
    exit(EXIT.unexpected);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
