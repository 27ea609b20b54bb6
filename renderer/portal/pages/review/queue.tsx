import { useInfiniteQuery } from '@tanstack/react-query';
import { LICENCE_CATEGORY_NAMES } from '../../../../contracts/licence.ts';
import { queuePlace } from '../../../../contracts/portal-api/licences.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTranslate } from '../../../i18n/portal.ts';
import type { Answer } from '../../api/client.ts';
import { ProblemError, useCall } from '../../api/queries.ts';
import { DecidedNotice } from '../../desk/decided-notice.tsx';
import { DeskQueue, QUEUE_REFRESH_MS } from '../../desk/desk-queue.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';

/** Where the page after `pages` begins, unless they hold all that waits. */
function nextPage(pages: readonly Answer<'queue'>[]): string | undefined {
  const last = pages.at(-1);
  const shown = pages.reduce((sum, { cases }) => sum + cases.length, 0);
  const end = last?.cases.at(-1);
  return end !== undefined && shown < (last?.waiting ?? 0) ? queuePlace(end) : undefined;
}

function useQueue() {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['queue'],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const answer = await call('queue', { query: pageParam === '' ? {} : { after: pageParam } });
      if (!answer.ok) throw new ProblemError(answer.fault);
      return answer.value;
    },
    getNextPageParam: (_last, pages) => nextPage(pages),
    refetchInterval: QUEUE_REFRESH_MS,
  });
}

/** The licence requests that wait for an officer, oldest first. */
export function QueuePage() {
  const t = useTranslate();
  const language = useLanguage();
  const query = useQueue();
  return (
    <Page title={t('review.title')} width="wide">
      <DecidedNotice />
      <Loaded query={query}>
        {({ pages }) => (
          <DeskQueue
            entries={pages.flatMap(({ cases }) => cases.map((one) => ({ ...one, number: one.requestId })))}
            waiting={pages.at(-1)?.waiting ?? 0}
            columns={[
              { header: t('review.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
              {
                header: t('review.category'),
                cell: ({ category }) =>
                  category === null ? null : LICENCE_CATEGORY_NAMES[category][language],
              },
            ]}
            open={({ requestId }, { look, text, label }) => (
              <ButtonLink look={look} to="/review/$requestId" params={{ requestId }} aria-label={label}>
                {text}
              </ButtonLink>
            )}
            refresh={{ onPress: () => void query.refetch(), busy: query.isFetching }}
            {...(query.hasNextPage
              ? { more: { onPress: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } }
              : {})}
          />
        )}
      </Loaded>
    </Page>
  );
}
