import { z } from 'zod';
import { CivilId } from '../../contracts/civil-id.ts';
import { Bilingual } from '../../contracts/language.ts';

/** Name of a card: also the name of its file. */
export const CardName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
export type CardName = z.infer<typeof CardName>;

const Hex = z.string().regex(/^([0-9a-f]{2})+$/);

/** How a card behaves electrically. */
export const CardBehaviour = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sound') }),
  /** Contacts are dead: no answer to reset, none to any command. */
  z.strictObject({ type: z.literal('mute') }),
  /** Answers to reset, and with noise to every command. */
  z.strictObject({ type: z.literal('garbled') }),
  /** Pulled out by the holder after this many exchanges. */
  z.strictObject({ type: z.literal('leaves'), afterExchanges: z.int().nonnegative() }),
]);
export type CardBehaviour = z.infer<typeof CardBehaviour>;

/** The LDS1 application of a civil ID. */
const Lds1Application = z.strictObject({
  /** Files by file identifier (ICAO 9303-10), each in base64. */
  files: z.record(Hex.length(4), z.base64()),
  /** Answers INTERNAL AUTHENTICATE: ECDSA P-256, PKCS #8 in PEM. */
  privateKey: z.string(),
});

/** One simulated card: what its chip holds and how it behaves. */
export const CardFile = z.strictObject({
  card: CardName,
  /** Place in the row in which a stand shows the cards. */
  order: z.int().nonnegative(),
  /** What this card shows, for whoever chooses it. */
  story: Bilingual,
  /** What is printed on the plastic; `null` for a card that is no civil ID. */
  printed: z
    .strictObject({
      nameArabic: z.string(),
      nameLatin: z.string(),
      civilId: CivilId,
    })
    .nullable(),
  /** Transmission protocol (ISO/IEC 7816-3), which decides how a chip hands out data that was not asked for by exact length. */
  protocol: z.enum(['T=0', 'T=1']),
  behaviour: CardBehaviour,
  application: Lds1Application.nullable(),
  pin: z.strictObject({ digits: z.string().regex(/^\d{4,8}$/), triesLeft: z.int().nonnegative().max(15) }),
});
export type CardFile = z.infer<typeof CardFile>;
