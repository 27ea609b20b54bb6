import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const deflated = promisify(deflate);

const SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Filter type 1 (Sub): each byte minus the same channel of the pixel to its left. */
const FILTER_SUB = 1;
/** Fast and good enough: a picture is written after every card, beside a line that must not be kept waiting. */
const DEFLATE_LEVEL = 1;

/** Encodes opaque pixels (four bytes each, row by row) as a PNG of 8-bit red, green, blue (ISO/IEC 15948). */
export async function encodePng(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bit depth 8, colour type 2 (red, green, blue); compression, filter and interlace methods 0.
  header.set([8, 2, 0, 0, 0], 8);
  const data = await deflated(filteredRows(pixels, width, height), { level: DEFLATE_LEVEL });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filteredRows(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (1 + width * 3));
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    rows[to] = FILTER_SUB;
    to += 1;
    const start = y * width * 4;
    for (let x = 0; x < width; x += 1) {
      const from = start + x * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const left = x === 0 ? 0 : (pixels[from + channel - 4] ?? 0);
        rows[to] = (pixels[from + channel] ?? 0) - left;
        to += 1;
      }
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}
