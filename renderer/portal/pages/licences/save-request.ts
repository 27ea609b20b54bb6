import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { RequestId } from '../../../../contracts/pickup.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { RequestForm, RequestView } from '../../../../contracts/portal-api/licences.ts';
import { failure, type Result } from '../../../../contracts/result.ts';
import { apiQuery, useCall } from '../../api/queries.ts';

/** The query of one own request. */
export function requestQuery(requestId: string) {
  return apiQuery('request', { params: { requestId } });
}

/** Takes over what a call answered about a request, so that every page shows it. */
export function useTakeOver(): (answer: Result<RequestView, Problem>) => Result<RequestView, Problem> {
  const queries = useQueryClient();
  return useCallback(
    (answer) => {
      if (answer.ok) {
        queries.setQueryData(requestQuery(answer.value.requestId).queryKey, answer.value);
        void queries.invalidateQueries({ queryKey: ['requests'] });
        void queries.invalidateQueries({ queryKey: ['licence'] });
      } else if (['changedMeanwhile', 'notInThisState'].includes(answer.fault.error))
        void queries.invalidateQueries({ queryKey: ['request'] });
      return answer;
    },
    [queries],
  );
}

/** Saves a change to the draft; changes are sent one after the other, each upon the version that the one before made. */
export function useSaveRequest(
  requestId: RequestId,
): (change: Partial<RequestForm>) => Promise<Result<RequestView, Problem>> {
  const call = useCall();
  const queries = useQueryClient();
  const takeOver = useTakeOver();
  const before = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(
    (change) => {
      const save = async (): Promise<Result<RequestView, Problem>> => {
        const latest = queries.getQueryData(requestQuery(requestId).queryKey);
        if (latest === undefined) return failure({ error: 'changedMeanwhile' });
        const { version, form } = latest;
        return takeOver(
          await call('saveRequest', {
            params: { requestId },
            body: { version, form: { ...form, ...change } },
          }),
        );
      };
      const saved = before.current.then(save, save);
      before.current = saved;
      return saved;
    },
    [call, queries, requestId, takeOver],
  );
}
