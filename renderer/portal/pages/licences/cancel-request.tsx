import { useState } from 'react';
import type { Problem } from '../../../../contracts/portal-api/problem.ts';
import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { Button } from '../../../ui/button.tsx';
import { useCall } from '../../api/queries.ts';
import { Actions } from '../../kit/actions.tsx';
import { ConfirmDialog } from '../../kit/confirm-dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { useTakeOver } from './save-request.ts';

/** Cancels a request after asking once more; says that what was paid comes back. */
export function CancelRequest({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOver();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { requestId, version, paidAt } = request;
  const cancel = async () => {
    setBusy(true);
    const answer = takeOver(await call('cancelRequest', { params: { requestId }, body: { version } }));
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
        <Button look="quiet" icon="cross" onPress={() => setAsking(true)}>
          {t('request.cancel')}
        </Button>
      </Actions>
      {asking ? (
        <ConfirmDialog
          title={t('request.cancelTitle')}
          confirm={t('request.cancel')}
          busy={busy}
          onConfirm={() => void cancel()}
          onClose={() => setAsking(false)}
        >
          <p>{t(paidAt === null ? 'request.cancelUnpaid' : 'request.cancelPaid')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
