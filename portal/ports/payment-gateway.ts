import type { Language } from '../../contracts/language.ts';
import type { Fils } from '../../contracts/money.ts';
import type { Result } from '../../contracts/result.ts';

/** A payment as the gateway knows it: one amount under one track id of ours (alphanumeric, at most 40 characters), used once. */
export interface GatewayPayment {
  readonly trackId: string;
  readonly amount: Fils;
}

/** What the gateway says when the payer has finished. It proves nothing: money counts as captured only once an inquiry says so. */
export type GatewayResponse = GatewayPayment & { readonly paymentId: string } & (
    | {
        readonly result: 'captured';
        readonly tranId: string;
        readonly reference: string;
        readonly authorisation: string;
        /** Day on which the banks settle it, `MMDD`. */
        readonly postDate: string;
      }
    | { readonly result: 'notCaptured' | 'cancelled' | 'hostTimeout' }
  );

/**
 * What became of a payment.
 * - `captured`: the money was taken; `amount` is what was taken, to be compared with what was asked for.
 * - `notCaptured`, `cancelled`, `hostTimeout`: it was not.
 * - `suspected`: the gateway does not know itself (yet).
 * - `unknown`: it knows no such payment; the payer may still be on the payment page, and it may yet be captured.
 */
export type GatewayInquiry =
  | {
      readonly outcome: 'captured';
      readonly paymentId: string;
      readonly tranId: string;
      readonly reference: string;
      readonly amount: Fils;
    }
  | { readonly outcome: 'notCaptured' | 'cancelled' | 'hostTimeout' | 'suspected' | 'unknown' };

/** The payment gateway. */
export interface PaymentGateway {
  /** Address to send the payer's browser to. Nothing is told to the gateway before the browser goes there. */
  begin(payment: GatewayPayment & { readonly language: Language }): string;

  /**
   * Reads the gateway's response.
   * `undecipherable`: not of our gateway, or damaged on the way. `malformed`: its fields are not those of a response.
   */
  readResponse(trandata: string): Result<GatewayResponse, 'undecipherable' | 'malformed'>;

  /**
   * Asks what became of a payment.
   * `unreachable`: no answer; ask again later. `malformed`: an answer that says nothing of this payment.
   */
  inquire(payment: GatewayPayment): Promise<Result<GatewayInquiry, 'unreachable' | 'malformed'>>;

  /**
   * Gives a captured payment back whole. May be repeated: what was given back before is a success, too, and then without a
   * `reference`, which the gateway tells only once.
   * `unreachable`, `malformed`: not known whether it was done; repeat it later. `refused`: it was not done.
   */
  refund(
    payment: GatewayPayment & { readonly tranId: string },
  ): Promise<Result<{ readonly reference: string | null }, 'unreachable' | 'refused' | 'malformed'>>;
}
