import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { DocumentKind, type ReviewCase } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import type { Decided } from '../../desk/decided.ts';
import { DecidedNotice } from '../../desk/decided-notice.tsx';
import { DeskCase } from '../../desk/desk-case.tsx';
import { documentsOf } from '../../desk/documents.tsx';
import { takenCase } from '../../desk/take-case.ts';
import { nextCase } from '../../desk/waiting.ts';
import { BackLink } from '../../kit/back-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { CaseFacts } from './case-facts.tsx';
import { reasonTemplates } from './reason-templates.ts';

const route = getRouteApi('/review/$requestId');

/** Leaves a case: to the next one by itself, or to the list when nothing is left to do. */
function useLeave(requestId: string) {
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toQueue = async (decided?: Decided) => {
    await queries.invalidateQueries({ queryKey: ['queue'] });
    await navigate({ to: '/review', state: { decided } });
  };
  const toNext = async (decided?: Decided) => {
    const queue = await call('queue', { query: {} });
    const next = queue.ok ? nextCase(queue.value.cases, (one) => one.requestId === requestId) : undefined;
    if (next === undefined) return toQueue(decided);
    await navigate({
      to: '/review/$requestId',
      params: { requestId: next.requestId },
      state: { decided },
      replace: true,
    });
  };
  const release = async () => {
    await call('releaseCase', { params: { requestId } });
    await toQueue();
  };
  return { toNext, release };
}

function Case(props: { readonly case: ReviewCase; readonly reload: () => void }) {
  const t = useTranslate();
  const call = useCall();
  const { requestId, version, uploads } = props.case;
  const leave = useLeave(requestId);
  const documents = documentsOf(uploads, DocumentKind.options, (kind) => t(`document.${kind}.name`));
  return (
    <DeskCase
      work={{
        number: requestId,
        claim: props.case,
        documents,
        facts: <CaseFacts case={props.case} />,
        templates: (decision) =>
          reasonTemplates(
            decision,
            DocumentKind.options.filter((kind) => uploads[kind] !== undefined),
          ),
        send: (decision) => call('decideCase', { params: { requestId }, body: { version, decision } }),
        toNext: (decided) => void leave.toNext(decided),
        release: () => void leave.release(),
        reload: props.reload,
      }}
    />
  );
}

function OneCasePage({ requestId }: { readonly requestId: string }) {
  const t = useTranslate();
  const call = useCall();
  const params = { requestId };
  const query = useQuery(
    takenCase(requestId, {
      read: () => call('reviewCase', { params }),
      claim: ({ version }) => call('claimCase', { params, body: { version } }),
    }),
  );
  return (
    <Page
      title={t('review.case', { number: requestId })}
      width="wide"
      above={<BackLink to="/review">{t('review.backToQueue')}</BackLink>}
    >
      <DecidedNotice />
      <Loaded query={query}>
        {(one) => <Case key={query.dataUpdatedAt} case={one} reload={() => void query.refetch()} />}
      </Loaded>
    </Page>
  );
}

/** One case of the review desk. */
export function CasePage() {
  const { requestId } = route.useParams();
  return <OneCasePage key={requestId} requestId={requestId} />;
}
