import { RASTER_COLUMNS, RASTER_LINES } from '../wire/raster-format.ts';

/** Lines of a compressed panel: those given by number, all others `blank`. */
export function compressedLines(
  lines: Readonly<Record<number, readonly number[]>>,
  blank: readonly number[],
): Uint8Array {
  return Uint8Array.from(Array.from({ length: RASTER_LINES }, (_, line) => lines[line] ?? blank).flat());
}

/** A blank line of a compressed colour panel. */
export const BLANK_COLOUR_LINE: readonly number[] = [0x80, 0];
/** A blank line of a compressed black panel. */
export const BLANK_BLACK_LINE: readonly number[] = [0];
export const BLANK_COLOUR = compressedLines({}, BLANK_COLOUR_LINE);
export const BLANK_BLACK = compressedLines({}, BLANK_BLACK_LINE);

/** Where the upright pixel (x, y) is in the order of printing, when the card lies clockwise. */
export function printedPixel(x: number, y: number): { readonly line: number; readonly column: number } {
  return { line: x, column: RASTER_COLUMNS - 1 - y };
}
