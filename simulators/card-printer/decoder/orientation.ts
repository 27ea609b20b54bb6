import { z } from 'zod';
import { RASTER_COLUMNS, RASTER_LINES, RASTER_PIXELS } from '../wire/raster-format.ts';

/** Width of the upright card, pixels. */
export const LANDSCAPE_WIDTH = RASTER_LINES;
/** Height of the upright card, pixels. */
export const LANDSCAPE_HEIGHT = RASTER_COLUMNS;

/**
 * How the card lies when its first line is printed. `clockwise`: the upright pixel (x, y) is line x, column 647 − y.
 * `counterclockwise`: line 1015 − x, column y.
 */
export const Rotation = z.enum(['clockwise', 'counterclockwise']);
export type Rotation = z.infer<typeof Rotation>;

/** Turns printed lines into the upright picture, row by row from the upper left corner. */
export function toLandscape(lines: Uint8Array, rotation: Rotation): Uint8Array {
  const upright = new Uint8Array(RASTER_PIXELS);
  const clockwise = rotation === 'clockwise';
  const step = clockwise ? RASTER_COLUMNS : -RASTER_COLUMNS;
  const firstLine = clockwise ? 0 : (RASTER_LINES - 1) * RASTER_COLUMNS;
  let pixel = 0;
  for (let y = 0; y < LANDSCAPE_HEIGHT; y += 1) {
    let dot = firstLine + (clockwise ? RASTER_COLUMNS - 1 - y : y);
    for (let x = 0; x < LANDSCAPE_WIDTH; x += 1) {
      upright[pixel] = lines[dot] ?? 0;
      pixel += 1;
      dot += step;
    }
  }
  return upright;
}
