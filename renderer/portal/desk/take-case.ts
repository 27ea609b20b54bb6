import { queryOptions } from '@tanstack/react-query';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { ProblemError } from '../api/queries.ts';

/** Refusals after which the case is shown as it now is: somebody else was quicker. */
const OVERTAKEN: readonly string[] = ['claimedByOther', 'changedMeanwhile'];

/** How a case of a desk is read and claimed. */
export interface DeskReading<Case> {
  read(): Promise<Result<Case, Problem>>;
  claim(seen: Case): Promise<Result<Case, Problem>>;
}

/** Reads a case, and claims it for the officer unless another has. */
async function takeCase<Case extends { readonly claimedBy: string | null }>(
  desk: DeskReading<Case>,
): Promise<Result<Case, Problem>> {
  const read = await desk.read();
  if (!read.ok || read.value.claimedBy !== null) return read;
  const claimed = await desk.claim(read.value);
  return !claimed.ok && OVERTAKEN.includes(claimed.fault.error) ? desk.read() : claimed;
}

/** The case of this number, taken once: every look is audited, so it is not read again by itself. */
export function takenCase<Case extends { readonly claimedBy: string | null }>(
  number: string,
  desk: DeskReading<Case>,
) {
  return queryOptions({
    queryKey: ['takenCase', number],
    queryFn: async () => {
      const taken = await takeCase(desk);
      if (!taken.ok) throw new ProblemError(taken.fault);
      return taken.value;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
