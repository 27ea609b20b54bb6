import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PaymentId, PaymentItem } from '../../../../contracts/portal-api/payments.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useCall } from '../../api/queries.ts';
import { beginPayment } from './begin-payment.ts';
import { leaveFor } from './leave-for.ts';

/** Everything that a payment changes on the pages, by the routes it is read from. */
const CHANGED_BY_PAYMENT = [
  'dues',
  'payments',
  'payment',
  'requests',
  'request',
  'licence',
  'renewals',
  'renewal',
  'findResidents',
  'residencyExpiries',
  'organisationDashboard',
];

/** Has everything that a payment changes read again. */
export function useReadAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => CHANGED_BY_PAYMENT.includes(String(queryKey[0])),
    });
}

/**
 * Begins the payment of `items` and leaves for the gateway; repeated, it leads to the same payment. Where something was left
 * out, the page says so first.
 */
export function useBeginPayment(items: readonly PaymentItem[]) {
  const call = useCall();
  const language = useLanguage();
  return useMutation({
    mutationFn: () => beginPayment(call, items, language, sessionStorage),
    onSuccess: (begun) => {
      if (begun.ok && begun.value.left.length === 0) leaveFor(begun.value.gatewayUrl);
    },
  });
}

/** Leaves for the gateway to go on with an open payment. The portal asks first: one that has ended is told by `onEnded`. */
export function useContinuePayment(paymentId: PaymentId, onEnded: () => void) {
  const call = useCall();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: () => call('payment', { params: { paymentId } }),
    onSuccess: async (found) => {
      if (!found.ok) return;
      const { gatewayUrl } = found.value;
      if (gatewayUrl !== null) return leaveFor(gatewayUrl);
      await readAgain();
      onEnded();
    },
  });
}

/** Ends a payment that the gateway has not captured; what it turned out to be is read again everywhere. */
export function useAbandonPayment(paymentId: PaymentId) {
  const call = useCall();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: () => call('abandonPayment', { params: { paymentId } }),
    onSuccess: async (ended) => {
      if (ended.ok) await readAgain();
    },
  });
}
