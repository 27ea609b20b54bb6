import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';

const require = createRequire(import.meta.url);

/** Weights of IBM Plex Sans Arabic that the card uses; one family serves both scripts. */
const FACES = {
  regular: require.resolve(
    '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  ),
  semiBold: require.resolve(
    '@expo-google-fonts/ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf',
  ),
} as const;

export type FontWeight = keyof typeof FACES;

/**
 * Registers both faces under names of their own, so that a font of the system can never take their place.
 * They are read as octets, because a packaged application keeps them inside its archive.
 */
for (const [weight, path] of Object.entries(FACES)) {
  GlobalFonts.register(readFileSync(path), `Card ${weight}`);
}

/** The CSS font of `weight` at `size` pixels. */
export function cssFont(weight: FontWeight, size: number): string {
  return `${size}px "Card ${weight}"`;
}

/** Extent of a text in pixels: its advance (or its ink, where that reaches further), and its ink above and below the baseline. */
export interface TextExtent {
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
}

export type MeasureText = (text: string, weight: FontWeight, size: number) => TextExtent;

const context: SKRSContext2D = createCanvas(1, 1).getContext('2d');

/** {@link MeasureText} with the fonts of the card. */
export const measureText: MeasureText = (text, weight, size) => {
  context.font = cssFont(weight, size);
  const metrics = context.measureText(text);
  const ink = metrics.actualBoundingBoxRight + Math.max(0, metrics.actualBoundingBoxLeft);
  return {
    width: Math.max(metrics.width, ink),
    ascent: metrics.actualBoundingBoxAscent,
    descent: metrics.actualBoundingBoxDescent,
  };
};
