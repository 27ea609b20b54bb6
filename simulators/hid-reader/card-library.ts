import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CardFile, type CardName } from '../civil-id-card/card-file.ts';

const SUFFIX = '.json';

/** The cards of a folder. A file is read once and again when it has changed, so that a card goes in without delay. */
export class CardLibrary {
  readonly #folder: string;
  readonly #read = new Map<CardName, { readonly changedMs: number; readonly card: CardFile }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The card of that name, or `null`. Throws when its file is not a card. */
  find(name: CardName): CardFile | null {
    const path = join(this.#folder, name + SUFFIX);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return null;
    const read = this.#read.get(name);
    if (read?.changedMs === stat.mtimeMs) return read.card;
    const card = CardFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    this.#read.set(name, { changedMs: stat.mtimeMs, card });
    return card;
  }

  /** All cards, in the order in which they are best shown. */
  list(): CardFile[] {
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(SUFFIX))
      .flatMap((file) => this.find(file.slice(0, -SUFFIX.length)) ?? [])
      .toSorted((a, b) => a.order - b.order);
  }
}
