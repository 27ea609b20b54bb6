import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { orientation, withSegment } from '../uploads/test-support.ts';
import { PORTRAIT_SIZE, portraitOf } from './portrait.ts';

/** A picture of `width` × `height`: red in the middle third, blue at both sides (or above and below). */
async function picture(width: number, height: number): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0000ff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#ff0000';
  context.fillRect(width / 3, height / 3, width / 3, height / 3);
  return canvas.encode('png');
}

test.each([
  [480, 640],
  [1200, 1300],
  [600, 4000],
])(
  'a photo of %i × %i becomes a portrait of the card’s proportions around its middle',
  async (width, height) => {
    const portrait = Buffer.from(await portraitOf(await picture(width, height)), 'base64');
    expect(portrait.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const image = await loadImage(portrait);
    expect({ width: image.width, height: image.height }).toEqual(PORTRAIT_SIZE);
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const [red = 0, , blue = 255] = context.getImageData(image.width / 2, image.height / 2, 1, 1).data;
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  },
);

test('a photo that a telephone took lying down stands up', async () => {
  const canvas = createCanvas(80, 60);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0000ff';
  context.fillRect(0, 0, 80, 60);
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 40, 60);
  // Orientation 6: the left side is to be shown at the top.
  const lying = withSegment(canvas.toBuffer('image/jpeg', 95), 0xe1, orientation(6));
  const image = await loadImage(Buffer.from(await portraitOf(lying), 'base64'));
  const drawn = createCanvas(image.width, image.height);
  const shown = drawn.getContext('2d');
  shown.drawImage(image, 0, 0);
  expect(shown.getImageData(240, 20, 1, 1).data[0]).toBeGreaterThan(200);
  expect(shown.getImageData(240, 620, 1, 1).data[2]).toBeGreaterThan(200);
});

test('what is no picture is refused', async () => {
  await expect(portraitOf(Buffer.from('no picture'))).rejects.toThrow();
});
