import type { Claim } from '../../store/claims.ts';

/** How long a case stays with the officer who claimed it, in milliseconds: no case waits for somebody who went home. */
export const CLAIM_LASTS_MS = 8 * 60 * 60_000;

/** The claim that holds at `nowMs` (milliseconds since the Unix epoch). */
export function heldClaim(claim: Claim | null, nowMs: number): Claim | null {
  return claim !== null && nowMs - Date.parse(claim.at) < CLAIM_LASTS_MS ? claim : null;
}

/** Whether `staffId` may work on a case: `notClaimed` before they have claimed it. */
export function claimFault(
  claim: Claim | null,
  staffId: string,
  nowMs: number,
): 'claimedByOther' | 'notClaimed' | null {
  const held = heldClaim(claim, nowMs);
  if (held === null) return 'notClaimed';
  return held.staffId === staffId ? null : 'claimedByOther';
}
