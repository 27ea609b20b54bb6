import { expect, it, vi } from 'vitest';
import type { KioskView } from '../../contracts/kiosk-view.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { whenBetweenSessions } from './between-sessions.ts';

/** A kiosk that shows `screen`, and another when told to. */
function kioskOn(screen: KioskView['screen']) {
  const listeners = new Set<(view: KioskView) => void>();
  const kiosk = {
    view: () => ({ screen }) as KioskView,
    subscribe(listener: (view: KioskView) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Kiosk;
  const show = (next: KioskView['screen']) => {
    for (const listener of [...listeners]) listener({ screen: next } as KioskView);
  };
  return { kiosk, show, listeners };
}

it.each(['attract', 'outOfService', 'maintenance'] as const)('acts at once on %s', (screen) => {
  const then = vi.fn();
  whenBetweenSessions(kioskOn(screen).kiosk, then);
  expect(then).toHaveBeenCalledOnce();
});

it('waits for the end of a session, however it ends, and acts once', () => {
  const { kiosk, show, listeners } = kioskOn('printing');
  const then = vi.fn();
  whenBetweenSessions(kiosk, then);
  for (const screen of ['takeCard', 'done', 'apology'] as const) show(screen);
  expect(then).not.toHaveBeenCalled();
  show('attract');
  show('outOfService');
  expect(then).toHaveBeenCalledOnce();
  expect(listeners.size).toBe(0);
});
