import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslate } from '../../i18n/portal.ts';
import { Button } from '../../ui/button.tsx';

/** Asks once more before something that cannot be undone. Shown while it is mounted; Escape is "no". */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** The word on the button that does it, such as "Cancel the request". */
  readonly confirm: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <h2 id={`${id}-title`}>{props.title}</h2>
      <div id={`${id}-body`}>{props.children}</div>
      <div className="actions">
        <Button look="primary" busy={props.busy === true} onPress={props.onConfirm}>
          {props.confirm}
        </Button>
        <Button look="secondary" onPress={props.onClose}>
          {t('form.goBack')}
        </Button>
      </div>
    </dialog>
  );
}
