import type { KioskScreen } from '../../contracts/kiosk-view.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';

/** Screens on which the machine holds nobody's card and owes nobody one. */
const BETWEEN_SESSIONS: ReadonlySet<KioskScreen> = new Set(['attract', 'outOfService', 'maintenance']);

/** Calls `then` once, as soon as no session is under way: at once, or when the one under way has ended. */
export function whenBetweenSessions(kiosk: Kiosk, then: () => void): void {
  if (BETWEEN_SESSIONS.has(kiosk.view().screen)) {
    then();
    return;
  }
  const unsubscribe = kiosk.subscribe(({ screen }) => {
    if (!BETWEEN_SESSIONS.has(screen)) return;
    unsubscribe();
    then();
  });
}
