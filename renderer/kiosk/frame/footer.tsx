import type { KioskFrame } from '../../../contracts/kiosk-view.ts';
import { Language } from '../../../contracts/language.ts';
import { translate } from '../../i18n/translate.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { Button } from '../../ui/button.tsx';
import type { Dispatch, FrameIntent } from '../screen.ts';

/** Language, text size, contrast and help within reach, and below them machine, time and reference. */
export function Footer(props: {
  readonly frame: KioskFrame;
  readonly dispatch: Dispatch<FrameIntent>;
  readonly onHelp: () => void;
}) {
  const t = useTranslate();
  const { frame, dispatch } = props;
  const large = frame.textSize === 'large';
  const high = frame.contrast === 'high';
  return (
    <footer className="footer">
      <div className="switches">
        <fieldset className="switch-group">
          <legend className="visually-hidden">{t('frame.language')}</legend>
          {Language.options.map((language) => (
            <Button
              key={language}
              look="quiet"
              lang={language}
              pressed={frame.language === language}
              onPress={() => void dispatch({ type: 'setLanguage', language })}
            >
              {translate(language, 'languageName')}
            </Button>
          ))}
        </fieldset>
        <fieldset className="switch-group">
          <legend className="visually-hidden">{t('frame.display')}</legend>
          <Button
            look="quiet"
            icon="textSize"
            pressed={large}
            onPress={() => void dispatch({ type: 'setTextSize', textSize: large ? 'normal' : 'large' })}
          >
            {t('frame.largeText')}
          </Button>
          <Button
            look="quiet"
            icon="contrast"
            pressed={high}
            onPress={() => void dispatch({ type: 'setContrast', contrast: high ? 'normal' : 'high' })}
          >
            {t('frame.highContrast')}
          </Button>
        </fieldset>
        <Button look="quiet" icon="help" onPress={props.onHelp}>
          {t('frame.help')}
        </Button>
      </div>
      <dl className="facts">
        <div>
          <dt>{t('frame.machine')}</dt>
          <dd>
            <bdi>{frame.machine}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('frame.time')}</dt>
          <dd>
            <bdi>{frame.time}</bdi>
          </dd>
        </div>
        {frame.reference === null ? null : (
          <div>
            <dt>{t('frame.reference')}</dt>
            <dd>
              <bdi>{frame.reference}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </footer>
  );
}
