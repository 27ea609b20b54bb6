import { describe, expect, test } from 'vitest';
import { PHOTO_LEAST, photoFault } from './photo-quality.ts';

describe('the photo of a licence', () => {
  test.each([
    ['4 × 6 cm', 800, 1_200],
    ['3.5 × 4.5 cm', 700, 900],
    ['3 × 4, as telephones take it', 3_024, 4_032],
    ['4 × 5', 480, 600],
  ])('%s will do', (_, width, height) => expect(photoFault({ width, height })).toBeNull());

  test.each([
    ['a pixel too narrow', PHOTO_LEAST.width - 1, PHOTO_LEAST.height],
    ['a pixel too low', PHOTO_LEAST.width, PHOTO_LEAST.height - 1],
    ['tiny', 1, 1],
  ])('%s is too small', (_, width, height) => expect(photoFault({ width, height })).toBe('photoTooSmall'));

  test.each([
    ['lying', 4_032, 3_024],
    ['square', 1_000, 1_000],
    ['a strip', 600, 6_000],
  ])('%s is no portrait', (_, width, height) =>
    expect(photoFault({ width, height })).toBe('photoNotPortrait'),
  );
});
