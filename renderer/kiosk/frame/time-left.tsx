import { useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Dispatch, type FrameIntent, useOneIntent } from '../screen.ts';
import { PrimaryAction } from './actions.tsx';
import { Dialog } from './dialog.tsx';

/** Asks whether the person is still there, in the last seconds of a session that can be extended (WCAG 2.2, 2.2.1). */
export function TimeLeftDialog(props: {
  readonly seconds: number;
  readonly dispatch: Dispatch<FrameIntent>;
}) {
  const t = useTranslate();
  const { pending, send } = useOneIntent(props.dispatch);
  return (
    <Dialog
      urgent={true}
      heading={t('timeLeft.title')}
      actions={
        <PrimaryAction
          label={t('timeLeft.needMoreTime')}
          icon="clock"
          busy={pending !== null}
          onPress={() => void send({ type: 'needMoreTime' })}
        />
      }
    >
      <p className="time-left-seconds" role="timer">
        {t('timeLeft.seconds', { count: props.seconds })}
      </p>
      <p>{t('timeLeft.ends')}</p>
    </Dialog>
  );
}

/** Says how long the session still lasts when it cannot be extended any more; leaves the screen usable. */
export function TimeLeftNotice(props: { readonly seconds: number }) {
  const t = useTranslate();
  return (
    <aside className="time-left-notice">
      <Icon name="clock" />
      <p role="timer">{t('timeLeft.seconds', { count: props.seconds })}</p>
      <p>{t('timeLeft.lastSeconds')}</p>
    </aside>
  );
}
