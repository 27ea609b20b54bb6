import { type IsoInstant, isoInstant } from '../../../contracts/calendar.ts';

/** Shortest time between two looks at a payment that nobody has finished, in milliseconds. */
export const CHECK_SHORTEST_WAIT_MS = 15_000;
/** Longest time between two looks, in milliseconds. */
export const CHECK_LONGEST_WAIT_MS = 6 * 60 * 60_000;
/** How long a payment may be open while the gateway knows of no capture, in milliseconds: then others can pay what it is for. */
export const OPEN_LONGEST_MS = 30 * 60_000;
/** How long the gateway may still capture what has ended here without a capture, in milliseconds: until then it is asked. */
export const LATE_CAPTURE_MS = 48 * 60 * 60_000;

/** When a payment that has stood as it does since `since` is looked at after `nowMs`: the longer it stands, the later. */
export function nextCheck(since: IsoInstant, nowMs: number): IsoInstant {
  const wait = (nowMs - Date.parse(since)) / 2;
  return isoInstant(nowMs + Math.min(CHECK_LONGEST_WAIT_MS, Math.max(CHECK_SHORTEST_WAIT_MS, wait)));
}
