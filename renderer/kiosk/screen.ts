import { useRef, useState } from 'react';
import type { IntentOutcome, KioskIntent, SCREEN_INTENTS } from '../../contracts/kiosk-intent.ts';
import type { KioskScreen, ViewOf } from '../../contracts/kiosk-view.ts';

/** The intents that one screen may offer: those the kiosk accepts while it shows that screen. */
export type IntentOf<Screen extends KioskScreen> = Extract<
  KioskIntent,
  { type: (typeof SCREEN_INTENTS)[Screen][number] }
>;

/** The intents that every screen offers: language, text size, contrast, more time. */
export type FrameIntent = IntentOf<'attract'>;

/** Asks something of the kiosk. */
export type Dispatch<Intent> = (intent: Intent) => Promise<IntentOutcome>;

/** What a screen is made from: its view, and the way to ask for what its view allows. */
export interface ScreenProps<Screen extends KioskScreen> {
  readonly view: ViewOf<Screen>;
  readonly dispatch: Dispatch<IntentOf<Screen>>;
}

/**
 * Sends intents one at a time: while one is under way, and after one was accepted, further presses do nothing until
 * `again` is called or the screen changes. A refused intent may be tried again at once.
 */
export function useOneIntent<Intent>(dispatch: Dispatch<Intent>) {
  const [pending, setPending] = useState<Intent | null>(null);
  const underWay = useRef(false);
  const again = () => {
    underWay.current = false;
    setPending(null);
  };
  const send = async (intent: Intent): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setPending(intent);
    const { outcome } = await dispatch(intent);
    if (outcome === 'refused') again();
  };
  return { pending, send, again };
}
