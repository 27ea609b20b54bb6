import type { ReactNode } from 'react';

/** A heading below the page's own. */
export function Heading(props: {
  readonly level: 2 | 3;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  const Tag = `h${props.level}` as const;
  return (
    <Tag className="heading" id={props.id}>
      {props.children}
    </Tag>
  );
}
