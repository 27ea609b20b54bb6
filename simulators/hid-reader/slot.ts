import type { CardFile } from '../civil-id-card/card-file.ts';
import { Chip } from '../civil-id-card/chip.ts';
import type { SlotMemory } from './memory.ts';

/** What became of an attempt to power the card. */
export type PowerOutcome =
  | { readonly outcome: 'powered'; readonly answerToReset: Buffer }
  | { readonly outcome: 'mute' }
  | { readonly outcome: 'noCard' };

/** What became of an APDU. */
export type ExchangeOutcome =
  | { readonly outcome: 'answered'; readonly apdu: Buffer }
  /** The holder pulled the card just now. */
  | { readonly outcome: 'pulled' }
  | { readonly outcome: 'notPowered' }
  | { readonly outcome: 'noCard' };

/** What a chip with damaged contacts answers: no status word begins with 2B (ISO/IEC 7816-3 §10.3.3). */
const NOISE = Buffer.from('d3692b17', 'hex');

/** The slot, the card in it and its contacts. */
export class CardSlot {
  readonly #memory: SlotMemory;
  #card: CardFile | null = null;
  #chip: Chip | null = null;
  #exchanges = 0;

  constructor(memory: SlotMemory) {
    this.#memory = memory;
  }

  get card(): CardFile | null {
    return this.#card;
  }

  get powered(): boolean {
    return this.#chip !== null;
  }

  /** Tries left of a card, in the slot or out of it. */
  pinTriesLeft(card: CardFile): number {
    return this.#memory.pinTries(card.card) ?? card.pin.triesLeft;
  }

  /** The slot must be empty. */
  insert(card: CardFile): void {
    this.#card = card;
    this.#exchanges = 0;
  }

  remove(): void {
    this.#card = null;
    this.#chip = null;
  }

  powerOn(): PowerOutcome {
    if (!this.#card) return { outcome: 'noCard' };
    if (this.#card.behaviour.type === 'mute') return { outcome: 'mute' };
    this.#chip = new Chip(this.#card, this.pinTriesLeft(this.#card));
    return { outcome: 'powered', answerToReset: this.#chip.answerToReset };
  }

  powerOff(): void {
    this.#chip = null;
  }

  exchange(apdu: Uint8Array): ExchangeOutcome {
    if (!this.#card) return { outcome: 'noCard' };
    if (!this.#chip) return { outcome: 'notPowered' };
    const { behaviour, card } = this.#card;
    if (behaviour.type === 'leaves' && this.#exchanges >= behaviour.afterExchanges) {
      this.remove();
      return { outcome: 'pulled' };
    }
    this.#exchanges += 1;
    if (behaviour.type === 'garbled') return { outcome: 'answered', apdu: NOISE };
    const triesBefore = this.#chip.pinTriesLeft;
    const response = this.#chip.transmit(apdu);
    if (this.#chip.pinTriesLeft !== triesBefore) this.#memory.setPinTries(card, this.#chip.pinTriesLeft);
    return { outcome: 'answered', apdu: response };
  }
}
