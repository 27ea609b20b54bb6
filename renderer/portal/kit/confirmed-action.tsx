import { useState } from 'react';
import type { Problem } from '../../../contracts/portal-api/problem.ts';
import type { Result } from '../../../contracts/result.ts';
import { useTranslate } from '../../i18n/portal.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Button } from '../../ui/button.tsx';
import { Actions } from './actions.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Notice } from './notice.tsx';
import { problemText } from './problem-text.ts';

/** A button for what is done after asking once more; when it fails, it is said why. */
export function ConfirmedAction(props: {
  /** The word on the button and in the dialog. */
  readonly act: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly run: () => Promise<Result<unknown, Problem>>;
}) {
  const t = useTranslate();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async () => {
    setBusy(true);
    const answer = await props.run();
    setBusy(false);
    setAsking(false);
    setProblem(answer.ok ? null : answer.fault);
  };
  return (
    <>
      {problem ? (
        <Notice tone="stop" announced>
          <p>{problemText(t, problem)}</p>
        </Notice>
      ) : null}
      <Actions>
        <Button look="quiet" icon={props.icon} onPress={() => setAsking(true)}>
          {props.act}
        </Button>
      </Actions>
      {asking ? (
        <ConfirmDialog
          title={props.title}
          confirm={props.act}
          busy={busy}
          onConfirm={() => void run()}
          onClose={() => setAsking(false)}
        >
          <p>{props.text}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
