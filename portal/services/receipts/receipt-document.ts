import bwipjs from 'bwip-js/node';
import { z } from 'zod';
import { type Fils, formatFils } from '../../../contracts/money.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';
import { BilingualDocument, COLOURS, PAGE } from '../documents/bilingual-document.ts';
import { groupedCode, type Receipt } from './receipt-rows.ts';

/** Everything a receipt is made of. */
export interface ReceiptContent {
  readonly receipt: Receipt;
  /** The receipt's page. */
  readonly url: string;
  /** When the document is made, milliseconds since the Unix epoch. */
  readonly madeAt: number;
}

const QR_SIZE = 118;
/** Height in points of the code with what stands around it. */
const VERIFICATION_HEIGHT = QR_SIZE + 64;

/** One symbol as `bwip-js` gives it: rows of modules without quiet zone. */
const Symbols = z.tuple([z.object({ pixs: z.array(z.int()), pixx: z.int(), pixy: z.int() })]);

/** Draws the code of `url` in the middle of the page. */
function drawQr({ document, y }: BilingualDocument, url: string): void {
  const [{ pixs, pixx }] = Symbols.parse(bwipjs.raw({ bcid: 'qrcode', text: url }));
  const module = QR_SIZE / pixx;
  const x = (PAGE.width - QR_SIZE) / 2;
  document.fillColor(COLOURS.ink);
  pixs.forEach((dark, index) => {
    if (dark === 1)
      document.rect(x + (index % pixx) * module, y + Math.floor(index / pixx) * module, module, module);
  });
  document.fill();
}

const inBoth = (amount: Fils) => ({ ar: formatFils(amount, 'ar'), en: formatFils(amount, 'en') });

/**
 * The receipt as PDF, Arabic and English side by side on A4; its lines may need more pages than one.
 * The holder's name and civil ID are not in it: it may be shown and passed on.
 */
export function receiptDocument({ receipt, url, madeAt }: ReceiptContent): Promise<Buffer> {
  const paper = new BilingualDocument({ title: `${RECEIPT_TEXTS.title.en} ${receipt.name}`, madeAt });
  const { regular, bold } = paper;
  paper.letterhead(RECEIPT_TEXTS.title, 26);
  paper.sides(regular, RECEIPT_TEXTS.number, 9, COLOURS.quiet);
  paper.down(15);
  paper.centred(bold, groupedCode(receipt.code), 12, COLOURS.ink);
  paper.down(31);
  for (const { label, value } of receipt.rows) paper.row(label, value, regular);

  paper.rule(COLOURS.rule, 1);
  paper.down(12);
  for (const [index, { description, amount }] of receipt.lines.entries())
    paper.entry(index + 1, description, inBoth(amount));
  paper.rule(COLOURS.rule, 1);
  paper.down(12);
  paper.row(RECEIPT_TEXTS.total, inBoth(receipt.total), bold);
  paper.need(VERIFICATION_HEIGHT);
  paper.rule(COLOURS.accent, 1.5);
  paper.down(20);

  drawQr(paper, url);
  paper.down(QR_SIZE + 10);
  paper.sides(regular, RECEIPT_TEXTS.verify, 9, COLOURS.quiet);
  paper.down(18);
  paper.centred(regular, url, 8, COLOURS.quiet);
  return paper.finish();
}
