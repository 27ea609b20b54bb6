import type { Bilingual } from '../../../contracts/language.ts';
import { formatFils } from '../../../contracts/money.ts';
import { groupedCode, receiptRows } from '../../services/receipts/receipt-rows.ts';
import type { ReceiptOnFile } from '../../store/receipts.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';
import { page, type Tone } from './page.ts';

/** What the page says first. */
function standing({ paidAt, issued }: ReceiptOnFile): {
  readonly status: 'issued' | 'paid' | 'unpaid';
  readonly tone: Tone;
  readonly heading: Bilingual;
} {
  if (issued !== null) return { status: 'issued', tone: 'good', heading: RECEIPT_TEXTS.issuedTitle };
  return paidAt === null
    ? { status: 'unpaid', tone: 'attention', heading: RECEIPT_TEXTS.unpaidTitle }
    : { status: 'paid', tone: 'attention', heading: RECEIPT_TEXTS.paidTitle };
}

/** The page of a receipt: whether the licence was issued, and what was paid. */
export function receiptPage(receipt: ReceiptOnFile, feeName: Bilingual): string {
  const code = groupedCode(receipt.code);
  return page({
    title: RECEIPT_TEXTS.title,
    ...standing(receipt),
    text: null,
    facts: [
      { label: RECEIPT_TEXTS.number, value: { ar: code, en: code }, isolate: true },
      ...receiptRows(receipt).map(({ label, value }) => ({ label, value, isolate: value.ar === value.en })),
      {
        label: feeName,
        value: { ar: formatFils(receipt.feePaid, 'ar'), en: formatFils(receipt.feePaid, 'en') },
        isolate: false,
      },
    ],
    link: { href: `/receipts/${receipt.code}/receipt.pdf`, label: RECEIPT_TEXTS.download },
  });
}

/** Said when nobody has a receipt of this number. */
export function unknownReceiptPage(): string {
  return page({
    status: 'unknown',
    title: RECEIPT_TEXTS.title,
    tone: 'bad',
    heading: RECEIPT_TEXTS.unknownTitle,
    text: RECEIPT_TEXTS.unknownText,
    facts: [],
    link: null,
  });
}
