import type { PictureSize } from './picture.ts';

/** Least pixels of a licence photo: about as many as the card prints, with room to cut it to shape. */
export const PHOTO_LEAST: PictureSize = { width: 480, height: 600 };

/** Width over height of a portrait: from a little slimmer than 4 × 6 cm to a little broader than 4 × 5 cm. */
const PORTRAIT_SHAPE = { least: 0.64, most: 0.86 } as const;

/** What is wrong with the photo of a licence as far as its size tells; `null` when nothing is. */
export function photoFault({ width, height }: PictureSize): 'photoTooSmall' | 'photoNotPortrait' | null {
  if (width < PHOTO_LEAST.width || height < PHOTO_LEAST.height) return 'photoTooSmall';
  const shape = width / height;
  return shape < PORTRAIT_SHAPE.least || shape > PORTRAIT_SHAPE.most ? 'photoNotPortrait' : null;
}
