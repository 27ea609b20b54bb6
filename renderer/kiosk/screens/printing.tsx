import type { PrintPanel } from '../../../contracts/kiosk-view.ts';
import { Message, useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { PrintedCard, panelState } from '../pictures/printed-card.tsx';
import type { ScreenProps } from '../screen.ts';

const PANEL_STATE_WORD = {
  done: 'printing.layerDone',
  now: 'printing.layerNow',
  next: 'printing.layerNext',
} as const;

function Layers(props: { readonly panels: readonly PrintPanel[]; readonly sending: number }) {
  const t = useTranslate();
  return (
    <ol className="layers" aria-label={t('printing.layers')}>
      {props.panels.map((panel, index) => {
        const state = panelState(index, props.sending);
        return (
          <li key={panel} className={`layer layer-${state}`}>
            <span className={`layer-dot layer-dot-${panel}`}>
              {state === 'done' ? <Icon name="check" /> : null}
            </span>
            <span>{t(`panel.${panel}`)}</span>
            <span className="visually-hidden"> ({t(PANEL_STATE_WORD[state])})</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What has really reached the printer: bytes as a bar, panels as the layers of the drawn card, seconds that are left. */
export function PrintingScreen({ view }: ScreenProps<'printing'>) {
  const t = useTranslate();
  const percent = Math.floor((100 * view.bytesSent) / view.bytesTotal);
  const sending = view.panels[view.panel];
  const advice = view.frame.civilIdInserted ? 'printing.leaveCard' : 'printing.stay';
  return (
    <ScreenLayout
      heading={t('printing.title')}
      lead={t(advice)}
      picture={<PrintedCard panels={view.panels} sending={view.panel} label={t('printing.picture')} />}
      announcement={sending === undefined ? t('printing.finishing') : t(`panel.${sending}`)}
    >
      <Layers panels={view.panels} sending={view.panel} />
      <div
        className="progress"
        role="progressbar"
        aria-label={t('printing.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t('printing.sent', { percent })}
      >
        <div className="progress-done" style={{ inlineSize: `${percent}%` }} />
      </div>
      <p className="progress-left">
        {sending === undefined ? (
          t('printing.finishing')
        ) : (
          <Message id="printing.left" count={view.secondsLeft} />
        )}
      </p>
      <p className="progress-sent">
        <Message id="printing.sent" values={{ percent }} />
      </p>
    </ScreenLayout>
  );
}
