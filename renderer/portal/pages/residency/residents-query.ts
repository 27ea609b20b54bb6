import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { CivilId } from '../../../../contracts/civil-id.ts';
import type { CompanyId } from '../../../../contracts/organisation.ts';
import type { ResidentFilter, ResidentStanding } from '../../../../contracts/portal-api/residency.ts';
import type { Answer } from '../../api/client.ts';
import { ProblemError, useCall } from '../../api/queries.ts';

/** What of the residents is looked for. */
export interface ResidentSearch {
  readonly company: CompanyId | null;
  readonly filter: ResidentFilter;
  readonly text: string;
}

type Found = Answer<'findResidents'>;
const KEY = 'findResidents';

/**
 * The residents found, page after page. They are not read again by themselves: whoever has scrolled through thousands would
 * make the portal read all those pages anew.
 */
export function useResidents(search: ResidentSearch) {
  const call = useCall();
  const { company, filter, text } = search;
  return useInfiniteQuery({
    queryKey: [KEY, search],
    initialPageParam: null as Found['next'],
    queryFn: async ({ pageParam }) => {
      const answer = await call('findResidents', {
        body: { companyId: company, filter, text, after: pageParam },
      });
      if (!answer.ok) throw new ProblemError(answer.fault);
      return answer.value;
    },
    getNextPageParam: ({ next }) => next,
    // The list does not vanish while another search is under way.
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // What a renewal or payment changed is seen when the list is come back to.
    gcTime: 0,
  });
}

/** `found` with the standing of one resident replaced; everybody else stays the same object. */
export function withStanding(
  found: InfiniteData<Found>,
  civilId: CivilId,
  standing: ResidentStanding,
): InfiniteData<Found> {
  const pages = found.pages.map((page) =>
    page.residents.some((resident) => resident.civilId === civilId)
      ? {
          ...page,
          residents: page.residents.map((resident) =>
            resident.civilId === civilId ? { ...resident, standing } : resident,
          ),
        }
      : page,
  );
  return { ...found, pages };
}

/** Shows at once, in the lists that are open, what has become of a resident. */
export function useStandingChange(): (civilId: CivilId, standing: ResidentStanding) => void {
  const queries = useQueryClient();
  return (civilId, standing) =>
    void queries.setQueriesData<InfiniteData<Found>>({ queryKey: [KEY] }, (found) =>
      found === undefined ? found : withStanding(found, civilId, standing),
    );
}
