import { z } from 'zod';
import { CardName } from '../civil-id-card/card-file.ts';
import { StateFile } from '../state-file.ts';

const Memory = z.strictObject({
  /** The card in the slot. */
  card: CardName.nullable(),
  /** Tries left of each card whose PIN was presented; the others have as many as at issue. */
  pinTries: z.record(CardName, z.int().nonnegative()),
});

/**
 * What is true of the world even while no process runs: which card sits in the slot, and how many PIN tries its chip has left.
 * Each change is on disk before it returns; whoever is killed next finds it there.
 */
export class SlotMemory {
  readonly #file: StateFile<z.infer<typeof Memory>>;

  /** Reads `path`, or begins with an empty slot where there is none. Throws when the file is not what it should be. */
  constructor(path: string) {
    this.#file = new StateFile(path, Memory, { card: null, pinTries: {} });
  }

  get card(): CardName | null {
    return this.#file.state.card;
  }

  setCard(card: CardName | null): void {
    this.#file.replace({ ...this.#file.state, card });
  }

  /** Tries left, or `null` where none was used since the card was issued. */
  pinTries(card: CardName): number | null {
    return this.#file.state.pinTries[card] ?? null;
  }

  setPinTries(card: CardName, tries: number): void {
    this.#file.replace({ ...this.#file.state, pinTries: { ...this.#file.state.pinTries, [card]: tries } });
  }

  /** Forgets every try of `card`. */
  clearPinTries(card: CardName): void {
    const { [card]: _cleared, ...pinTries } = this.#file.state.pinTries;
    this.#file.replace({ ...this.#file.state, pinTries });
  }
}
