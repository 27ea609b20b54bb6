import { kuwaitDate, kuwaitTime } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import type { ReceiptOnFile } from '../../store/receipts.ts';
import { formatDate } from '../../texts/format-date.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';

/** A line of a receipt: its name and value in both languages. */
export interface ReceiptRow {
  readonly label: Bilingual;
  readonly value: Bilingual;
}

const CODE_GROUP = /.{1,4}/g;

/** Grouped for reading; copied or scanned, the code has no spaces. */
export function groupedCode(code: string): string {
  return (code.match(CODE_GROUP) ?? []).join(' ');
}

const same = (text: string): Bilingual => ({ ar: text, en: text });
const both = (of: (language: Language) => string): Bilingual => ({ ar: of('ar'), en: of('en') });

/** Everything a receipt tells besides the amounts. */
export function receiptRows(receipt: ReceiptOnFile): ReceiptRow[] {
  const { paidAt, issued } = receipt;
  const day = (instant: string, language: Language) => formatDate(kuwaitDate(Date.parse(instant)), language);
  return [
    { label: RECEIPT_TEXTS.reference, value: same(receipt.requestId) },
    { label: RECEIPT_TEXTS.service, value: REQUEST_KIND_NAMES[receipt.kind] },
    { label: RECEIPT_TEXTS.category, value: LICENCE_CATEGORY_NAMES[receipt.category] },
    {
      label: RECEIPT_TEXTS.paidOn,
      value: paidAt === null ? RECEIPT_TEXTS.none : both((language) => day(paidAt, language)),
    },
    {
      label: RECEIPT_TEXTS.paymentReference,
      value: receipt.paymentReference === null ? RECEIPT_TEXTS.none : same(receipt.paymentReference),
    },
    {
      label: RECEIPT_TEXTS.handOver,
      value:
        issued === null
          ? RECEIPT_TEXTS.notIssued
          : both(
              (language) =>
                `${day(issued.at, language)}${language === 'ar' ? '، ' : ', '}${kuwaitTime(Date.parse(issued.at))}`,
            ),
    },
    ...(issued === null ? [] : [{ label: RECEIPT_TEXTS.machine, value: same(issued.machine) }]),
  ];
}
