import { failure, type Result, success } from '../../../contracts/result.ts';
import { RASTER_COLUMNS, RASTER_LINES, RASTER_PIXELS } from '../wire/raster-format.ts';
import type { PanelFault } from './plane.ts';

const RUN_FLAG = 0x80;
/** What each free bit of a run's first byte adds to its count. */
const RUN_BIT_WEIGHT = 256;

/**
 * Reads a compressed colour panel. A byte without the highest bit is one dot. With it, a run begins: the next byte is its
 * count, to which bit 6 (6-bit and 5-bit depth) and bit 5 (5-bit depth) each add 256, and the byte after that is its value.
 * Count 0 has no value: the rest of the line is blank. Every line must end with a dot or a run of its own.
 */
export function readColourRuns(data: Uint8Array, bits: number): Result<Uint8Array, PanelFault> {
  const pixels = new Uint8Array(RASTER_PIXELS);
  const levels = 1 << bits;
  let next = 0;
  for (let line = 0; line < RASTER_LINES; line += 1) {
    let column = 0;
    while (column < RASTER_COLUMNS) {
      const first = data[next];
      next += 1;
      if (first === undefined) return failure({ reason: 'dataEnds', line });
      let count = 1;
      let value = first;
      if (first & RUN_FLAG) {
        if (first & (levels - 1)) return failure({ reason: 'runMalformed', line });
        const low = data[next];
        next += 1;
        if (low === undefined) return failure({ reason: 'dataEnds', line });
        count = low + RUN_BIT_WEIGHT * countFlags(first, bits);
        if (count === 0) break;
        const valueByte = data[next];
        next += 1;
        if (valueByte === undefined) return failure({ reason: 'dataEnds', line });
        value = valueByte;
      }
      if (value >= levels) return failure({ reason: 'valueBeyondLevels', line });
      if (column + count > RASTER_COLUMNS) return failure({ reason: 'runCrossesLine', line });
      const start = line * RASTER_COLUMNS + column;
      // Most dots of a photograph stand alone, and a fill of one costs many times what writing it does.
      if (count === 1) pixels[start] = value;
      else pixels.fill(value, start, start + count);
      column += count;
    }
  }
  return next === data.length ? success(pixels) : failure({ reason: 'dataLeftOver', line: RASTER_LINES - 1 });
}

/** How many of the bits between the run flag and a value of `bits` bits are set. */
function countFlags(first: number, bits: number): number {
  let flags = 0;
  for (let bit = bits; bit < 7; bit += 1) flags += (first >> bit) & 1;
  return flags;
}
