import type { BlackRaster } from '../port.ts';
import { LINE_COUNT, LINE_PIXELS, lineInPicture, type Rotation } from './rotation.ts';

/** Bytes of one line at one bit a pixel. */
export const BLACK_LINE_BYTES = LINE_PIXELS / 8;
/** A compressed line is one count byte and at most the whole line. */
const LONGEST_COMPRESSED_LINE = 1 + BLACK_LINE_BYTES;

/**
 * Packs one line, first pixel in the most significant bit of the first byte, 1 = black. Returns how many bytes up to the
 * last one with any black.
 */
function packLine(
  black: BlackRaster,
  firstPixel: number,
  step: number,
  line: Uint8Array,
  offset: number,
): number {
  let pixel = firstPixel;
  let used = 0;
  for (let byte = 0; byte < BLACK_LINE_BYTES; byte++) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++) {
      bits = (bits << 1) | (black[pixel] === 0 ? 0 : 1);
      pixel += step;
    }
    line[offset + byte] = bits;
    if (bits !== 0) used = byte + 1;
  }
  return used;
}

/**
 * The bitmap of a compressed one-bit panel (`Dbc;k;2` or `Dbc;o;2`): each line is a count of 1–81 and so many bytes; what
 * is left of the line stays white (Evolis programming guide, compressed download; confirmed on captured jobs). A white
 * line is sent as one zero byte, as the captured jobs do, not with the guide's short form `00`, which none of them uses.
 */
export function compressedBlackPanel(black: BlackRaster, rotation: Rotation): Uint8Array {
  const panel = new Uint8Array(LINE_COUNT * LONGEST_COMPRESSED_LINE);
  let length = 0;
  for (let line = 0; line < LINE_COUNT; line++) {
    const { firstPixel, step } = lineInPicture(line, rotation);
    const used = Math.max(1, packLine(black, firstPixel, step, panel, length + 1));
    panel[length] = used;
    length += 1 + used;
  }
  return panel.slice(0, length);
}
