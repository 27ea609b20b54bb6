import type { IntentOutcome } from '../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../contracts/kiosk-view.ts';

/** The kiosk as its hosts see it: views out, intents in. */
export interface Kiosk {
  /** The current view. */
  view(): KioskView;
  /** Calls `listener` with every later view; returns the end of the subscription. */
  subscribe(listener: (view: KioskView) => void): () => void;
  /** Takes whatever a carrier received: parsed here, refused when invalid or not allowed by the current screen. */
  dispatch(intent: unknown): IntentOutcome;
  close(): Promise<void>;
}
