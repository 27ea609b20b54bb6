import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslate } from '../../i18n/portal.ts';

/** The first page of a visit is read from its top; those after it from their heading. */
let visitHasBegun = false;

/**
 * One page: its title is the heading and the title of the window, and takes the focus after a navigation, so that it is
 * read first. Give it a `key` where one component shows several pages one after the other.
 */
export function Page(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** `narrow` for forms and reading, `wide` for lists. */
  readonly width?: 'narrow' | 'wide';
  /** Stands above the heading: where the page belongs, or the way back. */
  readonly above?: ReactNode;
  /** Stands beside the heading, such as a status. */
  readonly beside?: ReactNode;
  readonly lead?: ReactNode;
}) {
  const t = useTranslate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (visitHasBegun) heading.current?.focus();
    visitHasBegun = true;
  }, []);
  return (
    <div className={`page page-${props.width ?? 'narrow'}`}>
      <title>{`${props.title} · ${t('site.name')}`}</title>
      {props.above ? <div className="page-above">{props.above}</div> : null}
      <div className="page-heading">
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.beside}
      </div>
      {props.lead ? <p className="page-lead">{props.lead}</p> : null}
      {props.children}
    </div>
  );
}
