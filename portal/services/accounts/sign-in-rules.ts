import { type IsoInstant, isoInstant } from '../../../contracts/calendar.ts';

/** Wrong passwords in a row after which an account is locked until the mailed link is used. */
export const FAILURES_UNTIL_LOCK = 5;
/** Wrong passwords or codes in a row after which staff wait. */
export const STAFF_FAILURES_UNTIL_LOCK = 5;
/** How long staff wait then, in milliseconds. */
export const STAFF_LOCK_MS = 15 * 60_000;

/** What a password that was given leads to. */
export type Verdict = 'accepted' | 'refused' | 'locked';

/** Judges one try at an account's password: `locked` is the try that locks it. */
export function judgeTry(
  account: {
    readonly locked: boolean;
    readonly suspended: boolean;
    readonly passwordHash: string | null;
    readonly failedSignIns: number;
  },
  passwordRight: boolean,
): { readonly verdict: Verdict; readonly failedSignIns: number } {
  const { failedSignIns } = account;
  if (account.locked || account.suspended || account.passwordHash === null)
    return { verdict: 'refused', failedSignIns };
  if (passwordRight) return { verdict: 'accepted', failedSignIns: 0 };
  const failures = failedSignIns + 1;
  return { verdict: failures >= FAILURES_UNTIL_LOCK ? 'locked' : 'refused', failedSignIns: failures };
}

/** What staff gave: a right password or not, and the step for which the code is right. */
export interface StaffCredentials {
  readonly passwordRight: boolean;
  readonly totpStep: number | null;
}

/** What of a member of staff a try changes. */
export interface StaffStanding {
  readonly failedSignIns: number;
  readonly lockedUntil: IsoInstant | null;
  readonly lastTotpStep: number;
}

/** Judges one try of staff at `now` (milliseconds since the Unix epoch); no code's step is accepted twice. */
export function judgeStaffTry(
  staff: StaffStanding,
  { passwordRight, totpStep }: StaffCredentials,
  now: number,
): { readonly verdict: Verdict; readonly standing: StaffStanding } {
  if (staff.lockedUntil !== null && isoInstant(now) < staff.lockedUntil)
    return { verdict: 'refused', standing: staff };
  if (passwordRight && totpStep !== null && totpStep > staff.lastTotpStep)
    return {
      verdict: 'accepted',
      standing: { failedSignIns: 0, lockedUntil: null, lastTotpStep: totpStep },
    };
  const failures = staff.failedSignIns + 1;
  return failures >= STAFF_FAILURES_UNTIL_LOCK
    ? {
        verdict: 'locked',
        standing: { ...staff, failedSignIns: 0, lockedUntil: isoInstant(now + STAFF_LOCK_MS) },
      }
    : { verdict: 'refused', standing: { ...staff, failedSignIns: failures, lockedUntil: null } };
}
