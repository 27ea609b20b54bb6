import type PDFDocument from 'pdfkit';
import { type Direction, type VisualRun, visualRuns } from './visual-runs.ts';

/** A glyph of the font, and the letters that it draws; fontkit publishes no types. */
interface Glyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  /** In units of the font. */
  readonly advanceWidth: number;
}

/** Where a glyph is set, in thousandths of the size of its letters. */
interface Position {
  readonly xAdvance: number;
  readonly advanceWidth: number;
}

/** A run that is shaped, its glyphs from left to right. */
interface ShapedRun {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Position[];
  readonly advanceWidth: number;
}

/** A run of a line, and how wide it is, in thousandths of the size of its letters. */
interface MeasuredRun extends VisualRun {
  readonly advance: number;
}

/** The part of fontkit's Font that pdfkit calls. */
interface ShapingFont {
  layout(
    text: string,
    features: unknown,
    script?: string,
    language?: string,
    direction?: Direction,
  ): ShapedRun;
  glyphForCodePoint(codePoint: number): Glyph;
}

/**
 * The part of pdfkit's embedded font that shapes a run and writes it; pdfkit publishes no types of it. `widths` (thousandths of the
 * size of the letters) and `unicode` (code points) are told for each number that a glyph has in the subset.
 */
interface EmbeddedFont {
  readonly font: ShapingFont;
  readonly subset: { includeGlyph(id: number): number; readonly glyphs: number[] };
  readonly unicode: (readonly number[])[];
  readonly widths: number[];
  readonly scale: number;
  layoutRun(text: string, features: unknown): ShapedRun;
  encode(text: string, features: unknown): [glyphs: string[], positions: readonly Position[]];
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

/** Words, and the spaces between them: no letter joins, and none is kerned, across a space. */
const WORDS = / +|[^ ]+/g;

/** Shaped words of one direction, in logical order, as one run. */
function joined(words: readonly ShapedRun[], direction: Direction): ShapedRun {
  const ordered = direction === 'rtl' ? words.toReversed() : words;
  const positions = ordered.flatMap((word) => word.positions);
  return {
    glyphs: ordered.flatMap(({ glyphs }) => glyphs),
    positions,
    advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
  };
}

/** A glyph that draws nothing, has no width, and stands for one letter. */
interface SilentGlyph {
  readonly silent: number;
}

/**
 * The glyphs of a run from right to left, each for one letter: before a ligature stand silent glyphs for its later letters. Whoever
 * takes the text out of a document turns such a run round glyph by glyph, and would leave the letters of a ligature turned.
 */
function letterByLetter({ glyphs, positions }: ShapedRun): [(Glyph | SilentGlyph)[], Position[]] {
  const pairs = glyphs.flatMap((glyph, index): [Glyph | SilentGlyph, Position | undefined][] => {
    const { id, advanceWidth, codePoints } = glyph;
    const later = codePoints.slice(1);
    return [
      ...later.toReversed().map((silent): [SilentGlyph, Position] => [{ silent }, NOWHERE]),
      [{ id, advanceWidth, codePoints: codePoints.slice(0, 1) }, positions[index]],
    ];
  });
  return [pairs.map(([glyph]) => glyph), pairs.flatMap(([, position]) => (position ? [position] : []))];
}

/** The position of what has no width. */
const NOWHERE = { xAdvance: 0, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth: 0 };

/** The control character for which fonts have an empty glyph without width (OpenType 1.9, recommended glyphs: .null). */
const NULL_CHARACTER = 0;

/** How glyphs are numbered in the part of `embedded` that a document takes along. */
function numbering({ font, subset, unicode, widths, scale }: EmbeddedFont) {
  const silent = new Map<number, number>();
  const blank = font.glyphForCodePoint(NULL_CHARACTER);
  if (blank.advanceWidth !== 0) throw new Error('the font has no empty glyph without width');
  const numberOfSilent = (letter: number): number => {
    const number = silent.get(letter) ?? subset.glyphs.push(blank.id) - 1;
    silent.set(letter, number);
    widths[number] = 0;
    unicode[number] = [letter];
    return number;
  };
  return (glyph: Glyph | SilentGlyph): number => {
    if ('silent' in glyph) return numberOfSilent(glyph.silent);
    const number = subset.includeGlyph(glyph.id);
    widths[number] = glyph.advanceWidth * scale;
    unicode[number] = glyph.codePoints;
    return number;
  };
}

/** `make`, which is asked once for each key. */
function remembering<Made>(make: (text: string, direction: Direction) => Made) {
  const known: Readonly<Record<Direction, Map<string, Made>>> = { ltr: new Map(), rtl: new Map() };
  return (text: string, direction: Direction): Made => {
    const made = known[direction].get(text) ?? make(text, direction);
    known[direction].set(text, made);
    return made;
  };
}

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
  const inDirection = <Made>(its: Direction, make: () => Made): Made => {
    direction = its;
    return make();
  };

  // Shaping is what takes the time, and a list says the same words again and again: each word is shaped once.
  const shape = embedded.layoutRun.bind(embedded);
  const wordOf = remembering((word, its) => inDirection(its, () => shape(word, WHOLE_RUN.features)));
  const runOf = remembering((text, its) =>
    joined(
      (text.match(WORDS) ?? []).map((word) => wordOf(word, its)),
      its,
    ),
  );
  embedded.layoutRun = (text) => runOf(text, direction);
  const numberOf = numbering(embedded);
  embedded.encode = (text) => {
    const run = runOf(text, direction);
    const [glyphs, positions] = direction === 'rtl' ? letterByLetter(run) : [run.glyphs, run.positions];
    return [glyphs.map((glyph) => numberOf(glyph).toString(16).padStart(4, '0')), positions];
  };
  // Whoever places a line measures it before it is drawn.
  const lineOf = remembering((line, base): readonly MeasuredRun[] =>
    visualRuns(line, base).map((run) => ({ ...run, advance: runOf(run.text, run.direction).advanceWidth })),
  );

  return {
    width: (line, size, base) =>
      lineOf(line, base).reduce((sum, { advance }) => sum + (advance * size) / 1_000, 0),
    draw(line, x, y, size, base) {
      document.font(name).fontSize(size);
      let left = x;
      for (const { text, advance, direction: its } of lineOf(line, base)) {
        inDirection(its, () => document.text(text, left, y, WHOLE_RUN));
        left += (advance * size) / 1_000;
      }
    },
  };
}
