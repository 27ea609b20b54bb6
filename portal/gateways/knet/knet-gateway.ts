import { z } from 'zod';
import { KNET_ERROR_PATH, KNET_RESPONSE_PATH } from '../../../contracts/portal-api/payments.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { GatewayInquiry, GatewayPayment, PaymentGateway } from '../../ports/payment-gateway.ts';
import type { KnetConfig } from './config.ts';
import { type Elements, readElements, writeElements } from './elements.ts';
import { formatAmount, KnetAmount, KnetNumber } from './fields.ts';
import { readPaymentResponse } from './payment-response.ts';
import { decryptTrandata, encryptTrandata } from './trandata.ts';

/** How long KNET may take to answer an inquiry or a refund, in milliseconds. */
export const KNET_ANSWER_TIMEOUT_MS = 20_000;

/** `action` (K-064 §3.5.4). */
const PURCHASE = '1';
const REFUND = '2';
const INQUIRY = '8';
/** Kuwaiti dinar (ISO 4217). */
const CURRENCY = '414';

type InquiryOutcome = GatewayInquiry['outcome'];

/** What an inquiry's result or error code means (K-064 §3.5.5 and §10). */
const INQUIRY_OUTCOMES: ReadonlyMap<string, InquiryOutcome> = new Map([
  ['SUCCESS', 'captured'],
  ['CAPTURED', 'captured'],
  ['FAILURE', 'notCaptured'],
  ['NOT CAPTURED', 'notCaptured'],
  ['CANCELED', 'cancelled'],
  ['IPAY0100048', 'cancelled'],
  ['HOST TIMEOUT', 'hostTimeout'],
  ['IPAY0100158', 'hostTimeout'],
  ['SUSPECTED', 'suspected'],
  ['IPAY0100263', 'unknown'],
]);

/** What a refund's result or error code means; every other one is a refusal. */
const REFUND_OUTCOMES: ReadonlyMap<string, 'refunded' | 'refundedBefore' | 'undecided'> = new Map([
  ['CAPTURED', 'refunded'],
  // Credits would exceed the debit: the whole was given back before, as refunds here are always of the whole.
  ['IPAY0300024', 'refundedBefore'],
  ['HOST TIMEOUT', 'undecided'],
  ['IPAY0100158', 'undecided'],
  ['SUSPECTED', 'undecided'],
]);

const Captured = z.object({ payid: KnetNumber, tranid: KnetNumber, ref: KnetNumber, amt: KnetAmount });
/** An answer to a refund may leave `ref` empty (K-064 §3.7.3). */
const Refunded = z.object({ payid: KnetNumber, ref: KnetNumber.or(z.literal('')) });

/** An answer of the pipe: its verdict is the result, or the code in `!ERROR!-IPAY0100263-Transaction not found.` */
interface PipeAnswer {
  readonly verdict: string;
  readonly elements: Elements;
}

function readAnswer(text: string, trackId: string): PipeAnswer | null {
  const elements = readElements(text);
  const result = elements?.['result'];
  if (!elements || !result) return null;
  const { trackid = trackId } = elements;
  if (trackid !== trackId) return null;
  return { verdict: /^!ERROR!-([A-Z0-9]+)/.exec(result)?.[1] ?? result, elements };
}

/**
 * KNET's hosted payment page and its pipe for inquiries and refunds (docs/developer/payments.md).
 * @param publicUrl address of the portal as KNET and browsers reach it
 */
export function createKnetGateway(
  config: KnetConfig,
  publicUrl: string,
  answerTimeoutMs: number = KNET_ANSWER_TIMEOUT_MS,
): PaymentGateway {
  const { tranportalId, password, resourceKey, languageIds } = config;
  const responseURL = publicUrl + KNET_RESPONSE_PATH;
  const errorURL = publicUrl + KNET_ERROR_PATH;

  /** Asks the pipe about one payment, named as `udf5` says by `transid`. */
  async function ask(
    action: string,
    { trackId, amount }: GatewayPayment,
    transid: string,
    udf5: 'TrackID' | 'TransID',
  ): Promise<Result<PipeAnswer, 'unreachable' | 'malformed'>> {
    const body = writeElements('request', {
      id: tranportalId,
      password,
      action,
      amt: formatAmount(amount),
      transid: KnetNumber.parse(transid),
      trackid: KnetNumber.parse(trackId),
      udf5,
    });
    try {
      const response = await fetch(`${config.tranPipeUrl}?param=tranInit`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml' },
        body,
        // A redirect would carry the password somewhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      if (!response.ok) return failure('unreachable');
      const answer = readAnswer(await response.text(), trackId);
      return answer ? success(answer) : failure('malformed');
    } catch {
      // Away, too slow or broken off: `fetch` and `text` throw for nothing else here.
      return failure('unreachable');
    }
  }

  return {
    begin({ trackId, amount, language }) {
      const request = {
        id: tranportalId,
        password,
        action: PURCHASE,
        langid: languageIds[language],
        currencycode: CURRENCY,
        amt: formatAmount(amount),
        responseURL,
        errorURL,
        trackid: KnetNumber.parse(trackId),
        udf1: '',
        udf2: '',
        udf3: '',
        udf4: '',
        udf5: '',
      };
      const plain = Object.entries(request).map(([name, value]) => `${name}=${value}`);
      const trandata = encryptTrandata(plain.join('&'), resourceKey);
      const query = new URLSearchParams({
        param: 'paymentInit',
        trandata,
        tranportalId,
        responseURL,
        errorURL,
      });
      return `${config.paymentUrl}?${query}`;
    },

    readResponse(trandata) {
      const plain = decryptTrandata(trandata, resourceKey);
      return plain === null ? failure('undecipherable') : readPaymentResponse(plain);
    },

    async inquire(payment) {
      const answer = await ask(INQUIRY, payment, payment.trackId, 'TrackID');
      if (!answer.ok) return answer;
      const outcome = INQUIRY_OUTCOMES.get(answer.value.verdict);
      if (outcome === undefined) return failure('malformed');
      if (outcome !== 'captured') return success({ outcome });
      const captured = Captured.safeParse(answer.value.elements);
      if (!captured.success) return failure('malformed');
      const { payid, tranid, ref, amt } = captured.data;
      return success({ outcome, paymentId: payid, tranId: tranid, reference: ref, amount: amt });
    },

    async refund(payment) {
      const answer = await ask(REFUND, payment, payment.tranId, 'TransID');
      if (!answer.ok) return answer;
      const outcome = REFUND_OUTCOMES.get(answer.value.verdict);
      if (outcome === undefined) return failure('refused');
      if (outcome === 'undecided') return failure('unreachable');
      if (outcome === 'refundedBefore') return success({ reference: null });
      const refunded = Refunded.safeParse(answer.value.elements);
      if (!refunded.success) return failure('malformed');
      return success({ reference: refunded.data.ref || refunded.data.payid });
    },
  };
}
