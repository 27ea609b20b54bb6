import type { Clock } from '../../../contracts/clock.ts';
import type { KioskSettings } from '../../../contracts/collection-api.ts';
import type { PortalClient } from './portal.ts';

/** Time between two heartbeats while the portal answers. */
export const HEARTBEAT_MS = 15_000;
/** Time between two heartbeats while it does not. */
export const HEARTBEAT_WHEN_AWAY_MS = 3_000;

/** Whether the portal answered the last heartbeat. */
export type Reachability = 'reachable' | 'unreachable';

/** Watches whether the portal answers. */
export interface ReachabilityWatch {
  /** A question was not answered: ask for a heartbeat now. */
  suspect(): void;
  close(): void;
}

/**
 * Asks for the settings at intervals: an answer means the portal is reachable. `onSettings` gets every answer,
 * `onChange` every change, beginning with the first result.
 */
export function watchReachability({
  portal,
  clock,
  onSettings,
  onChange,
}: {
  readonly portal: PortalClient;
  readonly clock: Clock;
  readonly onSettings: (settings: KioskSettings) => void;
  readonly onChange: (reachability: Reachability) => void;
}): ReachabilityWatch {
  let last: Reachability | null = null;
  let busy = false;
  let closed = false;
  let next: unknown = null;

  const beat = async () => {
    busy = true;
    const answer = await portal.settings();
    busy = false;
    if (closed) return;
    if (answer.ok) onSettings(answer.value);
    const found = answer.ok ? 'reachable' : 'unreachable';
    const changed = found !== last;
    last = found;
    next = clock.setTimeout(() => void beat(), answer.ok ? HEARTBEAT_MS : HEARTBEAT_WHEN_AWAY_MS);
    if (changed) onChange(found);
  };
  void beat();
  return {
    suspect: () => {
      if (busy || closed) return;
      clock.clearTimeout(next);
      void beat();
    },
    close: () => {
      closed = true;
      clock.clearTimeout(next);
    },
  };
}
