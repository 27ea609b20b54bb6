import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CASE_DOCUMENTS } from '../../../../contracts/case.ts';
import type { DeskCase as CaseOnDesk } from '../../../../contracts/portal-api/cases.ts';
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
import { DeskFacts } from './desk-facts.tsx';
import { reasonTemplates } from './reason-templates.ts';

const route = getRouteApi('/desk/$caseId');

/** Leaves a case: to the next one by itself, or to the list when nothing is left to do. */
function useLeave(caseId: string) {
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toQueue = async (decided?: Decided) => {
    await queries.invalidateQueries({ queryKey: ['deskQueue'] });
    await navigate({ to: '/desk', state: { decided } });
  };
  const toNext = async (decided?: Decided) => {
    const queue = await call('deskQueue', { query: {} });
    const next = queue.ok ? nextCase(queue.value.cases, (one) => one.caseId === caseId) : undefined;
    if (next === undefined) return toQueue(decided);
    await navigate({
      to: '/desk/$caseId',
      params: { caseId: next.caseId },
      state: { decided },
      replace: true,
    });
  };
  const release = async () => {
    await call('releaseDeskCase', { params: { caseId } });
    await toQueue();
  };
  return { toNext, release };
}

function Case(props: { readonly case: CaseOnDesk; readonly reload: () => void }) {
  const t = useTranslate();
  const call = useCall();
  const { caseId, type, version, uploads } = props.case;
  const leave = useLeave(caseId);
  return (
    <DeskCase
      work={{
        number: caseId,
        claim: props.case,
        documents: documentsOf(uploads, CASE_DOCUMENTS[type], (kind) => t(`case.document.${kind}.name`)),
        facts: <DeskFacts case={props.case} />,
        templates: (decision) => reasonTemplates(decision, type),
        send: (decision) => call('decideDeskCase', { params: { caseId }, body: { version, decision } }),
        toNext: (decided) => void leave.toNext(decided),
        release: () => void leave.release(),
        reload: props.reload,
      }}
    />
  );
}

function OneCasePage({ caseId }: { readonly caseId: string }) {
  const t = useTranslate();
  const call = useCall();
  const params = { caseId };
  const query = useQuery(
    takenCase(caseId, {
      read: () => call('deskCase', { params }),
      claim: ({ version }) => call('claimDeskCase', { params, body: { version } }),
    }),
  );
  const type = query.data?.type;
  return (
    <Page
      title={t('review.case', { number: caseId })}
      lead={type === undefined ? undefined : t(`case.type.${type}`)}
      width="wide"
      above={<BackLink to="/desk">{t('review.backToQueue')}</BackLink>}
    >
      <DecidedNotice />
      <Loaded query={query}>
        {(one) => <Case key={query.dataUpdatedAt} case={one} reload={() => void query.refetch()} />}
      </Loaded>
    </Page>
  );
}

/** One case on the desk of a department. */
export function DeskCasePage() {
  const { caseId } = route.useParams();
  return <OneCasePage key={caseId} caseId={caseId} />;
}
