import { z } from 'zod';

/** What a card is. A blank becomes `spoiled` when its first panel is printed and `printed` once its last one is. */
const CardKind = z.enum(['blank', 'spoiled', 'printed', 'oldLicence', 'damagedLicence', 'other']);

/** One card of plastic. Numbers are given in the order in which cards enter the printer, from 1. */
export const PlasticCard = z.strictObject({ number: z.int().positive(), kind: CardKind });
export type PlasticCard = z.infer<typeof PlasticCard>;

/** Where in the transport a card stands. */
export const Station = z.enum(['printHead', 'chip', 'contactless']);
export type Station = z.infer<typeof Station>;

/** A box that cards fall into. */
const Bin = z.strictObject({ capacity: z.int().positive(), cards: z.array(PlasticCard) });

/** Ribbon types by the name that `Pr` gives them (Evolis programming guide). */
export const RibbonType = z.enum([
  'ymcko',
  'ymckos',
  'ymckok',
  'k',
  'kb',
  'kw',
  'kr',
  'kbl',
  'kgr',
  'kgo',
  'ksi',
  'ksc',
  'ko',
  'h',
  'ho',
  'ktc',
  'ktp',
  'ka',
]);
export type RibbonType = z.infer<typeof RibbonType>;

/** Everything that outlasts a loss of power: metal, plastic and the printer's non-volatile counters. */
export const PhysicalState = z.strictObject({
  hopper: z.strictObject({ capacity: z.int().positive(), count: z.int().nonnegative() }),
  ribbon: z
    .strictObject({
      type: RibbonType,
      /** Cards a new one prints. */
      capacity: z.int().positive(),
      remaining: z.int().nonnegative(),
    })
    .nullable(),
  transport: z.strictObject({ card: PlasticCard, station: Station, jammed: z.boolean() }).nullable(),
  bezel: PlasticCard.nullable(),
  /** Deep tray for old licences. */
  retainBin: Bin,
  /** Spoiled and untaken cards. */
  rejectBin: Bin,
  coverOpen: z.boolean(),
  counters: z.strictObject({
    cards: z.int().nonnegative(),
    panels: z.int().nonnegative(),
    cleanings: z.int().nonnegative(),
    /** `cards` at the last cleaning. */
    cardsAtCleaning: z.int().nonnegative(),
  }),
  /** Cards that people took from the bezel, first one first. */
  taken: z.array(PlasticCard),
  /** The number the last card to enter was given. */
  lastCardNumber: z.int().nonnegative(),
});
export type PhysicalState = z.infer<typeof PhysicalState>;

/** Cards after which the printer asks to be cleaned. */
export const CLEANING_INTERVAL_CARDS = 1000;
/** At or below this many cards the feeder's second sensor says that it is near empty. */
export const NEAR_EMPTY_CARDS = 10;
/** At or below this many cards the ribbon counts as low. */
export const RIBBON_LOW_CARDS = 10;

/** A printer as it leaves the factory, filled and cleaned. */
export const FACTORY_STATE: PhysicalState = {
  hopper: { capacity: 100, count: 100 },
  ribbon: { type: 'ymckok', capacity: 200, remaining: 200 },
  transport: null,
  bezel: null,
  retainBin: { capacity: 50, cards: [] },
  rejectBin: { capacity: 20, cards: [] },
  coverOpen: false,
  counters: { cards: 0, panels: 0, cleanings: 0, cardsAtCleaning: 0 },
  taken: [],
  lastCardNumber: 0,
};
