/**
 * The forms a reply can take. A probe of another kind than the command under way can never be mistaken for its reply.
 */
export type ReplyKind = 'acknowledgement' | 'voltage' | 'number' | 'position';

/** How one command's reply reads: `parse` answers `null` for text that is no such reply. */
export interface ReplyGrammar<Value> {
  readonly kind: ReplyKind;
  readonly parse: (text: string) => Value | null;
}

/** `OK`: done. */
export const acknowledgement: ReplyGrammar<'OK'> = {
  kind: 'acknowledgement',
  parse: (text) => (/^OK$/i.test(text) ? 'OK' : null),
};

/** `5,00 Volts`: a sensor's voltage with a decimal comma. */
export const voltage: ReplyGrammar<number> = {
  kind: 'voltage',
  parse(text) {
    const match = /^(\d+)(?:[.,](\d+))?\s*Volts?$/i.exec(text);
    return match === null ? null : Number(`${match[1]}.${match[2] ?? '0'}`);
  },
};

/** A decimal count. */
export const count: ReplyGrammar<number> = {
  kind: 'number',
  parse: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null),
};

/** What `Rrt;count` answers: cards left, no tag, or a stale `OK` that was meant for an earlier command. */
export type RibbonReply = { readonly cardsLeft: number } | 'noRibbon' | 'stale';

/** `Rrt;count`. */
export const ribbonCount: ReplyGrammar<RibbonReply> = {
  kind: 'number',
  parse(text) {
    if (/^OK$/i.test(text)) return 'stale';
    if (/^ERR(?:OR)? RIB(?:BON)? DETECTION/i.test(text)) return 'noRibbon';
    const cardsLeft = count.parse(text);
    return cardsLeft === null ? null : { cardsLeft };
  },
};

/** `Rlr;p`: whether a card is in the transport, whatever station it stands at. The 2003 guide says `NO CARD`, `ERR CARD`. */
export const transportPosition: ReplyGrammar<'empty' | 'card'> = {
  kind: 'position',
  parse(text) {
    if (/^(?:OK|NO CARD)$/i.test(text)) return 'empty';
    return /^(?:(?:SMART |CONTACTLESS |ERR(?:OR)? )?CARD)$/i.test(text) ? 'card' : null;
  },
};

/** `Rlr;h`: whether the box of retained and rejected cards is full. */
export const boxLevel: ReplyGrammar<'free' | 'full'> = {
  kind: 'position',
  parse(text) {
    if (/^(?:OK|NO CARD)$/i.test(text)) return 'free';
    return /^CARD$/i.test(text) ? 'full' : null;
  },
};

/** `Rem`: the current error mode, and behind it perhaps the saved one. Mode 0: the printer has forgotten its supervisor. */
export const errorMode: ReplyGrammar<number> = {
  kind: 'number',
  parse(text) {
    const match = /^(\d{1,2})(?:\s*[;, ]\s*\d{1,2})?$/.exec(text);
    return match === null ? null : Number(match[1]);
  },
};
