import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a screen. It takes the focus when the screen appears, so that it is what is read first. */
export function ScreenHeading(props: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {props.children}
    </h1>
  );
}

/**
 * Where things are on every screen: one sentence, one picture, what belongs to it, and below, always at the same
 * place, what can be done.
 */
export function ScreenLayout(props: {
  readonly heading: ReactNode;
  readonly lead?: ReactNode;
  readonly picture?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  /** Told to assistive technology when it changes while the screen stays. */
  readonly announcement?: string;
}) {
  return (
    <main className="screen text-scope">
      <div className="screen-body">
        <div className="screen-text">
          <ScreenHeading>{props.heading}</ScreenHeading>
          {props.lead ? <p className="screen-lead">{props.lead}</p> : null}
        </div>
        {props.picture ? <div className="screen-picture">{props.picture}</div> : null}
        {props.children ? <div className="screen-content">{props.children}</div> : null}
      </div>
      <p className="visually-hidden" role="status">
        {props.announcement}
      </p>
      <div className="actions">{props.actions}</div>
    </main>
  );
}
