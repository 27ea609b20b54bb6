import { WebSocket } from 'ws';
import { BridgeDownFrame, type BridgeUpFrame } from '../../contracts/bridge.ts';
import type { KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskScreen, KioskView, ViewOf } from '../../contracts/kiosk-view.ts';

/** The kiosk's screen without a browser: its views as they come, and a finger. */
export interface KioskScreenLine {
  /** The newest view. */
  readonly view: KioskView | null;
  /** Waits for a view of `screen` that is as `holds` says. */
  see<Screen extends KioskScreen>(
    screen: Screen,
    holds?: (view: ViewOf<Screen>) => boolean,
  ): Promise<ViewOf<Screen>>;
  /** Asks something of the kiosk; throws when it refuses. */
  press(intent: KioskIntent): Promise<void>;
  close(): void;
}

function isOf<Screen extends KioskScreen>(
  view: KioskView,
  screen: Screen,
): view is ViewOf<Screen> & KioskView {
  return view.screen === screen;
}

/** Connects as the page at `url` would (the kiosk's own address, with its token). */
export async function connectScreen(url: string): Promise<KioskScreenLine> {
  const { host, origin, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const socket = new WebSocket(`ws://${host}/bridge`, ['rukhsa.v1', token], { origin });
  const frames = new Set<(frame: BridgeDownFrame) => void>();
  let view: KioskView | null = null;
  let lastId = 0;
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    const frame = BridgeDownFrame.parse(JSON.parse(String(data)));
    if (frame.type === 'view') view = frame.view;
    for (const listener of frames) listener(frame);
  });

  /** The first frame that `pick` makes something of; rejects when the kiosk goes away before. */
  const first = <Picked>(pick: (frame: BridgeDownFrame) => Picked | null, awaited: string) =>
    new Promise<Picked>((resolve, reject) => {
      const gone = () => {
        frames.delete(listener);
        reject(new Error(`The kiosk went away; ${awaited} was awaited, ${view?.screen} was shown last`));
      };
      const listener = (frame: BridgeDownFrame) => {
        const picked = pick(frame);
        if (picked === null) return;
        frames.delete(listener);
        socket.off('close', gone);
        resolve(picked);
      };
      frames.add(listener);
      socket.once('close', gone);
    });

  await first((frame) => frame, 'the first view');
  return {
    get view() {
      return view;
    },
    see: (screen, holds = () => true) => {
      const pick = (shown: KioskView | null) => (shown && isOf(shown, screen) && holds(shown) ? shown : null);
      const now = pick(view);
      if (now) return Promise.resolve(now);
      return first((frame) => (frame.type === 'view' ? pick(frame.view) : null), screen);
    },
    press: async (intent) => {
      lastId += 1;
      const id = lastId;
      const up: BridgeUpFrame = { type: 'intent', id, intent };
      socket.send(JSON.stringify(up));
      const outcome = await first(
        (frame) => (frame.type === 'outcome' && frame.id === id ? frame.outcome : null),
        intent.type,
      );
      if (outcome.outcome !== 'accepted') throw new Error(`${intent.type} was refused: ${outcome.reason}`);
    },
    close: () => socket.terminate(),
  };
}
