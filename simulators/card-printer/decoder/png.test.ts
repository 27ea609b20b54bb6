import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { encodePng } from './png.ts';

test('every pixel comes back from an independent decoder', async () => {
  const [width, height] = [37, 23];
  const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : (index * index * 31) % 256,
  );
  const decoded = PNG.sync.read(Buffer.from(await encodePng(pixels, width, height)), { checkCRC: true });
  expect([decoded.width, decoded.height]).toEqual([width, height]);
  expect([...decoded.data]).toEqual([...pixels]);
});
