import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CASE_DEPARTMENT, CaseType } from '../../../../contracts/case.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import type { Answer } from '../../api/client.ts';
import { ProblemError, useCall, useSession } from '../../api/queries.ts';
import { DecidedNotice } from '../../desk/decided-notice.tsx';
import { DeskQueue, QUEUE_REFRESH_MS } from '../../desk/desk-queue.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';

const route = getRouteApi('/desk');
type Cursor = Answer<'deskQueue'>['next'];
const FROM_THE_BEGINNING: Cursor = null;

function useQueue(type: CaseType | undefined) {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['deskQueue', type],
    initialPageParam: FROM_THE_BEGINNING,
    queryFn: async ({ pageParam }: { pageParam: Cursor }) => {
      const answer = await call('deskQueue', {
        query: {
          ...(type ? { type } : {}),
          ...(pageParam ? { afterSubmittedAt: pageParam.submittedAt, afterCaseId: pageParam.caseId } : {}),
        },
      });
      if (!answer.ok) throw new ProblemError(answer.fault);
      return answer.value;
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: QUEUE_REFRESH_MS,
  });
}

/** The types that the officer's department decides, to show one of them alone. */
function TypeFilter(props: { readonly type: CaseType | undefined }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const role = useSession()?.role;
  const types = CaseType.options.filter((each) => CASE_DEPARTMENT[each] === role);
  const choose = (type: CaseType | undefined) =>
    void navigate({ to: '/desk', search: type ? { type } : {}, replace: true });
  return (
    <fieldset className="tools" aria-label={t('desk.filter')}>
      <Button look="quiet" pressed={props.type === undefined} onPress={() => choose(undefined)}>
        {t('desk.allTypes')}
      </Button>
      {types.map((each) => (
        <Button key={each} look="quiet" pressed={props.type === each} onPress={() => choose(each)}>
          {t(`case.type.${each}`)}
        </Button>
      ))}
    </fieldset>
  );
}

/** The cases that wait for the officer's department, oldest first. */
export function DeskQueuePage() {
  const t = useTranslate();
  const { type } = route.useSearch();
  const query = useQueue(type);
  return (
    <Page title={t('review.title')} width="wide">
      <DecidedNotice />
      <TypeFilter type={type} />
      <Loaded query={query}>
        {({ pages }) => (
          <DeskQueue
            entries={pages.flatMap(({ cases }) => cases.map((one) => ({ ...one, number: one.caseId })))}
            waiting={pages.at(-1)?.waiting ?? 0}
            columns={[
              { header: t('review.kind'), cell: (one) => t(`case.type.${one.type}`) },
              {
                header: t('desk.returnedBefore'),
                cell: ({ returned }) => (returned === 0 ? null : t('desk.returned', { count: returned })),
              },
            ]}
            open={({ caseId }, { look, text, label }) => (
              <ButtonLink look={look} to="/desk/$caseId" params={{ caseId }} aria-label={label}>
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
