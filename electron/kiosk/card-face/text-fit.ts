import type { FontWeight, MeasureText, TextExtent } from './fonts.ts';
import { type Rectangle, SMALLEST_TYPE } from './geometry.ts';

/** A line of text and the box it must stay in. */
export interface TextSlot {
  readonly box: Rectangle;
  readonly text: string;
  readonly script: 'arabic' | 'latin';
  readonly weight: FontWeight;
  /** Type size in pixels when there is room. */
  readonly size: number;
}

/** How a text is set so that it fits its slot. */
export interface FittedText {
  readonly text: string;
  readonly size: number;
  /** Horizontal scale, 1 = natural width. */
  readonly condensed: number;
  /** Baseline in pixels below the top of the slot. */
  readonly baseline: number;
}

/** Below this horizontal scale letters stop being legible at the smallest type. */
const MOST_CONDENSED = 0.6;

const CUT_MARK = '…';

/** Control characters and marks that would turn the direction of a line; joiners belong to the script and stay. */
const UNPRINTABLE = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/** `text` without its last word, or without its last letter once one word is left. */
function shorten(text: string): string {
  const lastSpace = text.lastIndexOf(' ');
  if (lastSpace > 0) return text.slice(0, lastSpace);
  return [...graphemes.segment(text)]
    .slice(0, -1)
    .map(({ segment }) => segment)
    .join('');
}

/**
 * Sets `slot.text` on one line: first smaller, down to the smallest type, then condensed. Only a text that would be
 * illegible even so is cut, at a word where there is one, and marked as cut (ISO/IEC 18013-2 allows 36 letters to a name;
 * those fit). Vowel marks piled higher than the slot are the one reason for type below the smallest.
 */
export function fitText(slot: TextSlot, measure: MeasureText): FittedText {
  const { width, height } = slot.box;
  const extent = (text: string, size: number) => measure(text, slot.weight, size);
  const whole = slot.text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
  const natural = extent(whole, slot.size).width;
  let size =
    natural <= width ? slot.size : Math.max(SMALLEST_TYPE, Math.floor((slot.size * width) / natural));
  while (inkHeight(extent(whole, size)) > height) size -= 1;
  let text = whole;
  let rest = whole;
  while (extent(text, size).width * MOST_CONDENSED > width) {
    rest = shorten(rest);
    text = rest + CUT_MARK;
  }
  const set = extent(text, size);
  return {
    text,
    size,
    condensed: Math.min(1, width / set.width),
    baseline: findBaseline(height, size, set),
  };
}

const inkHeight = ({ ascent, descent }: TextExtent) => Math.ceil(ascent) + Math.ceil(descent);

/** Share of the type size that stands above the middle of a line: room is kept for descending Arabic letters. */
const CENTRED = 0.58;

/** The same baseline for every text of a size, moved only as far as its ink demands. */
function findBaseline(height: number, size: number, { ascent, descent }: TextExtent): number {
  const usual = Math.floor((height + size * CENTRED) / 2);
  return Math.min(Math.max(usual, Math.ceil(ascent)), height - Math.ceil(descent));
}
