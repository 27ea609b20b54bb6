import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * A panel over the screen, which is inert meanwhile. Its heading takes the focus; when it closes, the focus returns
 * to where it was, if that still exists. Escape closes it where `onClose` is given.
 */
export function Dialog(props: {
  readonly urgent: boolean;
  readonly heading: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly onClose?: () => void;
}) {
  const { onClose } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) queueMicrotask(() => before.focus({ preventScroll: true }));
    };
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <div className="dialog-shade">
      <dialog
        open
        className="dialog"
        {...(props.urgent ? { role: 'alertdialog' } : {})}
        aria-modal="true"
        aria-labelledby={`${id}-heading`}
        aria-describedby={`${id}-body`}
      >
        <h2 id={`${id}-heading`} ref={heading} tabIndex={-1}>
          {props.heading}
        </h2>
        <div className="dialog-body" id={`${id}-body`}>
          {props.children}
        </div>
        <div className="actions">{props.actions}</div>
      </dialog>
    </div>
  );
}
