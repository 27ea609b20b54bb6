import { crc32 } from 'node:zlib';
import { failure, type Result } from '../../../contracts/result.ts';
import { judgeSize, type PictureSize } from './picture.ts';

/** PNG, clause 5.2. */
export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Octets of a chunk besides its data: length, type and CRC (PNG, clause 5.3). */
const CHUNK_FRAME = 12;
const IHDR_OCTETS = 13;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The chunk at `at`; `null` when it is cut off or its CRC is wrong. */
function chunkAt(octets: Buffer, at: number): Chunk | null {
  if (at + CHUNK_FRAME > octets.length) return null;
  const length = octets.readUInt32BE(at);
  const end = at + CHUNK_FRAME + length;
  if (end > octets.length) return null;
  if (crc32(octets.subarray(at + 4, end - 4)) !== octets.readUInt32BE(end - 4)) return null;
  return { type: octets.toString('latin1', at + 4, at + 8), data: octets.subarray(at + 8, end - 4), end };
}

/**
 * The size of a PNG that is whole: IHDR first, every chunk sound, image data, and nothing after IEND.
 * `octets` begins with {@link PNG_SIGNATURE}.
 */
export function readPng(
  octets: Buffer,
): Result<PictureSize, 'damaged' | 'moreThanOneType' | 'imageTooLarge'> {
  const header = chunkAt(octets, PNG_SIGNATURE.length);
  if (header?.type !== 'IHDR' || header.data.length !== IHDR_OCTETS) return failure('damaged');
  let imageData = false;
  let chunk = chunkAt(octets, header.end);
  while (chunk !== null && chunk.type !== 'IEND') {
    imageData ||= chunk.type === 'IDAT';
    chunk = chunkAt(octets, chunk.end);
  }
  if (chunk === null || !imageData) return failure('damaged');
  if (chunk.data.length > 0 || chunk.end < octets.length) return failure('moreThanOneType');
  return judgeSize({ width: header.data.readUInt32BE(0), height: header.data.readUInt32BE(4) });
}
