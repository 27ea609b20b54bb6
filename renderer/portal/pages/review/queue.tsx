import './review.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { LICENCE_CATEGORY_NAMES } from '../../../../contracts/licence.ts';
import { queuePlace, type ReviewCaseSummary } from '../../../../contracts/portal-api/licences.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { Message, useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { ProblemError, useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { InstantText } from '../../kit/date-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Reference } from '../../kit/reference.tsx';
import { Table } from '../../kit/table.tsx';
import { Tag } from '../../kit/tag.tsx';
import { DecidedNotice } from './decided-notice.tsx';
import { formatAge, nextCase } from './waiting.ts';

/** How often the list of waiting cases is read again while it is shown, in milliseconds. */
const QUEUE_REFRESH_MS = 30_000;

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

function Holder({ summary }: { readonly summary: ReviewCaseSummary }) {
  const t = useTranslate();
  if (summary.claimedByMe)
    return (
      <Tag tone="info" icon="person">
        {t('review.mine')}
      </Tag>
    );
  return summary.claimedBy ?? t('review.free');
}

function QueueTable(props: {
  readonly cases: readonly ReviewCaseSummary[];
  readonly more?: { readonly onPress: () => void; readonly busy: boolean };
}) {
  const t = useTranslate();
  const language = useLanguage();
  const now = Date.now();
  return (
    <Table
      caption={t('review.title')}
      rows={props.cases}
      rowKey={({ requestId }) => requestId}
      {...(props.more ? { more: props.more } : {})}
      columns={[
        { header: t('review.request'), cell: ({ requestId }) => <Reference value={requestId} /> },
        { header: t('review.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
        {
          header: t('review.category'),
          cell: ({ category }) => (category === null ? null : LICENCE_CATEGORY_NAMES[category][language]),
        },
        { header: t('review.submitted'), cell: ({ submittedAt }) => <InstantText at={submittedAt} /> },
        { header: t('review.age'), cell: ({ submittedAt }) => formatAge(submittedAt, now, language) },
        { header: t('review.officer'), cell: (summary) => <Holder summary={summary} /> },
        {
          header: t('review.open'),
          action: true,
          cell: ({ requestId }) => (
            <ButtonLink
              look="secondary"
              to="/review/$requestId"
              params={{ requestId }}
              aria-label={t('review.openOf', { number: requestId })}
            >
              {t('review.open')}
            </ButtonLink>
          ),
        },
      ]}
      empty={
        <EmptyState icon="check" title={t('review.noneTitle')}>
          <p>{t('review.none')}</p>
        </EmptyState>
      }
    />
  );
}

/** The cases that wait for an officer, oldest first. */
export function QueuePage() {
  const t = useTranslate();
  const query = useQueue();
  return (
    <Page title={t('review.title')} width="wide">
      <DecidedNotice />
      <Loaded query={query}>
        {({ pages }) => {
          const cases = pages.flatMap((page) => page.cases);
          const next = nextCase(cases, null);
          return (
            <>
              <p className="queue-count" role="status">
                <Message id="review.waiting" count={pages.at(-1)?.waiting ?? 0} />
              </p>
              <Actions>
                {next ? (
                  <ButtonLink look="primary" to="/review/$requestId" params={{ requestId: next.requestId }}>
                    {t('review.takeNext')}
                  </ButtonLink>
                ) : null}
                <Button
                  look="secondary"
                  icon="refresh"
                  busy={query.isFetching}
                  onPress={() => void query.refetch()}
                >
                  {t('review.refresh')}
                </Button>
              </Actions>
              <QueueTable
                cases={cases}
                {...(query.hasNextPage
                  ? {
                      more: {
                        onPress: () => void query.fetchNextPage(),
                        busy: query.isFetchingNextPage,
                      },
                    }
                  : {})}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
