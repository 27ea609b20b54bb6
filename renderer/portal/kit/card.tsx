import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Heading } from './heading.tsx';

/** A thing with its heading, facts and what can be done with it. */
export function Card(props: {
  readonly title: ReactNode;
  readonly level?: 2 | 3;
  readonly icon?: IconName;
  /** Stands beside the heading, such as a status. */
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <article className="card">
      <div className="card-heading">
        {props.icon ? <Icon name={props.icon} /> : null}
        <Heading level={props.level ?? 3}>{props.title}</Heading>
        {props.beside}
      </div>
      {props.children ? <div className="card-body">{props.children}</div> : null}
      {props.actions ? <div className="card-actions">{props.actions}</div> : null}
    </article>
  );
}
