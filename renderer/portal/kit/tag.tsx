import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { TONE_ICONS, type Tone } from './notice.tsx';

/** A status: a word with its sign. */
export function Tag(props: { readonly tone: Tone; readonly icon?: IconName; readonly children: ReactNode }) {
  return (
    <span className={`tag tag-${props.tone}`}>
      <Icon name={props.icon ?? TONE_ICONS[props.tone]} />
      <span>{props.children}</span>
    </span>
  );
}
