import type { KioskScreen, KioskStep } from '../../../contracts/kiosk-view.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The step each screen belongs to; `finished` after the last, `null` where no collection is under way. */
const STEP_OF_SCREEN = {
  attract: null,
  readingCard: 'card',
  pin: 'card',
  choose: 'confirm',
  confirm: 'confirm',
  oldLicence: 'oldLicence',
  printing: 'printing',
  takeCard: 'take',
  done: 'finished',
  apology: null,
  outOfService: null,
  maintenance: null,
} as const satisfies Record<KioskScreen, KioskStep | 'finished' | null>;

/** Dots with words: what is done, what is now, what comes. Nothing where no collection is under way. */
export function Steps(props: { readonly screen: KioskScreen; readonly steps: readonly KioskStep[] }) {
  const t = useTranslate();
  const current = STEP_OF_SCREEN[props.screen];
  if (current === null || props.steps.length === 0) return null;
  const position = current === 'finished' ? props.steps.length : props.steps.indexOf(current);
  return (
    <nav className="steps" aria-label={t('frame.steps')}>
      <ol>
        {props.steps.map((step, index) => {
          const done = index < position;
          const now = index === position;
          return (
            <li
              key={step}
              className={`step ${done ? 'step-done' : now ? 'step-now' : 'step-next'}`}
              aria-current={now ? 'step' : undefined}
            >
              <span className="step-dot">{done ? <Icon name="check" /> : null}</span>
              <span className="step-word">{t(`step.${step}`)}</span>
              {done ? <span className="visually-hidden"> ({t('frame.stepDone')})</span> : null}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
