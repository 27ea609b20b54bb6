import type { Fils } from '../../contracts/money.ts';
import { readAmount, writeAmount } from './amount.ts';
import type { PaymentBooks } from './books.ts';
import type { KnetPayment, PipeFault } from './control.ts';
import { GATEWAY_ERRORS, type GatewayError } from './errors.ts';
import type { Merchant } from './merchant.ts';

/** Which number of a payment `transid` holds, by `udf5` (KNET manual K-064); an empty one means the transaction id. */
const IDENTIFIERS: ReadonlyMap<string, (payment: KnetPayment) => string | undefined> = new Map([
  ['TrackID', (payment) => payment.trackId],
  ['PaymentID', (payment) => payment.paymentId],
  ['TransID', (payment) => payment.transaction?.tranId],
  ['', (payment) => payment.transaction?.tranId],
  ['SeqNum', (payment) => payment.transaction?.reference],
]);

type Elements = Readonly<Record<string, string>>;

/** What an inquiry says of a payment that the bank decided, and of every other one. */
const INQUIRY_RESULTS = { captured: 'SUCCESS', notCaptured: 'FAILURE' } as const;
const INQUIRY_ERRORS = {
  // Nobody has paid: there is a payment, but no transaction.
  initiated: 'notFound',
  cancelled: 'cancelled',
  hostTimeout: 'hostTimeout',
} as const;

/** Elements of a request, in a root or without one. */
function elementsOf(xml: string): Elements {
  return Object.fromEntries(
    [...xml.matchAll(/<(\w+)>([^<>]*)<\/\1>/g)].map(([, name = '', text = '']) => [
      name.toLowerCase(),
      text.trim(),
    ]),
  );
}

function written(elements: Elements): string {
  return Object.entries(elements)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('');
}

function refusal(error: GatewayError): string {
  const [code, text] = GATEWAY_ERRORS[error];
  return written({
    result: `!ERROR!-${code}-${text}`,
    error_code_tag: code,
    error_service_tag: 'null',
  });
}

function answerOf(result: string, payment: KnetPayment, changes: Elements = {}): string {
  const { transaction } = payment;
  return written({
    result,
    auth: transaction?.authorisation ?? '',
    ref: transaction?.reference ?? '',
    avr: 'N',
    postdate: transaction?.postDate ?? '',
    tranid: transaction?.tranId ?? '',
    trackid: payment.trackId,
    payid: payment.paymentId,
    udf1: '',
    udf2: '',
    udf3: '',
    udf4: '',
    amt: writeAmount(payment.amount),
    ...changes,
  });
}

/** A request whose sender was believed. */
interface Asked {
  /** The payment that it names; `null`: none of ours. */
  readonly payment: KnetPayment | null;
  readonly amount: Fils;
  readonly udf5: string;
  readonly fault: PipeFault | null;
  readonly books: PaymentBooks;
}

function inquire({ payment, amount, fault, udf5 }: Asked): string | null {
  if (fault === 'inquiryUnavailable') return null;
  if (payment === null) return refusal('notFound');
  if (payment.amount !== amount) return refusal('invalidAmount');
  if (fault === 'inquirySuspected') return answerOf('SUSPECTED', payment, { udf5 });
  const { state } = payment;
  return state === 'captured' || state === 'notCaptured'
    ? answerOf(INQUIRY_RESULTS[state], payment, { udf5 })
    : refusal(INQUIRY_ERRORS[state]);
}

function refund({ payment, amount, fault, udf5, books }: Asked): string | null {
  if (fault === 'refundUnavailable') return null;
  if (payment === null) return refusal('notFound');
  if (fault === 'refundDeclined') return answerOf('NOT CAPTURED', payment, { ref: '', udf5 });
  const made = books.refund(payment, amount);
  if (fault === 'refundAnswerLost') return null;
  if (!made.ok) return refusal(made.fault);
  const { reference, tranId } = made.value;
  return answerOf('CAPTURED', payment, { ref: reference, tranid: tranId, amt: writeAmount(amount), udf5 });
}

const ACTIONS: ReadonlyMap<string, (asked: Asked) => string | null> = new Map([
  ['2', refund],
  ['8', inquire],
]);

/** Answers inquiries (action 8) and refunds (action 2) sent to `tranPipe.htm`; `null`: nobody hears an answer. */
export function answerPipe(
  xml: string,
  merchant: Merchant,
  books: PaymentBooks,
  fault: PipeFault | null,
): string | null {
  const asked = elementsOf(xml);
  if (asked['id'] !== merchant.tranportalId) return refusal('invalidTranportalId');
  if (asked['password'] !== merchant.password) return refusal('invalidPassword');
  const { action = '', transid, trackid, udf5 = '' } = asked;
  const answer = ACTIONS.get(action);
  if (!answer) return refusal('invalidAction');
  const amount = readAmount(asked['amt'] ?? '');
  if (amount === null) return refusal('invalidAmount');
  const numberOf = IDENTIFIERS.get(udf5);
  const payment =
    books.payments.find((one) => one.trackId === trackid && numberOf?.(one) === transid) ?? null;
  return answer({ payment, amount, udf5, fault, books });
}
