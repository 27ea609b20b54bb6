import { failure, type Result } from '../../../contracts/result.ts';
import { judgeSize, type PictureSize } from './picture.ts';

/** Start of image, and the first octet of the marker that follows (ISO/IEC 10918-1, table B.1). */
export const JPEG_SIGNATURE = Buffer.from('ffd8ff', 'hex');

const MARKER = { startOfImage: 0xd8, endOfImage: 0xd9, startOfScan: 0xda, application1: 0xe1 } as const;

/** Start of frame: baseline, extended and progressive (ISO/IEC 10918-1, table B.1). Browsers show no others. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

/** Markers that only stand within entropy-coded data: the stuffed zero and RST0 to RST7. */
const isWithinScan = (marker: number) => marker === 0x00 || (marker >= 0xd0 && marker <= 0xd7);

const EXIF = 'Exif\0\0';
const ORIENTATION_TAG = 0x0112;
const ENTRY_OCTETS = 12;

/** Whether EXIF in an APP1 segment has the picture shown turned by a quarter (Exif 2.32, 4.6.4 A, Orientation 5 to 8). */
function isTurned(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, EXIF.length) !== EXIF) return false;
  const tiff = segment.subarray(EXIF.length);
  const littleEndian = tiff.toString('latin1', 0, 2) === 'II';
  /** An unsigned number; 0 outside of the segment. */
  const read = (at: number, length: 2 | 4) => {
    if (at + length > tiff.length) return 0;
    return littleEndian ? tiff.readUIntLE(at, length) : tiff.readUIntBE(at, length);
  };
  const directory = read(4, 4);
  const end = Math.min(directory + 2 + read(directory, 2) * ENTRY_OCTETS, tiff.length);
  for (let entry = directory + 2; entry < end; entry += ENTRY_OCTETS) {
    const orientation = read(entry + 8, 2);
    if (read(entry, 2) === ORIENTATION_TAG) return orientation >= 5 && orientation <= 8;
  }
  return false;
}

/** Where the entropy-coded data that begins at `at` ends: at a marker that does not belong to it. */
function endOfScan(octets: Buffer, at: number): number {
  let marker = octets.indexOf(0xff, at);
  while (marker >= 0 && isWithinScan(octets[marker + 1] ?? 0)) marker = octets.indexOf(0xff, marker + 2);
  return marker < 0 ? octets.length : marker;
}

interface Image {
  readonly size: PictureSize;
  /** Where its end-of-image marker ends. */
  readonly end: number;
}

/** The image from its start-of-image marker at `start` to its end; `null` when it is not whole. */
function imageAt(octets: Buffer, start: number): Image | null {
  let frame: PictureSize | null = null;
  let turned = false;
  let scanned = false;
  let at = start + 2;
  while (at + 2 <= octets.length && octets[at] === 0xff) {
    const marker = octets[at + 1] ?? 0;
    if (marker === MARKER.endOfImage) {
      if (frame === null || !scanned) return null;
      const { width, height } = frame;
      return { size: turned ? { width: height, height: width } : frame, end: at + 2 };
    }
    // Fill octets may stand before any marker (B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === MARKER.startOfImage || isWithinScan(marker) || at + 4 > octets.length) return null;
    const end = at + 2 + octets.readUInt16BE(at + 2);
    const segment = octets.subarray(at + 4, end);
    if (end < at + 4 || end > octets.length) return null;
    if (FRAMES.has(marker)) {
      if (segment.length < 6) return null;
      frame = { width: segment.readUInt16BE(3), height: segment.readUInt16BE(1) };
    }
    if (marker === MARKER.application1) turned ||= isTurned(segment);
    scanned ||= marker === MARKER.startOfScan;
    at = marker === MARKER.startOfScan ? endOfScan(octets, end) : end;
  }
  return null;
}

/**
 * The size of a JPEG that is whole, as it is shown. After its end only further JPEG images may stand, as telephones put
 * them there (Multi-Picture Format, CIPA DC-007), each whole. `octets` begins with {@link JPEG_SIGNATURE}.
 */
export function readJpeg(
  octets: Buffer,
): Result<PictureSize, 'damaged' | 'moreThanOneType' | 'imageTooLarge'> {
  const image = imageAt(octets, 0);
  if (image === null) return failure('damaged');
  let { end } = image;
  while (end < octets.length) {
    const isJpeg = octets.subarray(end, end + JPEG_SIGNATURE.length).equals(JPEG_SIGNATURE);
    const next = isJpeg ? imageAt(octets, end) : null;
    if (next === null) return failure('moreThanOneType');
    end = next.end;
  }
  return judgeSize(image.size);
}
