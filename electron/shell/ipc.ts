import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { BRIDGE_CHANNELS } from '../../contracts/bridge.ts';
import type { IntentOutcome } from '../../contracts/kiosk-intent.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskLog } from '../kiosk/log.ts';
import { isAppUrl } from './app-scheme.ts';

/** Why a message is not from the screen, or `null` when it is. */
function senderFault(event: IpcMainEvent | IpcMainInvokeEvent, contents: WebContents): string | null {
  if (event.sender !== contents) return 'another window';
  if (!event.senderFrame) return 'a frame that is gone';
  if (event.senderFrame !== contents.mainFrame) return 'a frame within the page';
  return isAppUrl(event.senderFrame.url) ? null : 'a foreign page';
}

/**
 * Carries the bridge over Electron's IPC to the one window. Every message must come from its main frame and its own page; the
 * kiosk itself parses intents. Returns the end of it.
 */
export function carryBridge(kiosk: Kiosk, contents: WebContents, log: KioskLog): () => void {
  const send = () => {
    if (!contents.isDestroyed() && isAppUrl(contents.getURL()))
      contents.send(BRIDGE_CHANNELS.view, kiosk.view());
  };
  const onSubscribe = (event: IpcMainEvent) => {
    const fault = senderFault(event, contents);
    if (fault) log.warn({ fault }, 'message refused: not from the screen');
    else send();
  };
  const onIntent = (event: IpcMainInvokeEvent, intent: unknown): IntentOutcome => {
    const fault = senderFault(event, contents);
    if (!fault) return kiosk.dispatch(intent);
    log.warn({ fault }, 'message refused: not from the screen');
    throw new Error(`refused: from ${fault}`);
  };
  ipcMain.on(BRIDGE_CHANNELS.subscribe, onSubscribe);
  ipcMain.handle(BRIDGE_CHANNELS.intent, onIntent);
  const unsubscribe = kiosk.subscribe(send);
  return () => {
    unsubscribe();
    ipcMain.removeListener(BRIDGE_CHANNELS.subscribe, onSubscribe);
    ipcMain.removeHandler(BRIDGE_CHANNELS.intent);
  };
}
