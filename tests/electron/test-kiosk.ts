import { type IntentOutcome, KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskFrame, KioskView, ViewOf } from '../../contracts/kiosk-view.ts';
import type { Kiosk } from '../../electron/kiosk/kiosk.ts';

const frame = (time: string): KioskFrame => ({
  language: 'ar',
  textSize: 'normal',
  contrast: 'normal',
  machine: 'K-014',
  time,
  reference: null,
  helpLine: '1800000',
  steps: [],
  civilIdInserted: false,
  timeLeft: null,
});

/** The attract screen at `time`. */
export function attractView(time: string): ViewOf<'attract'> {
  return { screen: 'attract', frame: frame(time) };
}

/** The screen that presents the card, with `secondsLeft`. */
export function takeCardView(secondsLeft: number): ViewOf<'takeCard'> {
  return {
    screen: 'takeCard',
    secondsLeft,
    frame: { ...frame('09:00'), reference: '7K4-M2Q', steps: ['card', 'confirm', 'printing', 'take'] },
  };
}

/** A kiosk without rules: shows what it is told to and writes down what it is asked. */
export class TestKiosk implements Kiosk {
  readonly dispatched: unknown[] = [];
  closed = 0;
  readonly #listeners = new Set<(view: KioskView) => void>();
  #view: KioskView = attractView('09:00');

  view(): KioskView {
    return this.#view;
  }

  show(view: KioskView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener(view);
  }

  subscribe(listener: (view: KioskView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(intent: unknown): IntentOutcome {
    this.dispatched.push(intent);
    return KioskIntent.safeParse(intent).success
      ? { outcome: 'accepted' }
      : { outcome: 'refused', reason: 'invalid' };
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
