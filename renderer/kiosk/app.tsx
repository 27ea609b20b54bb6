import { type ComponentType, createElement, useEffect, useLayoutEffect, useState } from 'react';
import type { KioskIntent } from '../../contracts/kiosk-intent.ts';
import type { KioskFrame, KioskScreen, KioskView, ViewOf } from '../../contracts/kiosk-view.ts';
import { TranslationProvider } from '../i18n/translation.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Notice } from './notice.tsx';
import { usePaintedSignal } from './painted.ts';
import type { Dispatch, ScreenProps } from './screen.ts';
import { ApologyScreen } from './screens/apology.tsx';
import { AttractScreen } from './screens/attract.tsx';
import { ChooseScreen } from './screens/choose.tsx';
import { ConfirmScreen } from './screens/confirm.tsx';
import { DoneScreen } from './screens/done.tsx';
import { MaintenanceScreen } from './screens/maintenance/maintenance.tsx';
import { OldLicenceScreen } from './screens/old-licence.tsx';
import { OutOfServiceScreen } from './screens/out-of-service.tsx';
import { PinScreen } from './screens/pin.tsx';
import { PrintingScreen } from './screens/printing.tsx';
import { ReadingCardScreen } from './screens/reading-card.tsx';
import { TakeCardScreen } from './screens/take-card.tsx';
import { Stage } from './stage.tsx';
import type { KioskConnection } from './websocket-bridge.ts';

const SCREENS: { readonly [Screen in KioskScreen]: ComponentType<ScreenProps<Screen>> } = {
  attract: AttractScreen,
  readingCard: ReadingCardScreen,
  pin: PinScreen,
  choose: ChooseScreen,
  confirm: ConfirmScreen,
  oldLicence: OldLicenceScreen,
  printing: PrintingScreen,
  takeCard: TakeCardScreen,
  done: DoneScreen,
  apology: ApologyScreen,
  outOfService: OutOfServiceScreen,
  maintenance: MaintenanceScreen,
};

/** The component of a screen with its view; a new screen never inherits what another one held. */
function screenElement<Screen extends KioskScreen>(
  screen: Screen,
  view: ViewOf<Screen>,
  dispatch: Dispatch<KioskIntent>,
) {
  return createElement(SCREENS[screen], { key: screen, view, dispatch });
}

/** Language, reading direction, text size and contrast are settings of the whole document. */
function useDocumentSettings(frame: KioskFrame): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = frame.language;
    root.dir = frame.language === 'ar' ? 'rtl' : 'ltr';
    root.dataset['textSize'] = frame.textSize;
    root.dataset['contrast'] = frame.contrast;
  }, [frame.language, frame.textSize, frame.contrast]);
}

/** The whole interface as a function of one view. */
export function KioskApp(props: { readonly view: KioskView; readonly dispatch: Dispatch<KioskIntent> }) {
  const { view, dispatch } = props;
  useDocumentSettings(view.frame);
  usePaintedSignal(view.screen);
  return (
    <ErrorBoundary screen={view.screen}>
      <TranslationProvider language={view.frame.language}>
        <Stage screen={view.screen} frame={view.frame} dispatch={dispatch}>
          {screenElement(view.screen, view, dispatch)}
        </Stage>
      </TranslationProvider>
    </ErrorBoundary>
  );
}

function Unreachable() {
  usePaintedSignal('unreachable');
  return <Notice about="unreachable" />;
}

/** Follows the kiosk. While it cannot be reached nothing of the last view stays on the screen. */
export function App(props: { readonly connection: KioskConnection }) {
  const { bridge, onLost } = props.connection;
  const [view, setView] = useState<KioskView | null>(null);
  useEffect(() => bridge.onView(setView), [bridge]);
  useEffect(() => onLost(() => setView(null)), [onLost]);
  return view === null ? <Unreachable /> : <KioskApp view={view} dispatch={bridge.dispatch} />;
}
