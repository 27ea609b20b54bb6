import { z } from 'zod';
import { IntentOutcome, KioskIntent } from './kiosk-intent.ts';
import { KioskView } from './kiosk-view.ts';

/** Channels between kiosk and screen; Electron IPC uses these names. */
export const BRIDGE_CHANNELS = {
  /** Kiosk → screen: a `KioskView`, at once on subscription and on every change. */
  view: 'kiosk:view',
  /** Screen → kiosk: the screen has mounted and wants the current view. */
  subscribe: 'kiosk:subscribe',
  /** Screen → kiosk: a `KioskIntent`, answered by an `IntentOutcome`. */
  intent: 'kiosk:intent',
} as const;

/** The bridge as the screen sees it, whichever carrier lies beneath (`window.rukhsa`). */
export interface KioskBridge {
  /** Calls `listener` with the current view and every later one; returns the end of the subscription. */
  onView(listener: (view: KioskView) => void): () => void;
  /** Asks something of the kiosk. */
  dispatch(intent: KioskIntent): Promise<IntentOutcome>;
}

/** Frames from kiosk to screen on the WebSocket carrier. */
export const BridgeDownFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: KioskView }),
  z.strictObject({ type: z.literal('outcome'), id: z.int(), outcome: IntentOutcome }),
]);
export type BridgeDownFrame = z.infer<typeof BridgeDownFrame>;

/** Frames from screen to kiosk on the WebSocket carrier; `id` pairs an outcome with its intent. */
export const BridgeUpFrame = z.strictObject({ type: z.literal('intent'), id: z.int(), intent: KioskIntent });
export type BridgeUpFrame = z.infer<typeof BridgeUpFrame>;
