import type { PaymentId } from '../../../contracts/portal-api/payments.ts';
import { extendResidencies } from '../../store/residents.ts';
import { markPaid, takePayableRenewals } from '../../store/renewals.ts';
import type { StoreTransaction } from '../../store/store.ts';

/**
 * Records that a payment of `lines` renewals was captured, in the payment's transaction: each is paid, and each residency ends
 * when it was paid for, from now on. `false` when any of them can no longer be had as it was locked (removed, changed, or the
 * residency moved meanwhile): nothing was changed, and the money goes back.
 */
export async function recordRenewals(
  transaction: StoreTransaction,
  paymentId: PaymentId,
  lines: number,
): Promise<boolean> {
  if ((await takePayableRenewals(transaction, paymentId)) !== lines) return false;
  await markPaid(transaction, paymentId);
  await extendResidencies(transaction, paymentId);
  return true;
}
