import { BridgeDownFrame, type BridgeUpFrame, type KioskBridge } from '../../contracts/bridge.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { IntentOutcome, KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../contracts/kiosk-view.ts';

/** Subprotocol of the carrier; the token follows as the second one offered (RFC 6455, 1.9). */
export const BRIDGE_SUBPROTOCOL = 'rukhsa.v1';
/** An intent that has no answer after this long counts as refused, in milliseconds. */
export const OUTCOME_DEADLINE_MS = 5000;
/** Pause before the first new attempt to connect, in milliseconds; doubled after each that fails. */
export const RECONNECT_FIRST_MS = 250;
/** Longest pause between two attempts to connect, in milliseconds. */
export const RECONNECT_LONGEST_MS = 4000;

/** What happens on a socket. */
export interface SocketEvents {
  opened(): void;
  received(data: unknown): void;
  closed(): void;
}

/** What the carrier needs of a socket: the browser's `WebSocket`, or a fake one. */
export interface BridgeSocket {
  send(text: string): void;
  close(): void;
}

/** The bridge, and word of the kiosk behind it being lost. */
export interface KioskConnection {
  readonly bridge: KioskBridge;
  /** Calls `listener` each time the kiosk cannot be reached; a view says that it can. Returns the end of the subscription. */
  onLost(listener: () => void): () => void;
}

const REFUSED: IntentOutcome = { outcome: 'refused', reason: 'notAllowedNow' };

/** The frame in a message, or `null` when it is not one. */
function parseFrame(data: unknown): BridgeDownFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = BridgeDownFrame.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * The carrier of the bridge for a browser without Electron. Connects at once, and again with growing pauses whenever
 * the connection is lost. A message that is not a frame ends the connection: kiosk and screen no longer agree.
 */
export function connectWebSocketBridge(
  openSocket: (events: SocketEvents) => BridgeSocket,
  clock: Clock,
): KioskConnection {
  const viewListeners = new Set<(view: KioskView) => void>();
  const lostListeners = new Set<() => void>();
  const waiting = new Map<number, (outcome: IntentOutcome) => void>();
  let line: BridgeSocket | null = null;
  let currentView: KioskView | null = null;
  let lastId = 0;
  let pause = RECONNECT_FIRST_MS;

  const settle = (id: number, outcome: IntentOutcome) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };

  const receive = (frame: BridgeDownFrame) => {
    if (frame.type === 'outcome') {
      settle(frame.id, frame.outcome);
      return;
    }
    currentView = frame.view;
    for (const listener of viewListeners) listener(frame.view);
  };

  const connect = () => {
    const socket = openSocket({
      opened: () => {
        line = socket;
        pause = RECONNECT_FIRST_MS;
      },
      received: (data) => {
        const frame = parseFrame(data);
        if (frame) receive(frame);
        else socket.close();
      },
      closed: () => {
        line = null;
        currentView = null;
        for (const id of [...waiting.keys()]) settle(id, REFUSED);
        for (const listener of lostListeners) listener();
        clock.setTimeout(connect, pause);
        pause = Math.min(pause * 2, RECONNECT_LONGEST_MS);
      },
    });
  };

  const dispatch = (intent: KioskIntent): Promise<IntentOutcome> => {
    const open = line;
    if (open === null) return Promise.resolve(REFUSED);
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const deadline = clock.setTimeout(() => settle(id, REFUSED), OUTCOME_DEADLINE_MS);
      waiting.set(id, (outcome) => {
        clock.clearTimeout(deadline);
        resolve(outcome);
      });
      const frame: BridgeUpFrame = { type: 'intent', id, intent };
      open.send(JSON.stringify(frame));
    });
  };

  connect();
  return {
    bridge: {
      onView: (listener) => {
        viewListeners.add(listener);
        if (currentView) listener(currentView);
        return () => viewListeners.delete(listener);
      },
      dispatch,
    },
    onLost: (listener) => {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
  };
}
