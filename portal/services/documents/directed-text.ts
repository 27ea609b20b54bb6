import type PDFDocument from 'pdfkit';
import { type Direction, visualRuns } from './visual-runs.ts';

/** The part of fontkit's Font that pdfkit calls; fontkit publishes no types. */
interface ShapingFont {
  layout(text: string, features: unknown, script?: string, language?: string, direction?: Direction): unknown;
}

/** The part of pdfkit's embedded font that shapes a run, scaled to the font's units; pdfkit publishes no types of it. */
interface EmbeddedFont {
  readonly font: ShapingFont;
  layoutRun(text: string, features: unknown): unknown;
}

/** Draws lines of one font in which both directions may meet. */
export interface DirectedText {
  /** Width of `line` in points. */
  width(line: string, size: number, base: Direction): number;
  /** Draws `line` with its left edge at `x` and its upper edge at `y` (points). */
  draw(line: string, x: number, y: number, size: number, base: Direction): void;
}

/**
 * Given as a non-null list, it makes pdfkit hand over a run to the font whole; without it pdfkit cuts runs at spaces and sets
 * the words from left to right.
 */
const WHOLE_RUN = { features: [], lineBreak: false } satisfies PDFKit.Mixins.TextOptions;

/**
 * Opens the font file at `path` in `document` under `name`.
 * The font is told the direction of each run, because it would take it from the script of the run's letters otherwise and
 * turn digits and punctuation the wrong way.
 */
export function openDirectedText(
  document: InstanceType<typeof PDFDocument>,
  name: string,
  path: string,
): DirectedText {
  document.registerFont(name, path).font(name);
  const { _font: embedded } = document as unknown as { readonly _font: EmbeddedFont };
  const { font } = embedded;
  const layout = font.layout.bind(font);
  let direction: Direction = 'ltr';
  font.layout = (text, features) => layout(text, features, undefined, undefined, direction);

  // Shaping is what takes the time. A list says the same words again and again: each is shaped once.
  const shape = embedded.layoutRun.bind(embedded);
  const shaped = new Map<string, unknown>();
  embedded.layoutRun = (text, features) => {
    const key = `${direction} ${text}`;
    const known = shaped.get(key) ?? shape(text, features);
    shaped.set(key, known);
    return known;
  };

  /** Calls `each` for every run with its offset from the left edge; returns the whole width. */
  const overRuns = (
    line: string,
    size: number,
    base: Direction,
    each: (text: string, offset: number) => void,
  ): number => {
    document.font(name).fontSize(size);
    let offset = 0;
    for (const run of visualRuns(line, base)) {
      direction = run.direction;
      each(run.text, offset);
      offset += document.widthOfString(run.text, WHOLE_RUN);
    }
    return offset;
  };

  return {
    width: (line, size, base) => overRuns(line, size, base, () => {}),
    draw: (line, x, y, size, base) => {
      overRuns(line, size, base, (text, offset) => document.text(text, x + offset, y, WHOLE_RUN));
    },
  };
}
