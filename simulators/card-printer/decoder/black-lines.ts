import { failure, type Result, success } from '../../../contracts/result.ts';
import { RASTER_COLUMNS, RASTER_LINES, RASTER_PIXELS } from '../wire/raster-format.ts';
import type { PanelFault } from './plane.ts';

const LINE_BYTES = RASTER_COLUMNS / 8;
const WHITE_LINE = 0x00;
const BLACK_LINE = 0xff;

/**
 * Reads a compressed black or overlay panel. Each line begins with a byte: `00` white line, `FF` black line, or how many
 * bytes follow (1–81); what they do not reach is white. The first pixel is the most significant bit.
 */
export function readBlackLines(data: Uint8Array): Result<Uint8Array, PanelFault> {
  const pixels = new Uint8Array(RASTER_PIXELS);
  let next = 0;
  for (let line = 0; line < RASTER_LINES; line += 1) {
    const length = data[next];
    next += 1;
    if (length === undefined) return failure({ reason: 'dataEnds', line });
    if (length === WHITE_LINE) continue;
    const start = line * RASTER_COLUMNS;
    if (length === BLACK_LINE) {
      pixels.fill(1, start, start + RASTER_COLUMNS);
      continue;
    }
    if (length > LINE_BYTES) return failure({ reason: 'lineTooLong', line });
    const bytes = data.subarray(next, next + length);
    if (bytes.length < length) return failure({ reason: 'dataEnds', line });
    next += length;
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[index] ?? 0;
      for (let bit = 0; bit < 8; bit += 1) pixels[start + index * 8 + bit] = (byte >> (7 - bit)) & 1;
    }
  }
  return next === data.length ? success(pixels) : failure({ reason: 'dataLeftOver', line: RASTER_LINES - 1 });
}
