import type { CardLocation, CardPrinterStatus, RequiredAction } from '../../contracts/device-status.ts';
import type { PrintPanel } from '../../contracts/kiosk-view.ts';
import type { PrinterCounters } from '../../contracts/pickup.ts';
import type { Result } from '../../contracts/result.ts';

/** Pixels across the landscape card, 300 dpi (the long side). */
export const CARD_WIDTH = 1016;
/** Pixels down the landscape card, 300 dpi (the short side). */
export const CARD_HEIGHT = 648;

/** Three bytes a pixel (red, green, blue), landscape, row by row from the upper left corner: 1016 × 648 × 3 bytes. */
export type ColourRaster = Uint8Array;
/** One byte a pixel, 1 = black, landscape, row by row from the upper left corner: 1016 × 648 bytes. */
export type BlackRaster = Uint8Array;

/** What is to appear on one card. The overlay covers the whole front. */
export interface CardArtwork {
  readonly front: { readonly colour: ColourRaster; readonly black: BlackRaster };
  readonly back: { readonly black: BlackRaster };
}

/** What went wrong, in words of XFS4IoT where it has one. */
export type PrinterFaultReason =
  | 'coverOpen'
  | 'cardsOut'
  | 'ribbonOut'
  | 'ribbonFault'
  | 'mediaJammed'
  | 'retractBinFull'
  | 'cardInTransport'
  | 'cardAtBezel'
  | 'noMediaPresent'
  | 'cleaningRequired'
  | 'commandRefused'
  | 'replyUnintelligible'
  | 'noReply'
  | 'disconnected'
  | 'deviceReset'
  | 'countersDisagree'
  | 'hardwareError';

/** An expected failure of the printer: what, where the card is now, and who must act. */
export interface PrinterFault {
  readonly reason: PrinterFaultReason;
  readonly cardLocation: CardLocation;
  readonly action: RequiredAction;
}

/** How far a job has come. Bytes are those handed to and taken by the line. */
export interface PrintProgress {
  readonly panels: readonly PrintPanel[];
  /** Index into `panels`; equals its length once all are sent. */
  readonly panel: number;
  readonly bytesSent: number;
  readonly bytesTotal: number;
  readonly secondsLeft: number;
}

/**
 * A prepared job: every byte is known before the first is sent, so its size, duration and hash can be written down first.
 */
export interface PreparedJob {
  readonly bytesTotal: number;
  /** SHA-256 over everything that will be sent, in hex. */
  readonly hash: string;
}

/**
 * A retail card printer with a bezel, in the words of XFS4IoT. No operation waits for ever: each command has a deadline on
 * progress, scaled by bytes and baud. After a fault the caller asks `locateCard` and `counters` and decides; nothing is resent.
 */
export interface CardPrinter {
  /** The last known status. */
  status(): CardPrinterStatus;
  /** Calls `listener` on every change of status; returns the end of the subscription. */
  subscribe(listener: (status: CardPrinterStatus) => void): () => void;
  /** Asks every sensor now: the gates before anything is taken in or printed. Fails with the first gate that is closed. */
  checkReady(): Promise<Result<CardPrinterStatus, PrinterFault>>;
  counters(): Promise<Result<PrinterCounters, PrinterFault>>;
  /** `none`, `transport` or `bezel`, from the sensors. */
  locateCard(): Promise<Result<CardLocation, PrinterFault>>;
  /**
   * Accepts a card pushed in at the bezel and draws it into the transport. Ends with `aborted` when `signal` fires first.
   */
  acceptCard(signal: AbortSignal): Promise<Result<'accepted' | 'aborted', PrinterFault>>;
  /** Drops the card in the transport into the retain bin (old licences). */
  retainCard(): Promise<Result<'retained', PrinterFault>>;
  /** Turns artwork into the bytes of a job. Does not touch the device. */
  prepare(artwork: CardArtwork): PreparedJob;
  /** Feeds a card and prints it. Success means: the device says so, and its counters agree. The card is in the transport. */
  print(
    job: PreparedJob,
    onProgress: (progress: PrintProgress) => void,
  ): Promise<Result<PrinterCounters, PrinterFault>>;
  /** Moves the card from the transport to the bezel. */
  presentCard(): Promise<Result<'presented', PrinterFault>>;
  /** Watches the bezel sensor until the card is gone (`taken`) or `signal` fires (`aborted`). */
  waitTaken(signal: AbortSignal): Promise<Result<'taken' | 'aborted', PrinterFault>>;
  /**
   * Draws the card back from the bezel, if it lies there, and drops what is in the transport into the reject bin. Fails with
   * `noMediaPresent` if there is none: it was taken in the last moment.
   */
  rejectCard(): Promise<Result<'rejected', PrinterFault>>;
  /** Resets the device and makes it supervised again; ends with the status it finds. */
  reset(): Promise<Result<CardPrinterStatus, PrinterFault>>;
  close(): Promise<void>;
}
