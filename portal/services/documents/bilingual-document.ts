import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { type Bilingual, Language } from '../../../contracts/language.ts';
import { OFFICE } from '../../texts/names.ts';
import { pageNumber } from '../../texts/page-number.ts';
import { type DirectedText, openDirectedText } from './directed-text.ts';
import { LANGUAGE_DIRECTIONS } from './visual-runs.ts';

/** A4 in points (1/72 inch). */
export const PAGE = { width: 595.28, height: 841.89, margin: 56 } as const;
const RIGHT_EDGE = PAGE.width - PAGE.margin;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
const MIDDLE = PAGE.width / 2;
/** Kept free on both sides of the middle, so that the languages never touch. */
const GUTTER = 14;
export const COLOURS = { ink: '#14211f', quiet: '#52605d', accent: '#0b5d4e', rule: '#d5dedb' } as const;
/** Heights in points: a label above its value, and a line of a value. */
const LABEL_HEIGHT = 15;
const LINE_HEIGHT = 20;
/** From one line of a paragraph to the next, as a multiple of the size of its letters: Arabic reaches far up and down. */
const LEADING = 1.6;
/** Height in points of a fact on one line. */
const FACT_HEIGHT = 25;
/** An entry of a list, in points: its letters, and the widths of its place in the list and of its value. */
const ENTRY = { size: 8.5, height: 13, gap: 7, placeWidth: 22, valueWidth: 60 } as const;
/** Where the numbers of the pages stand, in points. */
const FOOT = PAGE.height - 38;

const fontPath = (file: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/ibm-plex-sans-arabic/${file}`));
const REGULAR = fontPath('400Regular/IBMPlexSansArabic_400Regular.ttf');
const SEMI_BOLD = fontPath('600SemiBold/IBMPlexSansArabic_600SemiBold.ttf');

/** Cuts a word into pieces of at most `limit` points. */
function pieces(word: string, width: (part: string) => number, limit: number): string[] {
  if (width(word) <= limit) return [word];
  const cut: string[] = [''];
  for (const letter of word) {
    const longer = `${cut.at(-1)}${letter}`;
    if (width(longer) <= limit) cut[cut.length - 1] = longer;
    else cut.push(letter);
  }
  return cut;
}

/** Splits `line` at spaces, and a word that is too wide by itself anywhere, so that each part is at most `limit` points wide. */
function wrapped(
  text: DirectedText,
  line: string,
  size: number,
  language: Language,
  limit: number,
): string[] {
  const width = (part: string) => text.width(part, size, LANGUAGE_DIRECTIONS[language]);
  // Words are measured by themselves, and the spaces between them: a line that grows is not shaped anew with every word.
  const space = width(' ');
  const lines: string[] = [];
  let filled = Infinity;
  for (const word of line.split(' ').flatMap((one) => pieces(one, width, limit))) {
    const wide = width(word);
    if (filled + space + wide <= limit) {
      lines[lines.length - 1] = `${lines.at(-1)} ${word}`;
      filled += space + wide;
    } else {
      lines.push(word);
      filled = wide;
    }
  }
  return lines;
}

/** A PDF of A4 pages in Arabic and English, filled from top to bottom; text in it can be searched and copied. */
export class BilingualDocument {
  readonly document: InstanceType<typeof PDFDocument>;
  readonly regular: DirectedText;
  readonly bold: DirectedText;
  /** Upper edge of what comes next, in points from the upper edge of the page. */
  y: number = PAGE.margin;
  readonly #finished: Promise<Buffer>;

  /** @param about its title, and when it is made (milliseconds since the Unix epoch) */
  constructor(about: { readonly title: string; readonly madeAt: number }) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: PAGE.margin,
      lang: 'ar',
      info: { Title: about.title, CreationDate: new Date(about.madeAt) },
      displayTitle: true,
      bufferPages: true,
    });
    const { document } = this;
    this.#finished = new Promise<Buffer>((resolve, reject) => {
      const parts: Buffer[] = [];
      document.on('data', (part: Buffer) => parts.push(part));
      document.on('end', () => resolve(Buffer.concat(parts)));
      document.on('error', reject);
    });
    this.regular = openDirectedText(document, 'regular', REGULAR);
    this.bold = openDirectedText(document, 'semiBold', SEMI_BOLD);
  }

  /** Ends the document; its octets. Where it has several pages, each says which one it is. */
  finish(): Promise<Buffer> {
    const { count } = this.document.bufferedPageRange();
    for (let index = 0; count > 1 && index < count; index += 1) {
      this.document.switchToPage(index);
      this.y = FOOT;
      this.sides(this.regular, pageNumber(index + 1, count), 8, COLOURS.quiet);
    }
    this.document.end();
    return this.#finished;
  }

  down(points: number): void {
    this.y += points;
  }

  /** Begins a page when less than `height` points are left of this one. */
  need(height: number): void {
    if (this.y + height <= PAGE.height - PAGE.margin) return;
    this.document.addPage();
    this.y = PAGE.margin;
  }

  /** A line across the page. */
  rule(colour: string, width: number): void {
    this.document
      .lineWidth(width)
      .strokeColor(colour)
      .moveTo(PAGE.margin, this.y)
      .lineTo(RIGHT_EDGE, this.y)
      .stroke();
  }

  /** English from the left edge, Arabic from the right one, at the same height. */
  sides(text: DirectedText, line: Bilingual, size: number, colour: string): void {
    this.document.fillColor(colour);
    for (const language of Language.options) {
      const base = LANGUAGE_DIRECTIONS[language];
      const x = language === 'ar' ? RIGHT_EDGE - text.width(line.ar, size, base) : PAGE.margin;
      text.draw(line[language], x, this.y, size, base);
    }
  }

  /** Left to right, in the middle of the page. */
  centred(text: DirectedText, line: string, size: number, colour: string): void {
    this.document.fillColor(colour);
    text.draw(line, MIDDLE - text.width(line, size, 'ltr') / 2, this.y, size, 'ltr');
  }

  /** The office, the title under it, and a line across. */
  letterhead(title: Bilingual, size: number): void {
    this.sides(this.regular, OFFICE, 10, COLOURS.quiet);
    this.down(26);
    this.sides(this.bold, title, size, COLOURS.accent);
    this.down(size * 2);
    this.rule(COLOURS.accent, 1.5);
    this.down(14);
  }

  /** A label, and its value under it in as many lines as it needs. */
  row(label: Bilingual, value: Bilingual, text: DirectedText): void {
    const limit = MIDDLE - PAGE.margin - GUTTER;
    const english = wrapped(text, value.en, 12, 'en', limit);
    const arabic = wrapped(text, value.ar, 12, 'ar', limit);
    const count = Math.max(english.length, arabic.length);
    this.need(LABEL_HEIGHT + count * LINE_HEIGHT);
    this.sides(this.regular, label, 9, COLOURS.quiet);
    this.down(LABEL_HEIGHT);
    for (let line = 0; line < count; line += 1) {
      this.sides(text, { en: english[line] ?? '', ar: arabic[line] ?? '' }, 12, COLOURS.ink);
      this.down(LINE_HEIGHT);
    }
    this.down(9);
  }

  /** An entry of a list: its place at the outer edges, what it is beside that, and its value towards the middle. */
  entry(place: number, line: Bilingual, value: Bilingual): void {
    const { size } = ENTRY;
    const text = this.regular;
    const limit = MIDDLE - PAGE.margin - GUTTER - ENTRY.placeWidth - ENTRY.valueWidth;
    const english = wrapped(text, line.en, size, 'en', limit);
    const arabic = wrapped(text, line.ar, size, 'ar', limit);
    const count = Math.max(english.length, arabic.length);
    this.need(count * ENTRY.height + ENTRY.gap);
    this.sides(text, { en: `${place}.`, ar: `${place}.` }, size, COLOURS.quiet);
    this.document.fillColor(COLOURS.ink);
    text.draw(value.en, MIDDLE - GUTTER - text.width(value.en, size, 'ltr'), this.y, size, 'ltr');
    text.draw(value.ar, MIDDLE + GUTTER, this.y, size, 'rtl');
    for (let index = 0; index < count; index += 1) {
      const [left = '', right = ''] = [english[index], arabic[index]];
      const rightEdge = RIGHT_EDGE - ENTRY.placeWidth;
      text.draw(left, PAGE.margin + ENTRY.placeWidth, this.y, size, 'ltr');
      text.draw(right, rightEdge - text.width(right, size, 'rtl'), this.y, size, 'rtl');
      this.down(ENTRY.height);
    }
    this.down(ENTRY.gap);
  }

  /** A value that is the same in both languages, between its labels; one that is too wide stands under them. */
  fact(label: Bilingual, value: string, text: DirectedText): void {
    const labels = text.width(label.ar, 9, 'rtl') + text.width(label.en, 9, 'ltr');
    const fits = text.width(value, 12, 'ltr') <= TEXT_WIDTH - labels - 4 * GUTTER;
    const lines = fits ? [value] : wrapped(text, value, 12, 'en', TEXT_WIDTH);
    const above = (lines.length - 1) * LINE_HEIGHT;
    this.need((fits ? 0 : LABEL_HEIGHT) + above + FACT_HEIGHT);
    this.sides(this.regular, label, 9, COLOURS.quiet);
    if (!fits) this.down(LABEL_HEIGHT);
    for (const line of lines) {
      this.centred(text, line, 12, COLOURS.ink);
      this.down(LINE_HEIGHT);
    }
    this.down(FACT_HEIGHT - LINE_HEIGHT);
  }

  /** A paragraph over the whole width, in one language. */
  paragraph(
    line: string,
    language: Language,
    { text, size, colour }: { readonly text: DirectedText; readonly size: number; readonly colour: string },
  ): void {
    const base = LANGUAGE_DIRECTIONS[language];
    for (const part of wrapped(text, line, size, language, TEXT_WIDTH)) {
      this.need(size * LEADING);
      this.document.fillColor(colour);
      const x = language === 'ar' ? RIGHT_EDGE - text.width(part, size, base) : PAGE.margin;
      text.draw(part, x, this.y, size, base);
      this.down(size * LEADING);
    }
  }
}
