import { z } from 'zod';
import { CARD_HEIGHT, CARD_WIDTH } from '../port.ts';

/** Lines of one panel: the print head is as wide as the card is high, so the card passes it with its long side first. */
export const LINE_COUNT = CARD_WIDTH;
/** Pixels of one line. */
export const LINE_PIXELS = CARD_HEIGHT;

/**
 * Which way a landscape picture is turned to become lines. Makers differ, so it is a setting:
 * `clockwise` puts pixel (x, y) on line x, column 647 − y; `counterclockwise` on line 1015 − x, column y.
 */
export const Rotation = z.enum(['clockwise', 'counterclockwise']);
export type Rotation = z.infer<typeof Rotation>;

/** Where a line lies in the landscape picture: the pixel of its first column, and the step to the next, in pixels. */
export interface LineInPicture {
  readonly firstPixel: number;
  readonly step: number;
}

/** Finds the pixels of panel line `line` (0–1015) in a landscape picture of 1016 × 648. */
export function lineInPicture(line: number, rotation: Rotation): LineInPicture {
  return rotation === 'clockwise'
    ? { firstPixel: (LINE_PIXELS - 1) * CARD_WIDTH + line, step: -CARD_WIDTH }
    : { firstPixel: CARD_WIDTH - 1 - line, step: CARD_WIDTH };
}
