import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../atomic-file.ts';
import { CardName } from '../civil-id-card/card-file.ts';

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
  readonly #path: string;
  #memory: z.infer<typeof Memory>;

  /** Reads `path`, or begins with an empty slot where there is none. Throws when the file is not what it should be. */
  constructor(path: string) {
    this.#path = path;
    this.#memory = existsSync(path)
      ? Memory.parse(JSON.parse(readFileSync(path, 'utf8')))
      : { card: null, pinTries: {} };
  }

  get card(): CardName | null {
    return this.#memory.card;
  }

  setCard(card: CardName | null): void {
    this.#change({ ...this.#memory, card });
  }

  /** Tries left, or `null` where none was used since the card was issued. */
  pinTries(card: CardName): number | null {
    return this.#memory.pinTries[card] ?? null;
  }

  setPinTries(card: CardName, tries: number): void {
    this.#change({ ...this.#memory, pinTries: { ...this.#memory.pinTries, [card]: tries } });
  }

  /** Forgets every try of `card`. */
  clearPinTries(card: CardName): void {
    const { [card]: _cleared, ...pinTries } = this.#memory.pinTries;
    this.#change({ ...this.#memory, pinTries });
  }

  #change(memory: z.infer<typeof Memory>): void {
    writeFileAtomically(this.#path, JSON.stringify(memory));
    this.#memory = memory;
  }
}
