import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';

/** Stands where things would be: what would appear, and how to begin. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={props.icon} />
      <p className="empty-title">{props.title}</p>
      {props.children ? <div>{props.children}</div> : null}
      {props.action}
    </div>
  );
}
