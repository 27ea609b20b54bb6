import type { RequestView } from '../../../../contracts/portal-api/licences.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import { ConfirmedAction } from '../../kit/confirmed-action.tsx';
import { useTakeOver } from './save-request.ts';

/** Cancels a request after asking once more; says that what was paid comes back. */
export function CancelRequest({ request }: { readonly request: RequestView }) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOver();
  const { requestId, version, paidAt } = request;
  return (
    <ConfirmedAction
      act={t('request.cancel')}
      icon="cross"
      title={t('request.cancelTitle')}
      text={t(paidAt === null ? 'request.cancelUnpaid' : 'request.cancelPaid')}
      run={async () => takeOver(await call('cancelRequest', { params: { requestId }, body: { version } }))}
    />
  );
}
