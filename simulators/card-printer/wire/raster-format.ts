/** Lines of one panel: the printer prints the card's long side line by line, 300 dpi. */
export const RASTER_LINES = 1016;
/** Pixels of one line: the card's short side, 300 dpi. */
export const RASTER_COLUMNS = 648;
/** Pixels of one panel. */
export const RASTER_PIXELS = RASTER_LINES * RASTER_COLUMNS;

/** Ribbon panels as commands name them: yellow, magenta, cyan, black, overlay. */
const PANEL_LETTERS = ['y', 'm', 'c', 'k', 'o'] as const;
export type PanelLetter = (typeof PANEL_LETTERS)[number];

/** Whether a parameter names a panel. */
export function isPanelLetter(text: string): text is PanelLetter {
  return (PANEL_LETTERS as readonly string[]).includes(text);
}

/** Bits a pixel has at each number of levels that `Db` may announce (Evolis programming guide; 256 on later models). */
const BITS_BY_LEVELS: ReadonlyMap<number, number> = new Map([
  [2, 1],
  [32, 5],
  [64, 6],
  [128, 7],
  [256, 8],
]);

/** Bits of one pixel at `levels`, or `null` when the printer knows no such depth. */
export function bitsOfLevels(levels: number): number | null {
  return BITS_BY_LEVELS.get(levels) ?? null;
}

/** Bytes of an uncompressed panel (`Db`): a continuous stream of bits, no padding between lines. */
export function panelBytes(bits: number): number {
  return (RASTER_PIXELS * bits) / 8;
}

/** The most a compressed panel can take: each dot coded as a run of one, three bytes. */
export const COMPRESSED_BYTES_MAX = RASTER_PIXELS * 3;
