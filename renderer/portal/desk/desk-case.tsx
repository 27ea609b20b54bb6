import './desk.css';
import { type ReactNode, useCallback, useReducer, useState } from 'react';
import type { ReviewDecision } from '../../../contracts/portal-api/decision.ts';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { type MessageKey, useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';
import { Actions } from '../kit/actions.tsx';
import { Notice } from '../kit/notice.tsx';
import { Section } from '../kit/section.tsx';
import type { Decided } from './decided.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { type DeskDocument, DeskDocuments } from './documents.tsx';
import { FITTED, lookAgain } from './picture-view.ts';
import type { ReasonedDecision } from './reason-template.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import { SHORTCUTS, type Shortcut, useShortcutSetting, useShortcuts } from './shortcuts.ts';
import type { Claimed } from './waiting.ts';

const DECISIONS = ['approve', 'return', 'reject'] as const;
type Decision = (typeof DECISIONS)[number];

/** Why a case can no longer be decided here, and what can be done instead. */
const LOST = {
  claimedByOther: 'next',
  changedMeanwhile: 'reload',
  notInThisState: 'next',
  notClaimed: 'reload',
  ownRequest: 'release',
  ownCase: 'release',
} as const;
type Lost = keyof typeof LOST;

const isLost = (fault: string): fault is Lost => fault in LOST;

/** A case on a desk: what it is about, and what its department does with it. */
export interface DeskWork {
  readonly number: string;
  readonly claim: Claimed;
  readonly documents: readonly DeskDocument[];
  /** Everything in the case that is not a document. */
  readonly facts: ReactNode;
  templates(decision: ReasonedDecision): readonly MessageKey[];
  send(decision: ReviewDecision): Promise<Result<unknown, Problem>>;
  /** Goes on to the next case by itself, or to the list when nothing is left to do. */
  toNext(decided?: Decided): void;
  /** Gives the case back, and goes to the list. */
  release(): void;
  /** Reads the case anew. */
  reload(): void;
}

/** The decision, fixed at the foot of the page: three ways, each asked for once more. */
function DecisionBar(props: {
  readonly work: DeskWork;
  readonly decision: Decision | null;
  readonly onDecision: (decision: Decision | null) => void;
  readonly shortcutsOn: boolean;
}) {
  const t = useTranslate();
  const { work, decision, onDecision } = props;
  const [lost, setLost] = useState<Lost | null>(null);

  const send = async (made: ReviewDecision) => {
    const answer = await work.send(made);
    if (!answer.ok && isLost(answer.fault.error)) {
      setLost(answer.fault.error);
      onDecision(null);
    }
    return answer;
  };

  const next = (
    <Button look="secondary" icon="arrow" onPress={() => work.toNext()}>
      {t('review.next')}
    </Button>
  );
  const release = (
    <Button look="secondary" onPress={work.release}>
      {t('review.release')}
    </Button>
  );

  if (lost !== null)
    return (
      <Notice tone="attention" announced>
        <p>{t(`review.lost.${lost}`)}</p>
        <Actions>
          {LOST[lost] === 'reload' ? (
            <Button look="primary" icon="refresh" onPress={work.reload}>
              {t('review.reload')}
            </Button>
          ) : null}
          {LOST[lost] === 'release' ? release : next}
        </Actions>
      </Notice>
    );
  if (!work.claim.claimedByMe)
    return (
      <Notice tone="attention" title={t('review.claimedByOtherTitle')}>
        <p>{t('review.claimedByOther', { officer: work.claim.claimedBy ?? '' })}</p>
        <Actions>{next}</Actions>
      </Notice>
    );
  if (decision !== null)
    return (
      <DecisionPanel
        key={decision}
        decision={decision}
        templates={decision === 'approve' ? [] : work.templates(decision)}
        send={send}
        onDone={() => work.toNext({ number: work.number, decision })}
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

/** A case of any department's desk: facts on one side, documents on the other, the decision at the foot. */
export function DeskCase({ work }: { readonly work: DeskWork }) {
  const t = useTranslate();
  const { documents, claim } = work;
  const { claimedByMe } = claim;
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
            <DeskDocuments documents={documents} shown={shown} onShow={show} view={view} act={act} />
          </Section>
        </div>
        <div className="case-facts">
          {work.facts}
          <ShortcutHelp on={shortcutsOn} onSwitch={switchShortcuts} />
        </div>
      </div>
      <div className="decision-bar">
        <DecisionBar work={work} decision={decision} onDecision={setDecision} shortcutsOn={shortcutsOn} />
      </div>
    </>
  );
}
