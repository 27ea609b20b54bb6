import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RenewalView } from '../../../../contracts/portal-api/residency.ts';
import { apiQuery, useCall } from '../../api/queries.ts';

/** The query of one renewal: always as it stands now, because insurance, cases and dues change elsewhere. */
export function renewalQuery(renewalId: string) {
  return { ...apiQuery('renewal', { params: { renewalId } }), staleTime: 0 };
}

/** What is chosen in a renewal. */
export type Choices = Pick<RenewalView, 'months' | 'nameMatches' | 'termsAccepted'>;

/**
 * Keeps a choice of a renewal as soon as it is made; a renewal that changed meanwhile is read again. Choices that come quickly are
 * kept one after the other, each upon what the one before led to; `shown` has them from the moment they are made.
 */
export function useSaveChoices(renewal: RenewalView) {
  const call = useCall();
  const queries = useQueryClient();
  const { renewalId } = renewal;
  const { queryKey } = renewalQuery(renewalId);
  const mutationKey = ['saveRenewal', renewalId];
  const [choosing, setChoosing] = useState<Partial<Choices>>({});
  const saving = useMutation({
    mutationKey,
    scope: { id: renewalId },
    mutationFn: (changed: Partial<Choices>) => {
      const { version, months, nameMatches, termsAccepted } = queries.getQueryData(queryKey) ?? renewal;
      return call('saveRenewal', {
        params: { renewalId },
        body: { version, months, nameMatches, termsAccepted, ...changed },
      });
    },
    onSuccess: async (saved) => {
      if (saved.ok) queries.setQueryData(queryKey, saved.value);
      else await queries.invalidateQueries({ queryKey });
      await queries.invalidateQueries({ queryKey: ['renewals'] });
    },
    onSettled: () => {
      // This is the last one that was on its way.
      if (queries.isMutating({ mutationKey }) === 1) setChoosing({});
    },
  });
  const save = (changed: Partial<Choices>) => {
    setChoosing((before) => ({ ...before, ...changed }));
    saving.mutate(changed);
  };
  return { save, answer: saving.data, shown: { ...renewal, ...choosing } };
}

/** Takes a renewal out of the basket. */
export function useRemoveRenewal(onRemoved: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (renewalId: string) => call('removeRenewal', { params: { renewalId } }),
    onSuccess: async (removed) => {
      await queries.invalidateQueries({ queryKey: ['renewals'] });
      if (removed.ok) onRemoved();
    },
  });
}
