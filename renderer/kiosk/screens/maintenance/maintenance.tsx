import { useState } from 'react';
import { useTranslate } from '../../../i18n/translation.tsx';
import { CancelAction, PrimaryAction } from '../../frame/actions.tsx';
import { ScreenLayout } from '../../frame/screen-layout.tsx';
import { type ScreenProps, useOneIntent } from '../../screen.ts';
import { ParkedPanel } from './parked-panel.tsx';
import { StatusPanel } from './status-panel.tsx';
import { SuppliesPanel } from './supplies-panel.tsx';

/** For the technician: what every device says, what the units hold, and what waits for a decision. */
export function MaintenanceScreen({ view, dispatch }: ScreenProps<'maintenance'>) {
  const t = useTranslate();
  const leaving = useOneIntent(dispatch);
  const [resetting, setResetting] = useState(false);
  const reset = async () => {
    setResetting(true);
    await dispatch({ type: 'resetPrinter' });
    setResetting(false);
  };
  return (
    <ScreenLayout
      heading={t('maintenance.title')}
      actions={
        <>
          <CancelAction
            label={t('maintenance.resetPrinter')}
            icon="refresh"
            busy={resetting || view.printer.device === 'deviceBusy'}
            onPress={() => void reset()}
          />
          <PrimaryAction
            label={t('maintenance.leave')}
            icon="check"
            busy={leaving.pending !== null}
            onPress={() => void leaving.send({ type: 'leaveMaintenance' })}
          />
        </>
      }
    >
      <StatusPanel view={view} />
      <SuppliesPanel supplies={view.supplies} dispatch={dispatch} />
      <ParkedPanel parked={view.parked} dispatch={dispatch} />
    </ScreenLayout>
  );
}
