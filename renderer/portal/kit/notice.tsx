import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';

/** How a message or a status is meant. */
export type Tone = 'info' | 'attention' | 'stop' | 'done';

/** The sign of each tone: never colour alone. */
export const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  attention: 'warning',
  stop: 'cross',
  done: 'check',
};

/** A message that stands out. `announced`: it appeared after something the person did, and is read out. */
export function Notice(props: {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly announced?: boolean;
}) {
  const t = useTranslate();
  return (
    <div className={`notice notice-${props.tone}`} role={props.announced ? 'status' : undefined}>
      <Icon name={TONE_ICONS[props.tone]} />
      <div className="notice-body">
        <p className="visually-hidden">{t(`tone.${props.tone}`)}</p>
        {props.title ? <p className="notice-title">{props.title}</p> : null}
        {props.children}
      </div>
    </div>
  );
}
