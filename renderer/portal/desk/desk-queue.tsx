import './desk.css';
import type { ReactNode } from 'react';
import type { IsoInstant } from '../../../contracts/calendar.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Message, useTranslate } from '../../i18n/portal.ts';
import { Button, type ButtonRole } from '../../ui/button.tsx';
import { Actions } from '../kit/actions.tsx';
import { InstantText } from '../kit/date-text.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { Reference } from '../kit/reference.tsx';
import { type Column, Table } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { type Claimed, formatAge, nextCase } from './waiting.ts';

/** How often a list of waiting cases is read again while it is shown, in milliseconds. */
export const QUEUE_REFRESH_MS = 30_000;

/** A case that waits. */
export interface Waiting extends Claimed {
  readonly number: string;
  readonly submittedAt: IsoInstant;
}

function Holder({ claimedBy, claimedByMe }: Claimed) {
  const t = useTranslate();
  if (claimedByMe)
    return (
      <Tag tone="info" icon="person">
        {t('review.mine')}
      </Tag>
    );
  return claimedBy ?? t('review.free');
}

/** How a case is opened: what the link looks like, what it says, and its name where several say the same. */
export interface OpeningLink {
  readonly look: ButtonRole;
  readonly text: string;
  readonly label?: string;
}

/** The cases that wait for a department, oldest first, with the way to the oldest that is free. */
export function DeskQueue<Entry extends Waiting>(props: {
  readonly entries: readonly Entry[];
  readonly waiting: number;
  /** What this desk shows of a case beside its number, age and holder. */
  readonly columns: readonly Column<Entry>[];
  readonly open: (entry: Entry, link: OpeningLink) => ReactNode;
  readonly refresh: { readonly onPress: () => void; readonly busy: boolean };
  readonly more?: { readonly onPress: () => void; readonly busy: boolean };
}) {
  const t = useTranslate();
  const language = useLanguage();
  const now = Date.now();
  const next = nextCase(props.entries, () => false);
  return (
    <>
      <p className="queue-count" role="status">
        <Message id="review.waiting" count={props.waiting} />
      </p>
      <Actions>
        {next ? props.open(next, { look: 'primary', text: t('review.takeNext') }) : null}
        <Button look="secondary" icon="refresh" busy={props.refresh.busy} onPress={props.refresh.onPress}>
          {t('review.refresh')}
        </Button>
      </Actions>
      <Table
        caption={t('review.title')}
        rows={props.entries}
        rowKey={({ number }) => number}
        {...(props.more ? { more: props.more } : {})}
        columns={[
          { header: t('review.request'), cell: ({ number }) => <Reference value={number} /> },
          ...props.columns,
          { header: t('review.submitted'), cell: ({ submittedAt }) => <InstantText at={submittedAt} /> },
          { header: t('review.age'), cell: ({ submittedAt }) => formatAge(submittedAt, now, language) },
          { header: t('review.officer'), cell: (entry) => <Holder {...entry} /> },
          {
            header: t('review.open'),
            action: true,
            cell: (entry) =>
              props.open(entry, {
                look: 'secondary',
                text: t('review.open'),
                label: t('review.openOf', { number: entry.number }),
              }),
          },
        ]}
        empty={
          <EmptyState icon="check" title={t('review.noneTitle')}>
            <p>{t('review.none')}</p>
          </EmptyState>
        }
      />
    </>
  );
}
