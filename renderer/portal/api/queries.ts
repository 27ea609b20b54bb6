import { QueryCache, QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SignedIn } from '../../../contracts/portal-api/accounts.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { type Answer, call, type InputOf } from './client.ts';
import type { RouteName } from './routes.ts';

/** How long an answer is shown without asking again, in milliseconds. */
const FRESH_MS = 15_000;

/** A problem that a query met: it is thrown because the query library knows failures only as exceptions. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.error);
    this.problem = problem;
  }
}

/** The query of one reading route: `useQuery(apiQuery('requests', {}))`. */
export function apiQuery<Name extends RouteName>(name: Name, input: InputOf<Name>) {
  return queryOptions({
    queryKey: [name, input],
    queryFn: async (): Promise<Answer<Name>> => {
      const answer = await call(name, input);
      if (!answer.ok) throw new ProblemError(answer.fault);
      return answer.value;
    },
  });
}

const NOBODY: Answer<'session'> = { signedIn: null };
const SESSION = apiQuery('session', {});

/** Takes from a refusal what it tells of the caller: the session has ended, or a company or entity was taken away (S3). */
function learnFrom(queries: QueryClient, { error }: Problem): void {
  if (error === 'notSignedIn') queries.setQueryData(SESSION.queryKey, NOBODY);
  if (error === 'notYourCompany') void queries.invalidateQueries({ queryKey: ['ownCompanies'] });
}

/** What the pages have read. When the session or a right turns out to have ended, the pages know at once. */
export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError) learnFrom(queries, error.problem);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // Refusals do not change by asking again; a server out of reach may come back.
        retry: (failures, error) =>
          failures < 2 && error instanceof ProblemError && error.problem.error === 'unreachable',
      },
    },
  });
  return queries;
}

/** Who is signed in: `undefined` while it is not known yet. */
export function useSession(): SignedIn | null | undefined {
  return useQuery(SESSION).data?.signedIn;
}

/** Begins and ends the session on the pages; nothing that was read for one person is kept for the next. */
export function useSessionChange(): (signedIn: SignedIn | null) => void {
  const queries = useQueryClient();
  return useCallback(
    (signedIn) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      queries.setQueryData(SESSION.queryKey, { signedIn });
    },
    [queries],
  );
}

/** As `call`; when the session or a right turns out to have ended, the pages know at once. */
export function useCall(): <Name extends RouteName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<Result<Answer<Name>, Problem>> {
  const queries = useQueryClient();
  return useCallback(
    async (name, input) => {
      const answer = await call(name, input);
      if (!answer.ok) learnFrom(queries, answer.fault);
      return answer;
    },
    [queries],
  );
}
