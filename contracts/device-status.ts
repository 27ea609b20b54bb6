import { z } from 'zod';

/** Device states of XFS4IoT Common.Status. */
export const DeviceState = z.enum([
  'online',
  'offline',
  'powerOff',
  'noDevice',
  'hardwareError',
  'userError',
  'deviceBusy',
]);
export type DeviceState = z.infer<typeof DeviceState>;

/** Media states of XFS4IoT Printer.Status. */
export const MediaState = z.enum(['present', 'notPresent', 'jammed', 'entering', 'retracted', 'unknown']);
export type MediaState = z.infer<typeof MediaState>;

/** Supply states of XFS4IoT (paper, toner = ribbon). */
export const SupplyState = z.enum(['full', 'low', 'out', 'unknown', 'notSupported']);
export type SupplyState = z.infer<typeof SupplyState>;

/** Bin states of XFS4IoT storage units. */
export const BinState = z.enum(['healthy', 'high', 'full', 'unknown', 'notSupported']);
export type BinState = z.infer<typeof BinState>;

export const CoverState = z.enum(['closed', 'open', 'unknown']);
export type CoverState = z.infer<typeof CoverState>;

/** Who has to act on an error (XFS4IoT Common.ErrorEvent). */
export const RequiredAction = z.enum(['reset', 'clear', 'maintenance', 'configuration', 'suspend']);
export type RequiredAction = z.infer<typeof RequiredAction>;

/** Where a card is, as far as sensors tell. `none`: neither in the transport nor at the bezel. */
export const CardLocation = z.enum(['none', 'transport', 'bezel', 'retainBin', 'rejectBin', 'unknown']);
export type CardLocation = z.infer<typeof CardLocation>;

export const CardPrinterStatus = z.strictObject({
  device: DeviceState,
  /** A card in the transport or at the bezel. */
  media: MediaState,
  cover: CoverState,
  /** Blank cards in the feeder. */
  cards: SupplyState,
  ribbon: SupplyState,
  /** Cards the ribbon still prints, from its tag; `null` when the tag was not read. */
  ribbonRemaining: z.int().nonnegative().nullable(),
  /** The box that retained and rejected cards fall into. */
  retractBin: BinState,
});
export type CardPrinterStatus = z.infer<typeof CardPrinterStatus>;

/** Chip states of XFS4IoT CardReader.Status. */
export const ChipState = z.enum([
  'online',
  'busy',
  'poweredOff',
  'noDevice',
  'hardwareError',
  'noCard',
  'unknown',
]);
export type ChipState = z.infer<typeof ChipState>;

export const CivilIdReaderStatus = z.strictObject({
  device: DeviceState,
  media: MediaState,
  chip: ChipState,
});
export type CivilIdReaderStatus = z.infer<typeof CivilIdReaderStatus>;
