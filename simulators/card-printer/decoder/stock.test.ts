import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH } from './orientation.ts';
import { drawStock } from './stock.ts';

function drawn(side: 'front' | 'back'): Uint8ClampedArray {
  const context = createCanvas(LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT).getContext('2d');
  drawStock(context, side);
  return context.getImageData(0, 0, LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT).data;
}

describe.each(['front', 'back'] as const)('%s', (side) => {
  test('is pale wherever the face prints, so that black is legible', () => {
    const pixels = drawn(side);
    let darkest = 255;
    // The front's bands are dark, and nothing is printed on them.
    const margin = side === 'front' ? 16 : 0;
    for (let y = margin; y < LANDSCAPE_HEIGHT - margin; y += 1) {
      for (let x = 0; x < LANDSCAPE_WIDTH; x += 1) {
        const index = (y * LANDSCAPE_WIDTH + x) * 4;
        darkest = Math.min(darkest, pixels[index] ?? 0, pixels[index + 1] ?? 0, pixels[index + 2] ?? 0);
      }
    }
    expect(darkest).toBeGreaterThan(165);
  });
});

test('the portrait’s place on the front is plain white', () => {
  const pixels = drawn('front');
  for (const [x, y] of [
    [40, 150],
    [355, 557],
    [200, 350],
  ] as const) {
    const index = (y * LANDSCAPE_WIDTH + x) * 4;
    expect([...pixels.subarray(index, index + 3)]).toEqual([255, 255, 255]);
  }
});
