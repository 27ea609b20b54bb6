import { failure, type Result, success } from '../../../contracts/result.ts';

/** A picture's size in pixels, the way up in which it is shown. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Most pixels of a picture. A few octets can claim any size, and whoever opens the picture needs four octets for each
 * pixel: 160 MB for this many. Cameras of telephones make 12 to 24 million.
 */
const PICTURE_MOST_PIXELS = 40_000_000;

/** Judges the size that a picture claims; none has no pixels. */
export function judgeSize(size: PictureSize): Result<PictureSize, 'damaged' | 'imageTooLarge'> {
  const pixels = size.width * size.height;
  if (pixels === 0) return failure('damaged');
  return pixels > PICTURE_MOST_PIXELS ? failure('imageTooLarge') : success(size);
}
