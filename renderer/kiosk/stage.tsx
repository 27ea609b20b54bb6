import { type ReactNode, useState } from 'react';
import type { KioskFrame, KioskScreen } from '../../contracts/kiosk-view.ts';
import { Footer } from './frame/footer.tsx';
import { Header } from './frame/header.tsx';
import { HelpDialog } from './frame/help-dialog.tsx';
import { Steps } from './frame/steps.tsx';
import { TimeLeftDialog, TimeLeftNotice } from './frame/time-left.tsx';
import type { Dispatch, FrameIntent } from './screen.ts';

/** What surrounds every screen: header and steps above, switches and facts below, dialogs on top. */
export function Stage(props: {
  readonly screen: KioskScreen;
  readonly frame: KioskFrame;
  readonly dispatch: Dispatch<FrameIntent>;
  readonly children: ReactNode;
}) {
  const { screen, frame, dispatch } = props;
  const [helpOn, setHelpOn] = useState<KioskScreen | null>(null);
  const { timeLeft } = frame;
  const extendable = timeLeft !== null && timeLeft.extensionsLeft > 0;
  const helping = helpOn === screen && !extendable;
  return (
    <>
      <div className="stage" data-stage={screen} inert={extendable || helping}>
        <Header />
        <Steps screen={screen} steps={frame.steps} />
        {timeLeft !== null && !extendable ? <TimeLeftNotice seconds={timeLeft.seconds} /> : null}
        {props.children}
        <Footer frame={frame} dispatch={dispatch} onHelp={() => setHelpOn(screen)} />
      </div>
      {extendable ? (
        // A new question after each extension: where the time is short the dialog would otherwise stay, its button pressed.
        <TimeLeftDialog key={timeLeft.extensionsLeft} seconds={timeLeft.seconds} dispatch={dispatch} />
      ) : null}
      {helping ? <HelpDialog frame={frame} onClose={() => setHelpOn(null)} /> : null}
    </>
  );
}
