import { RASTER_PIXELS } from '../wire/raster-format.ts';

/**
 * Reads an uncompressed panel: values of `bits` bits each, most significant first, one after another without regard to
 * bytes or lines. `data` is exactly one panel long. Result: one byte a pixel, line by line.
 */
export function readBitStream(data: Uint8Array, bits: number): Uint8Array {
  const pixels = new Uint8Array(RASTER_PIXELS);
  const mask = (1 << bits) - 1;
  let window = 0;
  let held = 0;
  let next = 0;
  for (let pixel = 0; pixel < RASTER_PIXELS; pixel += 1) {
    if (held < bits) {
      window = ((window << 8) | (data[next] ?? 0)) & 0xffff;
      next += 1;
      held += 8;
    }
    held -= bits;
    pixels[pixel] = (window >> held) & mask;
  }
  return pixels;
}
