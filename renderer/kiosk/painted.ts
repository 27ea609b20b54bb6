import { useLayoutEffect } from 'react';
import type { KioskScreen } from '../../contracts/kiosk-view.ts';

/**
 * Says that a screen has been painted: `data-screen` on the root element, and a performance mark `painted:<screen>`, the
 * newest only. A callback of the second animation frame runs after the first was painted (HTML Standard, 8.1.7.3).
 */
export function usePaintedSignal(screen: KioskScreen | 'unreachable'): void {
  useLayoutEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset['screen'] = screen;
        performance.clearMarks(`painted:${screen}`);
        performance.mark(`painted:${screen}`);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [screen]);
}
