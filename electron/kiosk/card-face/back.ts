import { LICENCE_CATEGORY_NAMES, type Licence, LicenceCategory } from '../../../contracts/licence.ts';
import { CARD_WIDTH } from '../../../native-adapters/card-printer/port.ts';
import { PDF417_MODULES, PDF417_MOST_ROWS, QR_MODULES } from './credential-codes.ts';
import { cardDate } from './front.ts';
import { type Rectangle, SMALLEST_TYPE } from './geometry.ts';
import { PICTOGRAM_HEIGHT, PICTOGRAM_WIDTH } from './pictograms.ts';
import type { TextSlot } from './text-fit.ts';

/** Pixels of a module: 3 at 300 dpi is 0.25 mm. */
export const QR_MODULE = 3;
export const PDF417_MODULE = 2;
/** A PDF417 row is at least three modules high (ISO/IEC 15438, 5.8.2). */
export const PDF417_LEAST_ROW = 3 * PDF417_MODULE;
/** Free modules around each code (ISO/IEC 18004, 6.3.8: four; ISO/IEC 15438, 5.8.3: two). */
const QR_QUIET = 4 * QR_MODULE;
const PDF417_QUIET = 2 * PDF417_MODULE;

/** Least distance of anything from the upper edge and from the right: pre-printed stock has its bands there. */
const TOP = 20;
const RIGHT = 12;

const PDF417_WIDTH = PDF417_MODULES * PDF417_MODULE;
const PDF417_HEIGHT = PDF417_MOST_ROWS * PDF417_LEAST_ROW;

/**
 * Place of the PDF417 symbol, without its quiet zone. It lies above the QR code: a decoder looks for the guard pattern of PDF417
 * line by line from above, and in one of fifteen QR codes it takes a row for that pattern, stays there and misses the symbol.
 */
export const PDF417_RECTANGLE: Rectangle = {
  x: (CARD_WIDTH - PDF417_WIDTH) / 2,
  y: TOP + PDF417_QUIET,
  width: PDF417_WIDTH,
  height: PDF417_HEIGHT,
};

/** Where the category table and the QR code beside it begin. */
const LOWER_PART = PDF417_RECTANGLE.y + PDF417_HEIGHT + PDF417_QUIET;
const QR_SIDE = QR_MODULES * QR_MODULE;

/** Place of the QR code, without its quiet zone. */
export const QR_RECTANGLE: Rectangle = {
  x: CARD_WIDTH - RIGHT - QR_QUIET - QR_SIDE,
  y: LOWER_PART + QR_QUIET,
  width: QR_SIDE,
  height: QR_SIDE,
};

/** `rectangle` and the quiet zone around it, where nothing else may be printed. */
function withQuietZone(rectangle: Rectangle, quiet: number): Rectangle {
  return {
    x: rectangle.x - quiet,
    y: rectangle.y - quiet,
    width: rectangle.width + 2 * quiet,
    height: rectangle.height + 2 * quiet,
  };
}

export const QR_ZONE = withQuietZone(QR_RECTANGLE, QR_QUIET);
export const PDF417_ZONE = withQuietZone(PDF417_RECTANGLE, PDF417_QUIET);

const TABLE_LEFT = 16;
const TABLE_RIGHT = QR_ZONE.x - 4;
const ROW_HEIGHT = 38;
const RULE = 2;

/** Columns of the category table, from left to right; field numbers of ISO/IEC 18013-1. */
const COLUMN = {
  pictogram: [TABLE_LEFT, TABLE_LEFT + PICTOGRAM_WIDTH],
  latin: [84, 246],
  arabic: [258, 378],
  from: [388, 512],
  to: [524, TABLE_RIGHT],
} as const;

const cell = (row: number, [from, to]: readonly [number, number]): Rectangle => ({
  x: from,
  y: LOWER_PART + row * ROW_HEIGHT + RULE,
  width: to - from,
  height: ROW_HEIGHT - RULE,
});

const tableText = (
  row: number,
  column: readonly [number, number],
  text: string,
  script: TextSlot['script'],
  weight: TextSlot['weight'],
): TextSlot => ({ box: cell(row, column), text, script, weight, size: SMALLEST_TYPE });

/** Row of each category; row 0 is the heading. */
const categoryRows = LicenceCategory.options.map((category, index) => ({ category, row: index + 1 }));

/** Heading and names of every category, which every licence shows. */
export const BACK_STATIC: readonly TextSlot[] = [
  tableText(0, COLUMN.pictogram, '9', 'latin', 'semiBold'),
  tableText(0, COLUMN.from, '10', 'latin', 'semiBold'),
  tableText(0, COLUMN.to, '11', 'latin', 'semiBold'),
  ...categoryRows.flatMap(({ category, row }) => [
    tableText(row, COLUMN.latin, LICENCE_CATEGORY_NAMES[category].en, 'latin', 'regular'),
    tableText(row, COLUMN.arabic, LICENCE_CATEGORY_NAMES[category].ar, 'arabic', 'regular'),
  ]),
];

/** Rules above each row of the table. */
export const TABLE_RULES: readonly Rectangle[] = categoryRows.map(({ row }) => ({
  x: TABLE_LEFT,
  y: LOWER_PART + row * ROW_HEIGHT,
  width: TABLE_RIGHT - TABLE_LEFT,
  height: RULE,
}));

/** Where the pictogram of each category stands in the table. */
export const TABLE_PICTOGRAMS = categoryRows.map(({ category, row }) => ({
  category,
  box: {
    x: TABLE_LEFT,
    y: LOWER_PART + row * ROW_HEIGHT + RULE,
    width: PICTOGRAM_WIDTH,
    height: PICTOGRAM_HEIGHT,
  },
}));

const NOT_HELD = '—';

/** Dates of the categories held (fields 10 and 11), dashes for the others. */
export function backTexts(licence: Licence): readonly TextSlot[] {
  return categoryRows.flatMap(({ category, row }) => {
    const held = licence.privileges.find((privilege) => privilege.category === category);
    return [
      tableText(row, COLUMN.from, held ? cardDate(held.issueDate) : NOT_HELD, 'latin', 'semiBold'),
      tableText(row, COLUMN.to, held ? cardDate(held.expiryDate) : NOT_HELD, 'latin', 'semiBold'),
    ];
  });
}
