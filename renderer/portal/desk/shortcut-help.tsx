import { useTranslate } from '../../i18n/portal.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { SHORTCUT_NAMES, SHORTCUTS } from './shortcuts.ts';

/** Which key does what, and the switch that turns all of them off. */
export function ShortcutHelp(props: { readonly on: boolean; readonly onSwitch: (on: boolean) => void }) {
  const t = useTranslate();
  return (
    <details className="shortcuts">
      <summary>{t('review.shortcuts')}</summary>
      <dl>
        {SHORTCUT_NAMES.map((name) => (
          <div key={name}>
            <dt>
              <kbd>{SHORTCUTS[name].cap}</kbd>
            </dt>
            <dd>{t(`review.shortcut.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        id="shortcuts-on"
        value={props.on}
        onChange={props.onSwitch}
        error={undefined}
        label={t('review.shortcutsOn')}
      />
    </details>
  );
}
