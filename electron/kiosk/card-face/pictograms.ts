import { Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import type { LicenceCategory } from '../../../contracts/licence.ts';

/** Size of every pictogram in pixels. */
export const PICTOGRAM_WIDTH = 60;
export const PICTOGRAM_HEIGHT = 36;

/** Closed shapes in ink, shapes left free in them, and lines of {@link LINE_WIDTH} pixels. */
interface Pictogram {
  readonly ink: string;
  readonly free?: string;
  readonly lines?: string;
}

const LINE_WIDTH = 4;

const disc = (x: number, y: number, radius: number) =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0Z`;
const box = (x: number, y: number, width: number, height: number) =>
  `M${x} ${y}h${width}v${height}h${-width}Z`;

/** Pictures of the vehicles, so that field 9 needs no letters of either script (as ISO/IEC 18013-1 does in its annex). */
const PICTOGRAMS: Readonly<Record<LicenceCategory, Pictogram>> = {
  private: {
    ink: `M3 27V20L12 18L20 8H39L48 18L57 20V27Z${disc(16, 27, 6)}${disc(45, 27, 6)}`,
    free: `M18 17L23 11H29V17ZM32 17V11H37L43 17Z${disc(16, 27, 2.5)}${disc(45, 27, 2.5)}`,
  },
  generalA: {
    ink: `${box(1, 4, 37, 22)}M41 26V9H50L58 17V26Z${disc(9, 28, 5)}${disc(20, 28, 5)}${disc(49, 28, 5)}`,
    free: `M45 17V12H49L53 17Z${disc(9, 28, 2)}${disc(20, 28, 2)}${disc(49, 28, 2)}`,
  },
  generalB: {
    ink: `M3 27V9Q3 5 7 5H53Q57 5 57 9V27Z${disc(15, 28, 5)}${disc(45, 28, 5)}`,
    free: `${box(7, 10, 8, 7)}${box(18, 10, 8, 7)}${box(29, 10, 8, 7)}${box(40, 10, 13, 7)}${disc(15, 28, 2)}${disc(45, 28, 2)}`,
  },
  motorcycleA: {
    ink: `${disc(12, 25, 9)}${disc(48, 25, 9)}M22 14H39L35 25H27ZM12 10H24V14H16Z`,
    free: `${disc(12, 25, 5)}${disc(48, 25, 5)}`,
    lines: 'M12 25L27 22M48 25L38 5H32',
  },
  motorcycleB: {
    ink: `${disc(9, 25, 9)}${disc(25, 27, 7)}${disc(50, 26, 8)}M14 13H42L38 23H22ZM4 8H20V13H8Z`,
    free: `${disc(9, 25, 5)}${disc(25, 27, 3)}${disc(50, 26, 4)}`,
    lines: 'M50 26L40 4H34',
  },
  construction: {
    ink: `M8 26H34Q39 26 39 30Q39 34 34 34H8Q3 34 3 30Q3 26 8 26ZM6 24V14H16V8H28V24ZM48 18H58L56 28H50Z`,
    free: `${box(19, 11, 6, 6)}${disc(9, 30, 1.5)}${disc(21, 30, 1.5)}${disc(33, 30, 1.5)}`,
    lines: 'M27 19L42 4L53 19',
  },
  industrial: {
    ink: `M6 27V14H20V4H34L38 14V27Z${disc(13, 28, 6)}${disc(33, 28, 6)}${box(41, 2, 4, 31)}${box(45, 29, 14, 4)}${box(47, 14, 11, 13)}`,
    free: `M23 14V7H32L34 14Z${disc(13, 28, 2.5)}${disc(33, 28, 2.5)}`,
  },
  agricultural: {
    ink: `${disc(17, 22, 12)}${disc(48, 27, 7)}M13 12V1H32V13H55V24H26V12Z${box(46, 4, 3, 10)}`,
    free: `${box(17, 4, 11, 8)}${disc(17, 22, 5)}${disc(48, 27, 3)}`,
  },
  specialActivity: {
    ink: 'M30 1L34.5 12.5L47 13L37.2 20.8L40.6 33L30 26L19.4 33L22.8 20.8L13 13L25.5 12.5Z',
  },
};

/** Draws the pictogram of `category` into a box of {@link PICTOGRAM_WIDTH} × {@link PICTOGRAM_HEIGHT} pixels. */
export function drawPictogram(context: SKRSContext2D, category: LicenceCategory): void {
  const { ink, free, lines } = PICTOGRAMS[category];
  context.fill(new Path2D(ink), 'nonzero');
  if (lines) {
    context.lineWidth = LINE_WIDTH;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.stroke(new Path2D(lines));
  }
  if (free) {
    context.fillStyle = '#ffffff';
    context.fill(new Path2D(free), 'nonzero');
  }
}
