import { z } from 'zod';
import { PrintPanel } from '../../contracts/kiosk-view.ts';
import { PhysicalState, RibbonType } from './machine/physical-state.ts';
import { REPLY_TERMINATORS } from './wire/reply.ts';

/** Speed of the machine; all changeable while it runs. */
export const Timing = z.strictObject({
  /** Line speed in baud; 0: as fast as bytes come. */
  baud: z.int().nonnegative().max(4_000_000),
  /** Printing of one panel, ms. */
  panelMs: z.int().nonnegative().max(600_000),
  /** One movement of the transport, and a restart, ms. */
  moveMs: z.int().nonnegative().max(600_000),
});
export type Timing = z.infer<typeof Timing>;
export const TimingChange = Timing.partial();
export type TimingChange = z.infer<typeof TimingChange>;

/** What a hand does to the printer's metal and plastic. */
export const StateHand = z.discriminatedUnion('hand', [
  z.strictObject({ hand: z.literal('takeCard') }),
  z.strictObject({ hand: z.literal('pushCard'), kind: z.enum(['oldLicence', 'damagedLicence', 'other']) }),
  z.strictObject({ hand: z.literal('openCover') }),
  z.strictObject({ hand: z.literal('closeCover') }),
  /** Puts the jammed card into the reject bin. */
  z.strictObject({ hand: z.literal('clearJam') }),
  /** Leaves `count` cards in the hopper; without it the hopper is filled. */
  z.strictObject({ hand: z.literal('refillHopper'), count: z.int().nonnegative().optional() }),
  z.strictObject({
    hand: z.literal('changeRibbon'),
    type: RibbonType.default('ymckok'),
    capacity: z.int().positive().default(200),
    /** Cards it still prints; a new one without. */
    remaining: z.int().nonnegative().optional(),
  }),
  z.strictObject({ hand: z.literal('removeRibbon') }),
  z.strictObject({ hand: z.literal('emptyBins') }),
]);
export type StateHand = z.infer<typeof StateHand>;

/** Everything a hand can do, cable and mains switch included. */
export const Hand = z.discriminatedUnion('hand', [
  ...StateHand.options,
  z.strictObject({ hand: z.literal('pullCable') }),
  z.strictObject({ hand: z.literal('plugCable') }),
  z.strictObject({ hand: z.literal('switchOff') }),
  z.strictObject({ hand: z.literal('switchOn') }),
]);
export type Hand = z.infer<typeof Hand>;
/** {@link Hand} as a caller writes it: defaults may be left out. */
export type HandInput = z.input<typeof Hand>;

const Mnemonic = z.string().regex(/^[A-Za-z]{2,5}$/);

/** When a fault strikes. */
export const Moment = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('now') }),
  /** After `afterBytes` bytes of the bitmap of `panel`. */
  z.strictObject({ when: z.literal('inPanel'), panel: PrintPanel, afterBytes: z.int().nonnegative() }),
  /** When a command has been read and not yet been carried out, or when it has been and its reply is due. */
  z.strictObject({ when: z.literal('atCommand'), command: Mnemonic, phase: z.enum(['received', 'done']) }),
]);
export type Moment = z.infer<typeof Moment>;

const now = { when: 'now' } as const;
/** A fault of replies: to which command (any, when absent), and how often; `null`: until disarmed. */
const replyFault = { command: Mnemonic.optional(), times: z.int().positive().nullable().default(1) };
/** How long a condition lasts, ms; `null`: until disarmed. */
const lasting = { ms: z.int().positive().nullable().default(null) };

/** Faults to arm. */
export const Fault = z.discriminatedUnion('fault', [
  /** `OK` instead of the true reply. */
  z.strictObject({ fault: z.literal('staleOk'), ...replyFault }),
  /** The first `keepBytes` bytes, then nothing, not even a terminator. */
  z.strictObject({
    fault: z.literal('truncatedReply'),
    keepBytes: z.int().nonnegative().default(1),
    ...replyFault,
  }),
  /** The command is carried out; its reply comes `ms` late, or never. */
  z.strictObject({ fault: z.literal('silence'), ...lasting, ...replyFault }),
  /** Bytes that mean nothing. */
  z.strictObject({ fault: z.literal('garbageReply'), ...replyFault }),
  /** The reply in two parts, `gapMs` apart. */
  z.strictObject({
    fault: z.literal('splitReply'),
    gapMs: z.int().positive().max(10_000).default(20),
    ...replyFault,
  }),
  /** `repeat`: the reply twice in one piece. `next`: held back and sent in one piece with the next command's. */
  z.strictObject({
    fault: z.literal('mergedReplies'),
    companion: z.enum(['repeat', 'next']).default('repeat'),
    ...replyFault,
  }),
  /** An error word nobody has heard of. */
  z.strictObject({
    fault: z.literal('unknownError'),
    word: z
      .string()
      .regex(/^ERR[ -~]*$/)
      .default('ERR PLASMA'),
    ...replyFault,
  }),
  /** How replies end, until disarmed. */
  z.strictObject({ fault: z.literal('replyTerminator'), terminator: z.enum(REPLY_TERMINATORS) }),
  /** The cover opens when `panel` would begin to print; `black` is between cyan and black. */
  z.strictObject({ fault: z.literal('coverOpens'), before: PrintPanel }),
  /** The ribbon ends while the `panel`th panel of a job (from 1) is printed. */
  z.strictObject({ fault: z.literal('ribbonEnds'), panel: z.int().positive().max(6) }),
  /** The next feeding finds nothing, whatever the feeder's sensor said. */
  z.strictObject({ fault: z.literal('feederEmpty') }),
  /**
   * The card jams during a command. At `Se` it does so before the last panel is printed, or with `printed` after it: then
   * the card counts as completed although the reply is an error.
   */
  z.strictObject({
    fault: z.literal('jam'),
    command: z.enum(['Si', 'Sib', 'Sis', 'Sic', 'Se', 'Seb', 'Ser']),
    printed: z.boolean().default(false),
  }),
  /** The printer restarts by itself, with an optional banner; all modes and the job are forgotten. */
  z.strictObject({
    fault: z.literal('reset'),
    at: Moment.default(now),
    banner: z.string().max(80).default(''),
  }),
  /** One byte of a bitmap is lost on the line. */
  z.strictObject({
    fault: z.literal('byteDropped'),
    panel: PrintPanel,
    afterBytes: z.int().nonnegative().default(1000),
  }),
  /** Clear-to-send stays low: nothing is taken from the host. */
  z.strictObject({ fault: z.literal('clearToSendLow'), at: Moment.default(now), ...lasting }),
  z.strictObject({ fault: z.literal('cablePulled'), at: Moment.default(now), ...lasting }),
  /** The mains fail; the card stays where it is. */
  z.strictObject({ fault: z.literal('powerLoss'), at: Moment.default(now), ...lasting }),
  /** The bins' sensor says full until disarmed. */
  z.strictObject({ fault: z.literal('retractBinFull') }),
  z.strictObject({ fault: z.literal('cleaningDue') }),
  /** The print head is too hot until disarmed. */
  z.strictObject({ fault: z.literal('headFault') }),
  /** `Se` answers `OK` and the card counter stays where it was. */
  z.strictObject({ fault: z.literal('counterStuck') }),
]);
export type Fault = z.infer<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;

/** A fault that waits for its moment, or lasts. */
export const ArmedFault = z.strictObject({ id: z.int().positive(), fault: Fault });
export type ArmedFault = z.infer<typeof ArmedFault>;

/** Everything there is to know of the printer at one moment. */
export const PrinterSnapshot = z.strictObject({
  physical: PhysicalState,
  /** `OFF`, `READY`, `WARNING` or `ERROR`, and the names of the raised status flags (Evolis SDK). */
  status: z.strictObject({ major: z.enum(['OFF', 'READY', 'WARNING', 'ERROR']), flags: z.array(z.string()) }),
  powered: z.boolean(),
  busy: z.boolean(),
  /** A bitmap went wrong: only `Srs` is understood. */
  desynchronised: z.boolean(),
  line: z.strictObject({
    address: z.string(),
    plugged: z.boolean(),
    clearToSend: z.boolean(),
    bytesReceived: z.int().nonnegative(),
  }),
  timing: Timing,
  settings: z.strictObject({
    /** Value of `Pem`. */
    errorMode: z.int().nonnegative(),
    ejection: z.enum(['allowed', 'suppressed']),
    insertion: z.enum(['feeder', 'bezel', 'both']),
    bin: z.enum(['retainBin', 'rejectBin']),
  }),
  job: z
    .strictObject({
      card: z.int().positive(),
      side: z.enum(['front', 'back']).nullable(),
      printed: z.array(PrintPanel),
      failure: z.string().nullable(),
    })
    .nullable(),
  /** The bitmap that is arriving. */
  receiving: z
    .strictObject({
      panel: PrintPanel.nullable(),
      received: z.int().nonnegative(),
      expected: z.int().positive(),
    })
    .nullable(),
  faults: z.array(ArmedFault),
});
export type PrinterSnapshot = z.infer<typeof PrinterSnapshot>;

/** One decoded frame on the wire. */
export const WireEntry = z.strictObject({
  /** From 1, without gaps. */
  index: z.int().positive(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
  direction: z.enum(['toPrinter', 'toHost']),
  /**
   * `command` and `reply` were understood; `swallowed` commands and `noise` (bytes outside commands, or sent to a printer
   * without power) were not; an `event` is something that happened to the printer.
   */
  type: z.enum(['command', 'reply', 'swallowed', 'noise', 'event']),
  /** Mnemonic, reply text without terminator, or the name of the event. */
  text: z.string(),
  parameters: z.array(z.string()),
  /** Bytes of binary data, of the reply, or that were ignored. */
  bytes: z.int().nonnegative(),
  /** The first bytes of the data or the reply, hex. */
  head: z.string(),
});
export type WireEntry = z.infer<typeof WireEntry>;

/** Files of a printed card. */
export const CardFile = z.enum([
  'front.png',
  'back.png',
  'planes.json',
  ...PrintPanel.options.map((panel) => `${panel}.bin` as const),
]);
export type CardFile = z.infer<typeof CardFile>;

/** `values` 0 to `levels − 1`, one byte a pixel in `file`, upright, row by row. */
export const PlaneDescription = z.strictObject({ levels: z.int().min(2).max(256), file: CardFile });
export type PlaneDescription = z.infer<typeof PlaneDescription>;

/** `planes.json`: what was printed on a card. */
export const CardPlanes = z.strictObject({
  card: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  planes: z.partialRecord(PrintPanel, PlaneDescription),
});
export type CardPlanes = z.infer<typeof CardPlanes>;
