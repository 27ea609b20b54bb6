import type { PaymentStatus } from '../../../contracts/portal-api/payments.ts';

/** Why a response of the gateway was not believed (KNET manual K-064: its cipher has no integrity check). */
export type ResponseRefusal =
  | 'undecipherable'
  | 'malformed'
  | 'unknownTrackId'
  | 'wrongAmount'
  /** The payment had been captured before: sent again by the gateway, or replayed by somebody. */
  | 'repeated'
  /** It says captured, and the gateway's inquiry does not say the same. */
  | 'notConfirmed';

/** What the trail records of dues and payments (S11, S12). */
export type PaymentFact =
  | {
      readonly action: 'paymentBegun';
      readonly paymentId: string;
      readonly amount: number;
      readonly lines: number;
    }
  | {
      readonly action: 'paymentMoved';
      readonly paymentId: string;
      readonly from: PaymentStatus;
      readonly to: PaymentStatus;
      /** What showed it, or asked for it: the gateway's response or inquiry, the payer, a cancelled or expired request, a refund. */
      readonly evidence: 'response' | 'inquiry' | 'payer' | 'cancellation' | 'expiry' | 'refund';
    }
  | {
      /** `paymentId` is `unknown` when the response names none of ours. */
      readonly action: 'responseRefused';
      readonly paymentId: string;
      readonly reason: ResponseRefusal;
    }
  | {
      /** One address sends so many that are refused that the next ones are not written down one by one. */
      readonly action: 'refusalsThrottled';
      readonly paymentId: string;
      readonly reason: ResponseRefusal;
    }
  | {
      /** The gateway does not give the money back: somebody has to look. It is tried again. */
      readonly action: 'refundRefused';
      readonly paymentId: string;
    }
  | { readonly action: 'duePaid' | 'dueSeeded'; readonly dueId: string; readonly payment: string | null }
  | {
      /** A public inquiry: how many dues were found, never whose. */
      readonly action: 'duesInquired';
      readonly inquiry: 'public';
      readonly found: number;
    };
