import { kuwaitDate } from '../../../contracts/calendar.ts';
import type { Bilingual, Language } from '../../../contracts/language.ts';
import { LICENCE_CATEGORY_NAMES } from '../../../contracts/licence.ts';
import type { IsoInstant } from '../../../contracts/calendar.ts';
import type { Fils } from '../../../contracts/money.ts';
import type { RequestStatus } from '../../../contracts/request.ts';
import type { Capture, PaymentOnFile } from '../../store/payments.ts';
import type { ReceiptOnFile } from '../../store/receipts.ts';
import { formatDate, formatInstant } from '../../texts/format-date.ts';
import { REQUEST_KIND_NAMES } from '../../texts/names.ts';
import { RECEIPT_TEXTS } from '../../texts/receipt-texts.ts';

/** What a receipt shows first: its state in one word, for programs, and as a sentence. */
export interface ReceiptStanding {
  readonly status: 'issued' | 'paid' | 'unpaid' | 'captured' | 'refundDue' | 'refunded' | 'expired';
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

const REFUND_STANDINGS = {
  refundDue: { status: 'refundDue', heading: RECEIPT_TEXTS.refundDueTitle },
  refunded: { status: 'refunded', heading: RECEIPT_TEXTS.refundedTitle },
} as const;

/** What became of the fee of a paid request that is over without its licence; in any other state it may still be collected. */
const ENDED: Partial<Record<RequestStatus, ReceiptStanding>> = {
  refundDue: REFUND_STANDINGS.refundDue,
  // A paid request is cancelled by its refund alone (`contracts/request.ts`).
  cancelled: REFUND_STANDINGS.refunded,
  expired: { status: 'expired', heading: RECEIPT_TEXTS.expiredTitle },
};

const NOT_HANDED_OVER: ReadonlySet<ReceiptStanding['status']> = new Set(['refundDue', 'refunded', 'expired']);

function requestStanding({ paidAt, issued, status, refund }: ReceiptOnFile): ReceiptStanding {
  if (issued !== null) return { status: 'issued', heading: RECEIPT_TEXTS.issuedTitle };
  if (paidAt === null) return { status: 'unpaid', heading: RECEIPT_TEXTS.unpaidTitle };
  if (refund !== null) return REFUND_STANDINGS[refund.status];
  return ENDED[status] ?? { status: 'paid', heading: RECEIPT_TEXTS.paidTitle };
}

/** How far the refund is; nothing where none is known. */
function refundRows(refund: { readonly status: string; readonly since: IsoInstant } | null): ReceiptRow[] {
  switch (refund?.status) {
    case 'refundDue':
      return [{ label: RECEIPT_TEXTS.refund, value: RECEIPT_TEXTS.refundUnderWay }];
    case 'refunded': {
      const { since } = refund;
      return [
        {
          label: RECEIPT_TEXTS.refundedOn,
          value: both((language) => formatDate(kuwaitDate(Date.parse(since)), language)),
        },
      ];
    }
    default:
      return [];
  }
}

/** The receipt of a request: what was paid, and whether the licence was handed over. */
export function requestReceipt(receipt: ReceiptOnFile, feeName: Bilingual): Receipt {
  const { code, requestId, feePaid, paidAt, paymentReference, issued, refund } = receipt;
  const standing = requestStanding(receipt);
  const notIssued = NOT_HANDED_OVER.has(standing.status)
    ? RECEIPT_TEXTS.notHandedOver
    : RECEIPT_TEXTS.notIssued;
  return {
    code,
    name: requestId,
    standing,
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
        value: issued === null ? notIssued : both((language) => formatInstant(issued.at, language)),
      },
      ...(issued === null ? [] : [{ label: RECEIPT_TEXTS.machine, value: same(issued.machine) }]),
      ...refundRows(refund),
    ],
    lines: [{ description: feeName, amount: feePaid }],
    total: feePaid,
  };
}

function paymentStanding({ status }: PaymentOnFile): ReceiptStanding {
  return status === 'refundDue' || status === 'refunded'
    ? REFUND_STANDINGS[status]
    : { status: 'captured', heading: RECEIPT_TEXTS.paymentTitle };
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
      ...refundRows({ status: payment.status, since: payment.statusSince }),
    ],
    lines: payment.lines,
    total: capture.amount,
  };
}
