import { useTranslate } from '../../../i18n/portal.ts';
import { Tag } from '../../kit/tag.tsx';

/** Whether a machine can print now. */
export function MachineState({ canPrint }: { readonly canPrint: boolean | null }) {
  const t = useTranslate();
  if (canPrint === null)
    return (
      <Tag tone="info" icon="clock">
        {t('machine.unknown')}
      </Tag>
    );
  return (
    <Tag tone={canPrint ? 'done' : 'attention'}>
      {t(canPrint ? 'machine.canPrint' : 'machine.cannotPrint')}
    </Tag>
  );
}
