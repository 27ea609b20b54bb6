import type { Clock } from '../../../contracts/clock.ts';
import type { Challenge } from '../../../contracts/collection-api.ts';
import type { PortalClient } from './portal.ts';

/** A challenge with less left to live is not begun with: the chip and the lookup need their time. */
export const CHALLENGE_SPARE_MS = 45_000;
/** Shortest pause between two fetches, so that a wrong clock cannot make the stock spin. */
export const CHALLENGE_PAUSE_MS = 5_000;

/** Keeps one challenge ready, so that the portal is not waited for while a card is in the slot. */
export interface ChallengeStock {
  /** Takes the challenge that is ready; `null` when there is none. */
  take(): Challenge | null;
  /** Asks for a challenge now; `null` when the portal gives none. */
  fetch(): Promise<Challenge | null>;
  /** Makes sure that one is ready or on its way. */
  refill(): void;
  close(): void;
}

/** A stock that refreshes its challenge before it expires. */
export function createChallengeStock({
  portal,
  clock,
}: {
  readonly portal: Pick<PortalClient, 'challenge'>;
  readonly clock: Clock;
}): ChallengeStock {
  let ready: Challenge | null = null;
  let underway: Promise<Challenge | null> | null = null;
  let refresh: unknown = null;
  let closed = false;

  const spare = (challenge: Challenge) => Date.parse(challenge.expiresAt) - clock.now() - CHALLENGE_SPARE_MS;
  const cancelRefresh = () => {
    if (refresh !== null) clock.clearTimeout(refresh);
    refresh = null;
  };
  const ask = async (): Promise<Challenge | null> => {
    const answer = await portal.challenge();
    return answer.ok ? answer.value : null;
  };

  const refill = () => {
    if (closed || underway || (ready && spare(ready) > 0)) return;
    cancelRefresh();
    underway = ask();
    void underway.then((challenge) => {
      underway = null;
      ready = challenge;
      if (challenge && !closed)
        refresh = clock.setTimeout(refill, Math.max(spare(challenge), CHALLENGE_PAUSE_MS));
    });
  };
  const take = () => {
    const challenge = ready && spare(ready) > 0 ? ready : null;
    if (challenge) {
      ready = null;
      cancelRefresh();
    }
    return challenge;
  };
  return {
    take,
    fetch: async () => {
      if (!underway) return ask();
      await underway;
      return take() ?? ask();
    },
    refill,
    close: () => {
      closed = true;
      cancelRefresh();
    },
  };
}
