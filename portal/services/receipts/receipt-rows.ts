import { kuwaitDate } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { Capture, PaymentOnFile } from '../../store/payments.ts';
import type { ReceiptOnFile } from '../../store/receipts.ts';
import { formatDate, formatInstant } from '../../texts/format-date.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';

/** What a receipt shows first: its state in one word, for programs, and as a sentence. */
export interface ReceiptStanding {
  readonly status: 'issued' | 'paid' | 'unpaid' | 'captured' | 'refundDue' | 'refunded';
  readonly heading: Bilingual;
}

/** A line of a receipt: its name and value in both languages. */
export interface ReceiptRow {
  readonly label: Bilingual;
  readonly value: Bilingual;
}

/** A line that was paid. */
export interface ReceiptLine {
  readonly description: Bilingual;
  /** Fils. */
  readonly amount: Fils;
}

/** Everything a receipt tells, on its page and in its document: nothing about the holder or payer. */
export interface Receipt {
  readonly code: string;
  /** The number that its file is named by: of a request, or the payment's reference. */
  readonly name: string;
  readonly standing: ReceiptStanding;
  readonly rows: readonly ReceiptRow[];
  readonly lines: readonly ReceiptLine[];
  /** Fils: the sum of the lines. */
  readonly total: Fils;
}

const CODE_GROUP = /.{1,4}/g;

/** Grouped for reading; copied or scanned, the code has no spaces. */
export function groupedCode(code: string): string {
  return (code.match(CODE_GROUP) ?? []).join(' ');
}

const same = (text: string): Bilingual => ({ ar: text, en: text });
const both = (of: (language: Language) => string): Bilingual => ({ ar: of('ar'), en: of('en') });

function requestStanding({ paidAt, issued }: ReceiptOnFile): ReceiptStanding {
  if (issued !== null) return { status: 'issued', heading: RECEIPT_TEXTS.issuedTitle };
  return paidAt === null
    ? { status: 'unpaid', heading: RECEIPT_TEXTS.unpaidTitle }
    : { status: 'paid', heading: RECEIPT_TEXTS.paidTitle };
}

/** The receipt of a request: what was paid, and whether the licence was handed over. */
export function requestReceipt(receipt: ReceiptOnFile, feeName: Bilingual): Receipt {
  const { code, requestId, feePaid, paidAt, paymentReference, issued } = receipt;
  return {
    code,
    name: requestId,
    standing: requestStanding(receipt),
    rows: [
      { label: RECEIPT_TEXTS.reference, value: same(requestId) },
      { label: RECEIPT_TEXTS.service, value: REQUEST_KIND_NAMES[receipt.kind] },
      { label: RECEIPT_TEXTS.category, value: LICENCE_CATEGORY_NAMES[receipt.category] },
      {
        label: RECEIPT_TEXTS.paidOn,
        value:
          paidAt === null
            ? RECEIPT_TEXTS.none
            : both((language) => formatDate(kuwaitDate(Date.parse(paidAt)), language)),
      },
      {
        label: RECEIPT_TEXTS.paymentReference,
        value: paymentReference === null ? RECEIPT_TEXTS.none : same(paymentReference),
      },
      {
        label: RECEIPT_TEXTS.handOver,
        value:
          issued === null ? RECEIPT_TEXTS.notIssued : both((language) => formatInstant(issued.at, language)),
      },
      ...(issued === null ? [] : [{ label: RECEIPT_TEXTS.machine, value: same(issued.machine) }]),
    ],
    lines: [{ description: feeName, amount: feePaid }],
    total: feePaid,
  };
}

function paymentStanding({ status }: PaymentOnFile): ReceiptStanding {
  if (status === 'refundDue') return { status, heading: RECEIPT_TEXTS.refundDueTitle };
  if (status === 'refunded') return { status, heading: RECEIPT_TEXTS.refundedTitle };
  return { status: 'captured', heading: RECEIPT_TEXTS.paymentTitle };
}

/** The receipt of a payment: what was taken for what, and whether it went back. */
export function paymentReceipt(payment: PaymentOnFile, code: string, capture: Capture): Receipt {
  const standing = paymentStanding(payment);
  return {
    code,
    name: capture.reference,
    standing,
    rows: [
      { label: RECEIPT_TEXTS.standing, value: standing.heading },
      { label: RECEIPT_TEXTS.paidAt, value: both((language) => formatInstant(capture.at, language)) },
      { label: RECEIPT_TEXTS.paymentReference, value: same(capture.reference) },
    ],
    lines: payment.lines,
    total: capture.amount,
  };
}
