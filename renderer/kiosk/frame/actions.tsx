import { useTranslate } from '../../i18n/translation.tsx';
import { Button } from '../../ui/button.tsx';
import type { IconName } from '../../ui/icon.tsx';

/** One thing that can be done on a screen. */
export interface Action {
  readonly label: string;
  readonly onPress: () => void;
  readonly icon?: IconName;
  /** It was asked for and the kiosk is at it. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
}

/** The one thing to do: at the end of the action row of every screen. */
export function PrimaryAction(props: Action) {
  const t = useTranslate();
  const busy = props.busy === true;
  return (
    <div className="action-primary">
      <Button
        look="primary"
        icon={busy ? 'refresh' : (props.icon ?? 'arrow')}
        busy={busy}
        disabled={props.disabled === true}
        onPress={props.onPress}
      >
        {busy ? t('frame.oneMoment') : props.label}
      </Button>
    </div>
  );
}

/** The way out: at the start of the action row of every screen that has one. */
export function CancelAction(props: Action) {
  return (
    <div className="action-cancel">
      <Button
        look="secondary"
        icon={props.icon ?? 'cross'}
        disabled={props.disabled === true}
        busy={props.busy === true}
        onPress={props.onPress}
      >
        {props.label}
      </Button>
    </div>
  );
}
