import { z } from 'zod';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { GatewayResponse } from '../../ports/payment-gateway.ts';
import { KnetAmount, KnetNumber } from './fields.ts';

const common = { paymentid: KnetNumber, trackid: KnetNumber, amt: KnetAmount };

/** The fields of a response (K-064 §3.5.5), as far as they are needed; only a captured payment has the bank's. */
const Fields = z.discriminatedUnion('result', [
  z.object({
    ...common,
    result: z.literal('CAPTURED'),
    tranid: KnetNumber,
    ref: KnetNumber,
    auth: KnetNumber,
    postdate: z.string().regex(/^\d{4}$/),
  }),
  z.object({ ...common, result: z.enum(['NOT CAPTURED', 'CANCELED', 'HOST TIMEOUT']) }),
]);

const NOT_TAKEN = {
  'NOT CAPTURED': 'notCaptured',
  CANCELED: 'cancelled',
  'HOST TIMEOUT': 'hostTimeout',
} as const;

/** Reads the deciphered text of a response. */
export function readPaymentResponse(plain: string): Result<GatewayResponse, 'malformed'> {
  const entries = [...new URLSearchParams(plain)];
  const given = Object.fromEntries(entries);
  // A field given twice could be read as one thing here and as another elsewhere.
  if (Object.keys(given).length !== entries.length) return failure('malformed');
  const fields = Fields.safeParse(given);
  if (!fields.success) return failure('malformed');
  const { paymentid: paymentId, trackid: trackId, amt: amount } = fields.data;
  const told = { paymentId, trackId, amount };
  if (fields.data.result !== 'CAPTURED') return success({ ...told, result: NOT_TAKEN[fields.data.result] });
  const { tranid: tranId, ref: reference, auth: authorisation, postdate: postDate } = fields.data;
  return success({ ...told, result: 'captured', tranId, reference, authorisation, postDate });
}
