import { queryOptions } from '@tanstack/react-query';
import type { ReviewCase } from '../../../../contracts/portal-api/licences.ts';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../../contracts/result.ts';
import type { call } from '../../api/client.ts';
import { ProblemError } from '../../api/queries.ts';

/** Refusals after which the case is shown as it now is: somebody else was quicker. */
const OVERTAKEN: readonly string[] = ['claimedByOther', 'changedMeanwhile'];

/** Reads a case, and claims it for the officer unless another has. */
async function takeCase(send: typeof call, requestId: string): Promise<Result<ReviewCase, Problem>> {
  const params = { requestId };
  const read = await send('reviewCase', { params });
  if (!read.ok || read.value.claimedBy !== null) return read;
  const claimed = await send('claimCase', { params, body: { version: read.value.version } });
  return !claimed.ok && OVERTAKEN.includes(claimed.fault.error) ? send('reviewCase', { params }) : claimed;
}

/** The case of a request, taken once: every look is audited, so it is not read again by itself. */
export function takenCase(send: typeof call, requestId: string) {
  return queryOptions({
    queryKey: ['takenCase', requestId],
    queryFn: async () => {
      const taken = await takeCase(send, requestId);
      if (!taken.ok) throw new ProblemError(taken.fault);
      return taken.value;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
