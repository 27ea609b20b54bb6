import type { RequestKind } from '../../../contracts/request.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { CancelAction } from '../frame/actions.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { MachinePicture, type SceneName } from '../pictures/machine.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';

interface OldCard {
  readonly insert: MessageKey;
  readonly inserting: SceneName;
  readonly takingIn: MessageKey;
  readonly takenIn: SceneName;
}

const OLD: OldCard = {
  insert: 'oldLicence.insertRenewal',
  inserting: 'insertOldLicence',
  takingIn: 'oldLicence.takingInRenewal',
  takenIn: 'takeInOldLicence',
};

/** How the old card is called and drawn. A lost one is never asked for; should it be, it is an old one. */
const OLD_CARD: Readonly<Record<RequestKind, OldCard>> = {
  renewal: OLD,
  damaged: {
    insert: 'oldLicence.insertDamaged',
    inserting: 'insertDamagedLicence',
    takingIn: 'oldLicence.takingInDamaged',
    takenIn: 'takeInDamagedLicence',
  },
  lost: OLD,
};

/** The old licence goes in at the bezel and stays in the machine. */
export function OldLicenceScreen({ view, dispatch }: ScreenProps<'oldLicence'>) {
  const t = useTranslate();
  const { pending, send } = useOneIntent(dispatch);
  const card = OLD_CARD[view.kind];
  if (view.stage === 'takingIn') {
    return (
      <ScreenLayout
        heading={t(card.takingIn)}
        lead={t('oldLicence.takingInWait')}
        picture={<MachinePicture scene={card.takenIn} label={t('oldLicence.takingInPicture')} />}
        announcement={t(card.takingIn)}
      />
    );
  }
  return (
    <ScreenLayout
      heading={t(card.insert)}
      lead={
        <>
          {t('oldLicence.where')}
          <br />
          {t('oldLicence.kept')}
        </>
      }
      picture={<MachinePicture scene={card.inserting} label={t('oldLicence.insertPicture')} />}
      announcement={t(card.insert)}
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
