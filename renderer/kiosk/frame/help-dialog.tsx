import type { KioskFrame } from '../../../contracts/kiosk-view.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PrimaryAction } from './actions.tsx';
import { Dialog } from './dialog.tsx';

/** How to reach a person who helps, and what to tell them. */
export function HelpDialog(props: { readonly frame: KioskFrame; readonly onClose: () => void }) {
  const t = useTranslate();
  const { frame } = props;
  return (
    <Dialog
      urgent={false}
      heading={t('help.title')}
      onClose={props.onClose}
      actions={<PrimaryAction label={t('help.close')} icon="cross" onPress={props.onClose} />}
    >
      <p>{t('help.call')}</p>
      <p className="help-line">
        <Icon name="phone" /> <bdi>{frame.helpLine}</bdi>
      </p>
      <p>{t('help.tell')}</p>
      <dl className="help-facts">
        <div>
          <dt>{t('frame.machine')}</dt>
          <dd>
            <bdi>{frame.machine}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('frame.reference')}</dt>
          <dd>{frame.reference === null ? t('help.noReference') : <bdi>{frame.reference}</bdi>}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
