import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { IntentOutcome, KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskView } from '../../contracts/kiosk-view.ts';
import { App } from './app.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** The screens before a kiosk that says what it is told to say, and remembers what it was asked. */
export interface ShownKiosk {
  /** Everything that was asked of the kiosk, in order. */
  readonly intents: KioskIntent[];
  /** What the kiosk answers from now on. */
  answer: IntentOutcome;
  /** Sends a view to the screens. */
  show(view: KioskView): Promise<void>;
  /** The kiosk is lost. */
  lose(): Promise<void>;
  /** Presses the button of this name (its label, or its text). Throws when there is none that can be reached. */
  press(name: string | RegExp): Promise<void>;
  /** All buttons that can be reached. */
  buttons(): HTMLButtonElement[];
  close(): Promise<void>;
}

/** Accessible name of a button, as far as these screens make one. */
export function nameOf(button: Element): string {
  return (button.getAttribute('aria-label') ?? button.textContent ?? '').trim();
}

/** Mounts the app into the document, connected to a kiosk of the test's making. */
export async function openKiosk(): Promise<ShownKiosk> {
  const container = document.createElement('div');
  document.body.replaceChildren(container);
  const root: Root = createRoot(container);
  let sendView: (view: KioskView) => void = () => undefined;
  let sayLost: () => void = () => undefined;
  const kiosk: ShownKiosk = {
    intents: [],
    answer: { outcome: 'accepted' },
    show: (view) => act(async () => sendView(view)),
    lose: () => act(async () => sayLost()),
    buttons: () => [...document.querySelectorAll('button')].filter((button) => !button.closest('[inert]')),
    press: async (name) => {
      const button = kiosk
        .buttons()
        .find((each) => (typeof name === 'string' ? nameOf(each) === name : name.test(nameOf(each))));
      if (!button) throw new Error(`No button ${name} among ${kiosk.buttons().map(nameOf).join(', ')}`);
      await act(async () => button.click());
    },
    close: () => act(async () => root.unmount()),
  };
  const connection = {
    bridge: {
      onView: (listener: (view: KioskView) => void) => {
        sendView = listener;
        return () => undefined;
      },
      dispatch: async (intent: KioskIntent) => {
        kiosk.intents.push(intent);
        return kiosk.answer;
      },
    },
    onLost: (listener: () => void) => {
      sayLost = listener;
      return () => undefined;
    },
  };
  await act(async () => root.render(<App connection={connection} />));
  return kiosk;
}

/** Types a key anywhere on the page. */
export function typeKey(key: string): Promise<void> {
  return act(async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
}
