import { z } from 'zod';
import { IsoInstant } from '../../contracts/calendar.ts';
import { Language } from '../../contracts/language.ts';
import { Fils } from '../../contracts/money.ts';
import { ControlClient } from '../control-client.ts';

/** What becomes of the next payment for which somebody presses "pay"; it is used up by that. */
export const Misbehaviour = z.enum([
  /** The bank does not answer: HOST TIMEOUT, nothing is taken. */
  'hostTimeout',
  /** The money is taken, no response is sent, and the browser gets no further. */
  'browserClosedAfterCapture',
  /** The response comes twice. */
  'responseTwice',
  /** The response is held until `deliver`; the browser gets no further. */
  'responseLate',
  /** An octet of the response's `trandata` is changed. */
  'tampered',
  /** The response tells of another amount than was taken. */
  'wrongAmount',
  /** The response tells of another payment's track id. */
  'foreignTrackId',
]);
export type Misbehaviour = z.infer<typeof Misbehaviour>;

/** How the pipe answers until that is taken back. */
export const PipeFault = z.enum([
  /** No inquiry is answered. */
  'inquiryUnavailable',
  /** Every inquiry is answered SUSPECTED. */
  'inquirySuspected',
  /** No refund is made or answered. */
  'refundUnavailable',
  /** Refunds are made, but nobody is told. */
  'refundAnswerLost',
  /** Refunds are declined by the bank. */
  'refundDeclined',
]);
export type PipeFault = z.infer<typeof PipeFault>;

export const PaymentState = z.enum(['initiated', 'captured', 'notCaptured', 'cancelled', 'hostTimeout']);
export type PaymentState = z.infer<typeof PaymentState>;

/** Money that went back to the payer. */
const Refund = z.strictObject({ tranId: z.string(), reference: z.string(), amount: Fils, at: IsoInstant });

/** A payment in the gateway's books. */
export const KnetPayment = z.strictObject({
  paymentId: z.string(),
  trackId: z.string(),
  amount: Fils,
  language: Language,
  responseUrl: z.url(),
  errorUrl: z.url(),
  state: PaymentState,
  /** The bank's part, once it was asked; `postDate` is `MMDD`. */
  transaction: z
    .strictObject({
      tranId: z.string(),
      reference: z.string(),
      authorisation: z.string(),
      postDate: z.string(),
    })
    .nullable(),
  /** The response waits for `deliver`. */
  held: z.boolean(),
  /** How many responses the merchant has acknowledged with a redirection. */
  acknowledged: z.int().nonnegative(),
  refunds: z.array(Refund),
});
export type KnetPayment = z.infer<typeof KnetPayment>;

/** How the gateway behaves now. */
export const KnetState = z.strictObject({
  /** The service takes connections. */
  connected: z.boolean(),
  misbehaviour: Misbehaviour.nullable(),
  pipeFault: PipeFault.nullable(),
});
export type KnetState = z.infer<typeof KnetState>;

export const PlugBody = z.strictObject({ connected: z.boolean() });
export const MisbehaviourBody = z.strictObject({ misbehaviour: Misbehaviour.nullable() });
export const PipeFaultBody = z.strictObject({ fault: PipeFault.nullable() });
/** Where each held response would have sent the payer; `null`: the merchant did not say. */
export const DeliverAnswer = z.array(z.strictObject({ trackId: z.string(), redirect: z.url().nullable() }));

/** Drives a KNET simulator from outside. Every call throws `ControlRefusedError` when refused. */
export class KnetControl {
  readonly #client: ControlClient;

  /** `baseUrl` as the simulator announced it. */
  constructor(baseUrl: string) {
    this.#client = new ControlClient(baseUrl);
  }

  state(): Promise<KnetState> {
    return this.#client.get('/state', KnetState);
  }

  /** The gateway's books, oldest payment first. */
  payments(): Promise<KnetPayment[]> {
    return this.#client.get('/payments', z.array(KnetPayment));
  }

  /** The payment of a track id. Refused (404) when there is none. */
  payment(trackId: string): Promise<KnetPayment> {
    return this.#client.get(`/payments/${trackId}`, KnetPayment);
  }

  /** Chooses what becomes of the next payment; `null`: what the card says. */
  misbehave(misbehaviour: Misbehaviour | null): Promise<KnetState> {
    return this.#client.post('/misbehaviour', { misbehaviour }, KnetState);
  }

  /** Begins (or with `null` ends) a fault of inquiries or refunds. */
  setPipeFault(fault: PipeFault | null): Promise<KnetState> {
    return this.#client.post('/pipe-fault', { fault }, KnetState);
  }

  /** Sends every held response; one that the merchant does not acknowledge stays held. */
  deliver(): Promise<z.infer<typeof DeliverAnswer>> {
    return this.#client.post('/deliver', {}, DeliverAnswer);
  }

  /** Puts the payment page and the pipe on the net or takes them off; whoever calls them then is refused the connection. */
  plug(connected: boolean): Promise<KnetState> {
    return this.#client.post('/plug', { connected }, KnetState);
  }
}
