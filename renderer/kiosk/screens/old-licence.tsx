import type { RequestKind } from '../../../contracts/request.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { CancelAction } from '../frame/actions.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { MachinePicture, type SceneName } from '../pictures/machine.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';

/** How the old card is called. A lost one is never asked for; should it be, it is an old one. */
const INSERT = {
  renewal: { sentence: 'oldLicence.insertRenewal', scene: 'insertOldLicence' },
  damaged: { sentence: 'oldLicence.insertDamaged', scene: 'insertDamagedLicence' },
  lost: { sentence: 'oldLicence.insertRenewal', scene: 'insertOldLicence' },
} as const satisfies Record<RequestKind, { sentence: MessageKey; scene: SceneName }>;

/** The old licence goes in at the bezel and stays in the machine. */
export function OldLicenceScreen({ view, dispatch }: ScreenProps<'oldLicence'>) {
  const t = useTranslate();
  const { pending, send } = useOneIntent(dispatch);
  if (view.stage === 'takingIn') {
    return (
      <ScreenLayout
        heading={t('oldLicence.takingIn')}
        lead={t('oldLicence.takingInWait')}
        picture={<MachinePicture scene="takeInOldLicence" label={t('oldLicence.takingInPicture')} />}
        announcement={t('oldLicence.takingIn')}
      />
    );
  }
  const { sentence, scene } = INSERT[view.kind];
  return (
    <ScreenLayout
      heading={t(sentence)}
      lead={
        <>
          {t('oldLicence.where')}
          <br />
          {t('oldLicence.kept')}
        </>
      }
      picture={<MachinePicture scene={scene} label={t('oldLicence.insertPicture')} />}
      actions={
        <CancelAction
          label={t('frame.cancel')}
          busy={pending !== null}
          onPress={() => void send({ type: 'cancel' })}
        />
      }
    />
  );
}
