import { PAYMENT_RETURN_PATH } from '../../../contracts/portal-api/payments.ts';
import type { PortalContext } from '../portal-context.ts';

/** What the services of payments work with. */
export type PaymentContext = Pick<
  PortalContext,
  'store' | 'clock' | 'datedSettings' | 'publicUrl' | 'gateway'
>;

/** What the portal does about payments by itself. */
export const BY_PORTAL = { actor: 'portal:payments', origin: 'portal' } as const;

/** The page that shows a payment to its payer. */
export function paymentPageUrl(publicUrl: string, paymentId: string): string {
  return publicUrl + PAYMENT_RETURN_PATH.replace(':paymentId', paymentId);
}
