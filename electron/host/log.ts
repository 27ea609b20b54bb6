import pino from 'pino';
import type { KioskLog } from '../kiosk/log.ts';

/** The log of a host: JSON lines on standard error, as standard output is for the supervisor. Never personal data. */
export function createHostLog(): KioskLog {
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
