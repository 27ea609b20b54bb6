import { createCanvas, loadImage } from '@napi-rs/canvas';

/** Pixels of a printed portrait: what the card shows, and small enough for any machine's line. */
export const PORTRAIT_SIZE = { width: 480, height: 640 } as const;
const JPEG_QUALITY = 90;

/**
 * The portrait to print from an uploaded photo: its middle in the proportions of the card, JPEG in base64. Drawing it anew
 * leaves behind whatever else the file carried (place, time, device).
 * @throws when the octets are no picture
 */
export async function portraitOf(photo: Uint8Array): Promise<string> {
  const image = await loadImage(photo);
  const { width, height } = PORTRAIT_SIZE;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  // A transparent photo stands on white, as the rules for photos ask.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  const scale = Math.max(width / image.width, height / image.height);
  const [drawnWidth, drawnHeight] = [image.width * scale, image.height * scale];
  context.drawImage(image, (width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight);
  const jpeg = await canvas.encode('jpeg', JPEG_QUALITY);
  return jpeg.toString('base64');
}
