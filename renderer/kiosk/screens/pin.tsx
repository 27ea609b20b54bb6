import { useEffect, useRef, useState } from 'react';
import { toLatinDigits } from '../../../contracts/language.ts';
import { useTranslate } from '../../i18n/translation.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CancelAction, PrimaryAction } from '../frame/actions.tsx';
import { ScreenLayout } from '../frame/screen-layout.tsx';
import { type ScreenProps, useOneIntent } from '../screen.ts';
import { Keypad } from './keypad.tsx';

/** The person types the PIN of the civil ID, on the screen or on keys. The digits are never shown and leave no trace. */
export function PinScreen({ view, dispatch }: ScreenProps<'pin'>) {
  const t = useTranslate();
  const [entered, setEntered] = useState('');
  const [wrong, setWrong] = useState(false);
  const { pending, send, again } = useOneIntent(dispatch);
  const complete = entered.length === view.digits;

  const retries = useRef(view.retriesLeft);
  useEffect(() => {
    if (retries.current === view.retriesLeft) return;
    retries.current = view.retriesLeft;
    setEntered('');
    setWrong(true);
    again();
  });

  const type = (digit: string) => {
    if (pending !== null) return;
    setWrong(false);
    setEntered((digits) => (digits.length < view.digits ? digits + digit : digits));
  };
  const erase = () => setEntered((digits) => digits.slice(0, -1));
  const submit = () => {
    if (complete) void send({ type: 'enterPin', pin: entered });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const key = toLatinDigits(event.key);
      if (/^\d$/.test(key)) type(key);
      else if (key === 'Backspace') erase();
      else if (key === 'Enter' && !(event.target instanceof HTMLButtonElement)) submit();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const progress = t('pin.entered', { count: entered.length, total: view.digits });
  return (
    <ScreenLayout
      heading={t('pin.title')}
      lead={t('pin.private')}
      announcement={wrong ? t('pin.wrong') : progress}
      actions={
        <>
          <CancelAction label={t('frame.cancel')} onPress={() => void dispatch({ type: 'cancel' })} />
          <PrimaryAction
            label={t('pin.continue')}
            busy={pending !== null}
            disabled={!complete}
            onPress={submit}
          />
        </>
      }
    >
      <div className="pin">
        <div className="pin-entry">
          <ol className="pin-dots" aria-label={t('pin.digits')} dir="ltr">
            {Array.from({ length: view.digits }, (_, position) => position + 1).map((position) => (
              <li
                key={position}
                className={position <= entered.length ? 'pin-dot pin-dot-filled' : 'pin-dot'}
              />
            ))}
          </ol>
          <div className="pin-messages">
            {wrong ? (
              <p className="pin-wrong">
                <Icon name="warning" />
                {t('pin.wrong')}
              </p>
            ) : null}
            {view.retriesLeft === null ? null : (
              <p className="pin-attempts">{t('pin.attempts', { count: view.retriesLeft })}</p>
            )}
          </div>
        </div>
        <Keypad onDigit={type} onErase={erase} onClear={() => setEntered('')} />
      </div>
    </ScreenLayout>
  );
}
