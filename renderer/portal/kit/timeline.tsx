import type { ReactNode } from 'react';
import type { IsoInstant } from '../../../contracts/calendar.ts';
import { useTranslate } from '../../i18n/portal.ts';
import { Icon } from '../../ui/icon.tsx';
import { InstantText } from './date-text.tsx';

/** One step of a way. */
export interface TimelineStep {
  readonly key: string;
  readonly title: string;
  readonly state: 'done' | 'now' | 'ahead';
  readonly at?: IsoInstant;
  readonly note?: ReactNode;
}

/** The way of something from its beginning to its end, what is behind and what comes. */
export function Timeline(props: { readonly label: string; readonly steps: readonly TimelineStep[] }) {
  const t = useTranslate();
  return (
    <ol className="timeline" aria-label={props.label}>
      {props.steps.map(({ key, title, state, at, note }) => (
        <li
          key={key}
          className={`timeline-step timeline-${state}`}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          <span className="timeline-dot">{state === 'done' ? <Icon name="check" /> : null}</span>
          <div className="timeline-text">
            <p className="timeline-title">
              {title}
              <span className="visually-hidden"> ({t(`timeline.${state}`)})</span>
            </p>
            {at ? (
              <p className="timeline-at">
                <InstantText at={at} />
              </p>
            ) : null}
            {note ? (
              <div className="timeline-note">
                <bdi>{note}</bdi>
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
