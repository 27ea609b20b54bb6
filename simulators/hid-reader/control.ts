import { z } from 'zod';
import { IsoInstant } from '../../contracts/calendar.ts';
import { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual } from '../../contracts/language.ts';
import { CardName } from '../civil-id-card/card-file.ts';
import { ControlClient } from '../control-client.ts';

export { CardName };

/** How the reader misbehaves on command. */
export const ReaderFault = z.enum([
  /** Takes every command and says nothing, not even that a card came or went. */
  'silence',
  /** Replies carry a wrong CRC. */
  'badCrc',
  /** The last report of every reply is missing; a reply of one report comes as a first report that nothing follows. */
  'truncated',
  /** Reports with IDs that mean nothing stand between those of every reply; a host must ignore them. */
  'unknownReports',
  /** The last report of every reply comes first; a reply of one report is led by a middle report that nothing preceded. */
  'outOfOrder',
  /** Every reply comes `SLOW_REPLY_MS` late. */
  'slow',
  /** Every command is answered with status 0A. */
  'refused',
]);
export type ReaderFault = z.infer<typeof ReaderFault>;

/** What the reader is doing now. */
export const ReaderState = z.strictObject({
  /** The card in the slot. */
  card: CardName.nullable(),
  /** The cable is in: the socket accepts a host. */
  connected: z.boolean(),
  /** A host has opened the reader. */
  hostConnected: z.boolean(),
  /** The card's chip has power (Get ATR was sent and no power off since). */
  chipPowered: z.boolean(),
  /** The host asked to be told of cards coming and going. */
  notifying: z.boolean(),
  fault: ReaderFault.nullable(),
  /** Replies the fault still spoils; `null`: until it is taken back. */
  faultReplies: z.int().positive().nullable(),
  /** Added to each report, both ways, milliseconds. */
  latencyMs: z.number().nonnegative(),
});
export type ReaderState = z.infer<typeof ReaderState>;

/** A card that can be put in, as it looks from outside. */
export const CardSummary = z.strictObject({
  card: CardName,
  /** What this card shows, for whoever chooses it. */
  story: Bilingual,
  /** What is printed on the plastic; `null` for a card that is no civil ID. */
  holder: z.strictObject({ nameArabic: z.string(), nameLatin: z.string(), civilId: CivilId }).nullable(),
  pinTriesLeft: z.int().nonnegative(),
});
export type CardSummary = z.infer<typeof CardSummary>;

/** One report on the wire. */
export const WireEntry = z.strictObject({
  /** Counts from 1 since the simulator started. */
  n: z.int().positive(),
  at: IsoInstant,
  direction: z.enum(['toReader', 'toHost']),
  /** 64 bytes. */
  hex: z.string().regex(/^([0-9a-f]{2})+$/),
  /** What it is, in words. */
  name: z.string(),
});
export type WireEntry = z.infer<typeof WireEntry>;

export const InsertBody = z.strictObject({ card: CardName });
export const FaultsBody = z.strictObject({
  fault: ReaderFault.nullable(),
  /** Take the fault back by itself after this many replies. */
  replies: z.int().positive().optional(),
});
export const PlugBody = z.strictObject({ connected: z.boolean() });
export const LatencyBody = z.strictObject({ ms: z.number().nonnegative().max(10_000) });
export const WireQuery = z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) });

/**
 * Drives a reader simulator from outside: a person's hands and the engineer's cable.
 * Every call throws `ControlRefusedError` when refused: `unknownCard` (404), `occupied` (409, another card is in the slot).
 */
export class ReaderControl {
  readonly #client: ControlClient;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
  }

  state(): Promise<ReaderState> {
    return this.#client.get('/state', ReaderState);
  }

  /** The cards that can be inserted, in the order in which they are best shown. */
  cards(): Promise<CardSummary[]> {
    return this.#client.get('/cards', z.array(CardSummary));
  }

  /** Puts a card into the slot. */
  insert(card: CardName): Promise<ReaderState> {
    return this.#client.post('/insert', { card }, ReaderState);
  }

  /** Pulls the card out; nothing happens when the slot is empty. */
  remove(): Promise<ReaderState> {
    return this.#client.post('/remove', {}, ReaderState);
  }

  /** Begins (or with `null` ends) a fault, for good or for the next `replies` replies. */
  setFault(fault: ReaderFault | null, replies?: number): Promise<ReaderState> {
    return this.#client.post('/faults', replies === undefined ? { fault } : { fault, replies }, ReaderState);
  }

  /** Puts the cable in or pulls it. */
  plug(connected: boolean): Promise<ReaderState> {
    return this.#client.post('/plug', { connected }, ReaderState);
  }

  /** Adds `ms` to each report, both ways. */
  setLatency(ms: number): Promise<ReaderState> {
    return this.#client.post('/latency', { ms }, ReaderState);
  }

  /** Gives a card its first number of PIN tries back, as the issuing office would. */
  unblockPin(card: CardName): Promise<CardSummary> {
    return this.#client.post('/unblock-pin', { card }, CardSummary);
  }

  /** Reports kept after number `after`, oldest first; only the most recent are kept. */
  wire(after = 0): Promise<WireEntry[]> {
    return this.#client.get('/wire', z.array(WireEntry), { after });
  }

  /** The state now and after each change, until `signal` fires. */
  events(signal: AbortSignal): AsyncGenerator<ReaderState> {
    return this.#client.events('/events', ReaderState, signal);
  }
}
