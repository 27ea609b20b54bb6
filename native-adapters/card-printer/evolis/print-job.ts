import { createHash } from 'node:crypto';
import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardArtwork } from '../port.ts';
import { compressedBlackPanel } from '../raster/black-panel.ts';
import { COLOUR_LEVELS, compressedColourPanels } from '../raster/colour-panels.ts';
import type { Rotation } from '../raster/rotation.ts';
import type { Command } from './command.ts';
import {
  BACK_SIDE,
  CHOOSE_RIBBON,
  downloadPanel,
  END_JOB,
  FEED_CARD,
  FRONT_SIDE,
  FULL_OVERLAY,
  INSERT_FROM_FEEDER,
  KEEP_AFTER_PRINT,
  START_JOB,
} from './commands.ts';

/** Panels of a licence in the order they are sent. */
export const LICENCE_PANELS: readonly PrintPanel[] = [
  'yellow',
  'magenta',
  'cyan',
  'black',
  'overlay',
  'backBlack',
];

/** One command of a job, and the panel it carries, if any. */
export interface PrintStep {
  readonly command: Command<'OK'>;
  readonly panel: PrintPanel | null;
}

/** A job as it will be sent: every byte of it, how many they are, and their SHA-256 in hex. */
export interface LicenceJob {
  readonly steps: readonly PrintStep[];
  readonly bytesTotal: number;
  readonly hash: string;
}

const PIXELS = CARD_WIDTH * CARD_HEIGHT;
const BLACK_LEVELS = 2;

function requireLength(raster: Uint8Array, length: number, name: string): void {
  if (raster.length === length) return;
  throw new RangeError(`${name} must be ${length} bytes, is ${raster.length}`);
}

/**
 * Makes the job of one licence: feed, colour, black and overlay in front, turn, black on the back, end. Black goes out at
 * one bit, colour at 128 levels, both compressed. Throws if a raster is not 1016 × 648.
 */
export function prepareLicenceJob({ front, back }: CardArtwork, rotation: Rotation): LicenceJob {
  requireLength(front.colour, PIXELS * 3, 'Front colour raster');
  requireLength(front.black, PIXELS, 'Front black raster');
  requireLength(back.black, PIXELS, 'Back black raster');
  const { yellow, magenta, cyan } = compressedColourPanels(front.colour, rotation);
  const black = compressedBlackPanel(front.black, rotation);
  const backBlack = compressedBlackPanel(back.black, rotation);
  const plain = (command: Command<'OK'>): PrintStep => ({ command, panel: null });
  const steps: PrintStep[] = [
    plain(KEEP_AFTER_PRINT),
    plain(INSERT_FROM_FEEDER),
    plain(FEED_CARD),
    plain(CHOOSE_RIBBON),
    plain(START_JOB),
    plain(FRONT_SIDE),
    { command: downloadPanel('y', COLOUR_LEVELS, yellow), panel: 'yellow' },
    { command: downloadPanel('m', COLOUR_LEVELS, magenta), panel: 'magenta' },
    { command: downloadPanel('c', COLOUR_LEVELS, cyan), panel: 'cyan' },
    { command: downloadPanel('k', BLACK_LEVELS, black), panel: 'black' },
    { command: FULL_OVERLAY, panel: 'overlay' },
    plain(BACK_SIDE),
    { command: downloadPanel('k', BLACK_LEVELS, backBlack), panel: 'backBlack' },
    plain(END_JOB),
  ];
  const hash = createHash('sha256');
  let bytesTotal = 0;
  for (const { command } of steps) {
    hash.update(command.bytes);
    bytesTotal += command.bytes.length;
  }
  return { steps, bytesTotal, hash: hash.digest('hex') };
}
