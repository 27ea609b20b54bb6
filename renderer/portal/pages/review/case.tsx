import './review.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useReducer, useState } from 'react';
import type { ReviewCase, ReviewDecision } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { BackLink } from '../../kit/back-link.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Section } from '../../kit/section.tsx';
import { CaseFacts } from './case-facts.tsx';
import { DecidedNotice } from './decided-notice.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { CaseDocuments, documentsOf } from './documents.tsx';
import { FITTED, lookAgain } from './picture-view.ts';
import type { Decided } from './review-state.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import { SHORTCUTS, type Shortcut, useShortcutSetting, useShortcuts } from './shortcuts.ts';
import { takenCase } from './take-case.ts';
import { nextCase } from './waiting.ts';

const route = getRouteApi('/review/$requestId');

const DECISIONS = ['approve', 'return', 'reject'] as const;
type Decision = (typeof DECISIONS)[number];

/** Why a case can no longer be decided here, and what can be done instead. */
const LOST = {
  claimedByOther: 'next',
  changedMeanwhile: 'reload',
  notInThisState: 'next',
  notClaimed: 'reload',
  ownRequest: 'release',
} as const;
type Lost = keyof typeof LOST;

const isLost = (fault: string): fault is Lost => fault in LOST;

/** Leaves a case: to the next one by itself, or to the list when nothing is left to do. */
function useLeave(requestId: ReviewCase['requestId']) {
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toQueue = async (decided?: Decided) => {
    await queries.invalidateQueries({ queryKey: ['queue'] });
    await navigate({ to: '/review', state: { decided } });
  };
  const toNext = async (decided?: Decided) => {
    const queue = await call('queue', { query: {} });
    const next = queue.ok ? nextCase(queue.value.cases, requestId) : undefined;
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

/** The decision, fixed at the foot of the page: three ways, each asked for once more. */
function DecisionBar(props: {
  readonly case: ReviewCase;
  readonly decision: Decision | null;
  readonly onDecision: (decision: Decision | null) => void;
  readonly shortcutsOn: boolean;
  readonly reload: () => void;
}) {
  const t = useTranslate();
  const call = useCall();
  const { requestId, version, claimedBy, claimedByMe } = props.case;
  const leave = useLeave(requestId);
  const [lost, setLost] = useState<Lost | null>(null);
  const { decision, onDecision } = props;

  const send = async (made: ReviewDecision) => {
    const answer = await call('decideCase', { params: { requestId }, body: { version, decision: made } });
    if (!answer.ok && isLost(answer.fault.error)) {
      setLost(answer.fault.error);
      onDecision(null);
    }
    return answer;
  };

  const next = (
    <Button look="secondary" icon="arrow" onPress={() => void leave.toNext()}>
      {t('review.next')}
    </Button>
  );
  const release = (
    <Button look="secondary" onPress={() => void leave.release()}>
      {t('review.release')}
    </Button>
  );

  if (lost !== null)
    return (
      <Notice tone="attention" announced>
        <p>{t(`review.lost.${lost}`)}</p>
        <Actions>
          {LOST[lost] === 'reload' ? (
            <Button look="primary" icon="refresh" onPress={props.reload}>
              {t('review.reload')}
            </Button>
          ) : null}
          {LOST[lost] === 'release' ? release : next}
        </Actions>
      </Notice>
    );
  if (!claimedByMe)
    return (
      <Notice tone="attention" title={t('review.claimedByOtherTitle')}>
        <p>{t('review.claimedByOther', { officer: claimedBy ?? '' })}</p>
        <Actions>{next}</Actions>
      </Notice>
    );
  if (decision !== null)
    return (
      <DecisionPanel
        key={decision}
        decision={decision}
        documents={documentsOf(props.case).map(({ kind }) => kind)}
        send={send}
        onDone={() => void leave.toNext({ requestId, decision })}
        onClose={() => onDecision(null)}
      />
    );
  return (
    <fieldset className="tools" aria-label={t('review.decision')}>
      {DECISIONS.map((each) => (
        <Button
          key={each}
          look={each === 'approve' ? 'primary' : 'secondary'}
          icon={each === 'approve' ? 'check' : each === 'return' ? 'refresh' : 'cross'}
          onPress={() => onDecision(each)}
        >
          {t(`review.decide.${each}`)}
          {props.shortcutsOn ? (
            <>
              {' '}
              <span className="key" aria-hidden="true">
                {SHORTCUTS[each].cap}
              </span>
            </>
          ) : null}
        </Button>
      ))}
      {release}
    </fieldset>
  );
}

function Case(props: { readonly case: ReviewCase; readonly reload: () => void }) {
  const t = useTranslate();
  const documents = documentsOf(props.case);
  const { claimedByMe } = props.case;
  const [shown, setShown] = useState(0);
  const [view, act] = useReducer(lookAgain, FITTED);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [shortcutsOn, switchShortcuts] = useShortcutSetting();
  const show = useCallback((index: number) => {
    setShown(index);
    act('reset');
  }, []);
  useShortcuts(
    shortcutsOn,
    useCallback(
      (shortcut: Shortcut) => {
        switch (shortcut) {
          case 'approve':
          case 'return':
          case 'reject':
            if (claimedByMe) setDecision(shortcut);
            return;
          case 'nextDocument':
            if (documents.length > 0) show((shown + 1) % documents.length);
            return;
          case 'zoomIn':
          case 'zoomOut':
          case 'rotate':
            act(shortcut);
        }
      },
      [claimedByMe, documents.length, shown, show],
    ),
  );
  return (
    <>
      <div className="case">
        <div className="case-documents">
          <Section title={t('review.documents')}>
            <CaseDocuments documents={documents} shown={shown} onShow={show} view={view} act={act} />
          </Section>
        </div>
        <div className="case-facts">
          <CaseFacts case={props.case} />
          <ShortcutHelp on={shortcutsOn} onSwitch={switchShortcuts} />
        </div>
      </div>
      <div className="decision-bar">
        <DecisionBar
          case={props.case}
          decision={decision}
          onDecision={setDecision}
          shortcutsOn={shortcutsOn}
          reload={props.reload}
        />
      </div>
    </>
  );
}

function OneCasePage({ requestId }: { readonly requestId: string }) {
  const t = useTranslate();
  const call = useCall();
  const query = useQuery(takenCase(call, requestId));
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

/** One case of the review desk: facts on one side, documents on the other, the decision at the foot. */
export function CasePage() {
  const { requestId } = route.useParams();
  return <OneCasePage key={requestId} requestId={requestId} />;
}
