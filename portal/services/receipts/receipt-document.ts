import { fileURLToPath } from 'node:url';
import bwipjs from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import { z } from 'zod';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { Language as Languages } from '../../../contracts/language.ts';
import { type Fils, formatFils } from '../../../contracts/money.ts';
import { OFFICE } from '../../texts/names.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';
import { type DirectedText, openDirectedText } from './directed-text.ts';
import { groupedCode, type Receipt } from './receipt-rows.ts';
import { LANGUAGE_DIRECTIONS } from './visual-runs.ts';

/** Everything a receipt is made of. */
export interface ReceiptContent {
  readonly receipt: Receipt;
  /** The receipt's page. */
  readonly url: string;
  /** When the document is made, milliseconds since the Unix epoch. */
  readonly madeAt: number;
}

/** A4 in points (1/72 inch). */
const PAGE = { width: 595.28, height: 841.89, margin: 56 } as const;
const RIGHT_EDGE = PAGE.width - PAGE.margin;
const MIDDLE = PAGE.width / 2;
/** Kept free on both sides of the middle, so that the languages never touch. */
const GUTTER = 14;
const COLOURS = { ink: '#14211f', quiet: '#52605d', accent: '#0b5d4e', rule: '#d5dedb' } as const;
const QR_SIZE = 118;
/** Heights in points: a label above its value, a line of a value, and the code with what stands around it. */
const LABEL_HEIGHT = 15;
const LINE_HEIGHT = 20;
const VERIFICATION_HEIGHT = QR_SIZE + 64;

const fontPath = (file: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/ibm-plex-sans-arabic/${file}`));
const REGULAR = fontPath('400Regular/IBMPlexSansArabic_400Regular.ttf');
const SEMI_BOLD = fontPath('600SemiBold/IBMPlexSansArabic_600SemiBold.ttf');

/** One symbol as `bwip-js` gives it: rows of modules without quiet zone. */
const Symbols = z.tuple([z.object({ pixs: z.array(z.int()), pixx: z.int(), pixy: z.int() })]);

/** English from the left edge, Arabic from the right one, at the same height. */
function bilingualLine(text: DirectedText, line: Bilingual, y: number, size: number): void {
  for (const language of Languages.options) {
    const base = LANGUAGE_DIRECTIONS[language];
    const x = language === 'ar' ? RIGHT_EDGE - text.width(line.ar, size, base) : PAGE.margin;
    text.draw(line[language], x, y, size, base);
  }
}

/** Splits `line` at spaces so that each part is at most half a page wide. */
function wrapped(text: DirectedText, line: string, size: number, language: Language): string[] {
  const limit = MIDDLE - PAGE.margin - GUTTER;
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && text.width(longer, size, LANGUAGE_DIRECTIONS[language]) <= limit)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function drawQr(document: InstanceType<typeof PDFDocument>, url: string, x: number, y: number): void {
  const [{ pixs, pixx }] = Symbols.parse(bwipjs.raw({ bcid: 'qrcode', text: url }));
  const module = QR_SIZE / pixx;
  document.fillColor(COLOURS.ink);
  pixs.forEach((dark, index) => {
    if (dark === 1)
      document.rect(x + (index % pixx) * module, y + Math.floor(index / pixx) * module, module, module);
  });
  document.fill();
}

/**
 * The receipt as PDF, Arabic and English side by side on A4; its lines may need more pages than one.
 * The holder's name and civil ID are not in it: it may be shown and passed on.
 */
export function receiptDocument(content: ReceiptContent): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: PAGE.margin,
    lang: 'ar',
    info: {
      Title: `${RECEIPT_TEXTS.title.en} ${content.receipt.name}`,
      CreationDate: new Date(content.madeAt),
    },
    displayTitle: true,
  });
  const finished = new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
  draw(document, content);
  document.end();
  return finished;
}

function draw(document: InstanceType<typeof PDFDocument>, { receipt, url }: ReceiptContent): void {
  const regular = openDirectedText(document, 'regular', REGULAR);
  const bold = openDirectedText(document, 'semiBold', SEMI_BOLD);
  const rule = (y: number, colour: string, width: number) =>
    document.lineWidth(width).strokeColor(colour).moveTo(PAGE.margin, y).lineTo(RIGHT_EDGE, y).stroke();

  let y = PAGE.margin;
  document.fillColor(COLOURS.quiet);
  bilingualLine(regular, OFFICE, y, 10);
  y += 26;
  document.fillColor(COLOURS.accent);
  bilingualLine(bold, RECEIPT_TEXTS.title, y, 26);
  y += 52;
  rule(y, COLOURS.accent, 1.5);
  y += 14;

  /** Begins a page when less than `height` points are left of this one. */
  const need = (height: number) => {
    if (y + height <= PAGE.height - PAGE.margin) return;
    document.addPage();
    y = PAGE.margin;
  };
  const row = (label: Bilingual, value: Bilingual, valueText: DirectedText) => {
    const english = wrapped(valueText, value.en, 12, 'en');
    const arabic = wrapped(valueText, value.ar, 12, 'ar');
    const count = Math.max(english.length, arabic.length);
    need(LABEL_HEIGHT + count * LINE_HEIGHT);
    document.fillColor(COLOURS.quiet);
    bilingualLine(regular, label, y, 9);
    y += LABEL_HEIGHT;
    document.fillColor(COLOURS.ink);
    for (let line = 0; line < count; line += 1) {
      bilingualLine(valueText, { en: english[line] ?? '', ar: arabic[line] ?? '' }, y, 12);
      y += LINE_HEIGHT;
    }
    y += 9;
  };
  const code = groupedCode(receipt.code);
  document.fillColor(COLOURS.quiet);
  bilingualLine(regular, RECEIPT_TEXTS.number, y, 9);
  y += 15;
  document.fillColor(COLOURS.ink);
  bold.draw(code, MIDDLE - bold.width(code, 12, 'ltr') / 2, y, 12, 'ltr');
  y += 31;
  for (const { label, value } of receipt.rows) row(label, value, regular);

  rule(y, COLOURS.rule, 1);
  y += 12;
  const inBoth = (amount: Fils) => ({ ar: formatFils(amount, 'ar'), en: formatFils(amount, 'en') });
  for (const { description, amount } of receipt.lines) row(description, inBoth(amount), regular);
  row(RECEIPT_TEXTS.total, inBoth(receipt.total), bold);
  need(VERIFICATION_HEIGHT);
  rule(y, COLOURS.accent, 1.5);
  y += 20;

  drawQr(document, url, MIDDLE - QR_SIZE / 2, y);
  y += QR_SIZE + 10;
  document.fillColor(COLOURS.quiet);
  bilingualLine(regular, RECEIPT_TEXTS.verify, y, 9);
  regular.draw(url, MIDDLE - regular.width(url, 8, 'ltr') / 2, y + 18, 8, 'ltr');
}
