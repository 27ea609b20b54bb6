import type { CaseView } from '../../../../contracts/portal-api/cases.ts';
import { useTranslate } from '../../../i18n/portal.ts';
import { useCall } from '../../api/queries.ts';
import { ConfirmedAction } from '../../kit/confirmed-action.tsx';
import { useTakeOverCase } from './save-case.ts';

/** Takes a case back after asking once more. */
export function CancelCase(props: { readonly case: CaseView }) {
  const t = useTranslate();
  const call = useCall();
  const takeOver = useTakeOverCase();
  const { caseId, version } = props.case;
  return (
    <ConfirmedAction
      act={t('request.cancel')}
      icon="cross"
      title={t('request.cancelTitle')}
      text={t('request.cancelUnpaid')}
      run={async () => takeOver(await call('cancelCase', { params: { caseId }, body: { version } }))}
    />
  );
}
