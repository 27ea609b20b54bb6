import type { ColourRaster } from '../port.ts';
import { compressColourLine } from './colour-line.ts';
import { LINE_COUNT, LINE_PIXELS, lineInPicture, type Rotation } from './rotation.ts';

/** Levels of ink this driver prints colour in: seven bits a dot, the guide's finest. */
export const COLOUR_LEVELS = 128;
/** 256 channel values onto 128 levels: `floor(ink · 128 / 256)`. */
const INK_SHIFT = 1;
/** Bytes of a pixel in a {@link ColourRaster}: red, green, blue. */
const CHANNELS = 3;

/** The bitmaps of the three compressed colour panels at 128 levels. */
export interface ColourPanels {
  readonly yellow: Uint8Array;
  readonly magenta: Uint8Array;
  readonly cyan: Uint8Array;
}

/**
 * Turns RGB into the yellow, magenta and cyan panels: ink is what the channel lacks of white (yellow from blue, magenta
 * from green, cyan from red). Compressed as the Evolis programming guide's `Dbc` wants it, 1016 lines of 648 dots.
 */
export function compressedColourPanels(colour: ColourRaster, rotation: Rotation): ColourPanels {
  const newPanel = () => new Uint8Array(LINE_COUNT * LINE_PIXELS);
  const yellow = newPanel();
  const magenta = newPanel();
  const cyan = newPanel();
  const yellowLine = new Uint8Array(LINE_PIXELS);
  const magentaLine = new Uint8Array(LINE_PIXELS);
  const cyanLine = new Uint8Array(LINE_PIXELS);
  let yellowLength = 0;
  let magentaLength = 0;
  let cyanLength = 0;
  for (let line = 0; line < LINE_COUNT; line++) {
    const { firstPixel, step } = lineInPicture(line, rotation);
    let sample = firstPixel * CHANNELS;
    for (let column = 0; column < LINE_PIXELS; column++) {
      cyanLine[column] = (255 - (colour[sample] ?? 255)) >> INK_SHIFT;
      magentaLine[column] = (255 - (colour[sample + 1] ?? 255)) >> INK_SHIFT;
      yellowLine[column] = (255 - (colour[sample + 2] ?? 255)) >> INK_SHIFT;
      sample += step * CHANNELS;
    }
    yellowLength = compressColourLine(yellowLine, yellow, yellowLength);
    magentaLength = compressColourLine(magentaLine, magenta, magentaLength);
    cyanLength = compressColourLine(cyanLine, cyan, cyanLength);
  }
  return {
    yellow: yellow.slice(0, yellowLength),
    magenta: magenta.slice(0, magentaLength),
    cyan: cyan.slice(0, cyanLength),
  };
}
