import type { Bilingual } from '../../../contracts/language.ts';
import { type Fils, formatFils } from '../../../contracts/money.ts';
import { groupedCode, type Receipt, type ReceiptStanding } from '../../services/receipts/receipt-rows.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';
import { page, type Tone } from './page.ts';

const TONES: Readonly<Record<ReceiptStanding['status'], Tone>> = {
  issued: 'good',
  paid: 'attention',
  unpaid: 'attention',
  captured: 'good',
  refundDue: 'attention',
  refunded: 'attention',
  expired: 'attention',
};

const amountFact = (label: Bilingual, amount: Fils) => ({
  label,
  value: { ar: formatFils(amount, 'ar'), en: formatFils(amount, 'en') },
  isolate: false,
});

/** The page of a receipt: what was paid, and what became of it. */
export function receiptPage({ code, standing, rows, lines, total }: Receipt): string {
  const number = groupedCode(code);
  return page({
    title: RECEIPT_TEXTS.title,
    status: standing.status,
    tone: TONES[standing.status],
    heading: standing.heading,
    text: null,
    facts: [
      { label: RECEIPT_TEXTS.number, value: { ar: number, en: number }, isolate: true },
      ...rows
        .filter(({ value }) => value !== standing.heading)
        .map(({ label, value }) => ({ label, value, isolate: value.ar === value.en })),
      ...lines.map(({ description, amount }) => amountFact(description, amount)),
      ...(lines.length > 1 ? [amountFact(RECEIPT_TEXTS.total, total)] : []),
    ],
    link: { href: `/receipts/${code}/receipt.pdf`, label: RECEIPT_TEXTS.download },
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
