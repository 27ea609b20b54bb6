import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Delegate } from '../../../../contracts/portal-api/organisations.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../../contracts/result.ts';
import { apiQuery } from '../../api/queries.ts';

/** The account of the company or entity, with its delegates. */
export const ORGANISATION = apiQuery('organisation', {});

/** Takes over what a call answered about a delegate, so that every page shows it; after a refusal all is read anew. */
export function useTakeOverDelegate(): (answer: Result<Delegate, Problem>) => Result<Delegate, Problem> {
  const queries = useQueryClient();
  return useCallback(
    (answer) => {
      if (answer.ok)
        queries.setQueryData(ORGANISATION.queryKey, (before) => {
          if (before === undefined) return before;
          const { delegateId } = answer.value;
          const known = before.delegates.some((each) => each.delegateId === delegateId);
          const delegates = known
            ? before.delegates.map((each) => (each.delegateId === delegateId ? answer.value : each))
            : [...before.delegates, answer.value];
          return { ...before, delegates };
        });
      void queries.invalidateQueries({ queryKey: ORGANISATION.queryKey });
      return answer;
    },
    [queries],
  );
}
