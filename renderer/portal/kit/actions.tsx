import type { ReactNode } from 'react';

/** What can be done at the end of a page or form: the one primary act first. */
export function Actions(props: { readonly children: ReactNode }) {
  return <div className="actions">{props.children}</div>;
}
