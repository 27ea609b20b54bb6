import { Fils } from '../../contracts/money.ts';
import { writeAmount } from './amount.ts';
import type { KnetPayment, Misbehaviour, PaymentState } from './control.ts';
import type { Merchant } from './merchant.ts';
import { encrypt, tamper } from './trandata.ts';

/** How long a merchant may take to answer a response, in milliseconds. */
const MERCHANT_ANSWER_TIMEOUT_MS = 30_000;
/** What a response with a wrong amount says too much, fils. */
const WRONG_BY = 1000;
/** Track id of a foreign response while there is no other payment. */
const NOBODYS_TRACK_ID = '0';

const RESULTS: Readonly<Record<Exclude<PaymentState, 'initiated'>, string>> = {
  captured: 'CAPTURED',
  notCaptured: 'NOT CAPTURED',
  cancelled: 'CANCELED',
  hostTimeout: 'HOST TIMEOUT',
};

/** What a misbehaviour makes a response say. */
function told(
  payment: KnetPayment,
  misbehaviour: Misbehaviour | null,
  others: readonly KnetPayment[],
): KnetPayment {
  if (misbehaviour === 'wrongAmount') return { ...payment, amount: Fils.parse(payment.amount + WRONG_BY) };
  if (misbehaviour === 'foreignTrackId') {
    const other = others.findLast(({ trackId }) => trackId !== payment.trackId);
    return { ...payment, trackId: other?.trackId ?? NOBODYS_TRACK_ID };
  }
  return payment;
}

/** The form that tells the merchant of a decided payment; the misbehaviours of content change it. */
export function responseForm(
  decided: KnetPayment,
  merchant: Merchant,
  misbehaviour: Misbehaviour | null,
  others: readonly KnetPayment[],
): URLSearchParams {
  const payment = told(decided, misbehaviour, others);
  if (payment.state === 'initiated') throw new Error('nobody has decided this payment');
  const { transaction } = payment;
  const fields = new URLSearchParams({
    paymentid: payment.paymentId,
    result: RESULTS[payment.state],
    auth: transaction?.authorisation ?? '',
    avr: 'N',
    ref: transaction?.reference ?? '',
    tranid: transaction?.tranId ?? '',
    postdate: transaction?.postDate ?? '',
    trackid: payment.trackId,
    udf1: '',
    udf2: '',
    udf3: '',
    udf4: '',
    udf5: '',
    amt: writeAmount(payment.amount),
    authRespCode: payment.state === 'captured' ? '00' : '',
  });
  const trandata = encrypt(fields.toString(), merchant.resourceKey);
  return new URLSearchParams({
    paymentid: payment.paymentId,
    trackid: payment.trackId,
    trandata: misbehaviour === 'tampered' ? tamper(trandata) : trandata,
  });
}

/**
 * Posts a response to the merchant.
 * @returns the address in its one line `REDIRECT=<address>`; `null`: it is away, too slow, or says anything else
 */
export async function sendResponse(responseUrl: string, form: URLSearchParams): Promise<string | null> {
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      signal: AbortSignal.timeout(MERCHANT_ANSWER_TIMEOUT_MS),
    });
    const line = /^REDIRECT=(https?:\/\/[^\s<>]+)\s*$/.exec(await response.text());
    return (response.ok && line?.[1]) || null;
  } catch {
    return null;
  }
}
