import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { config } from 'zod';
import { BRIDGE_CHANNELS, type KioskBridge } from '../contracts/bridge.ts';
import { IntentOutcome } from '../contracts/kiosk-intent.ts';
import { KioskView } from '../contracts/kiosk-view.ts';

// The page's Content-Security-Policy forbids code made at run time, which zod would otherwise try.
config({ jitless: true });

/** The bridge, and nothing more, for the page: neither `ipcRenderer` nor its events get there. */
const bridge: KioskBridge = {
  onView(listener) {
    const onMessage = (_event: IpcRendererEvent, view: unknown) => listener(KioskView.parse(view));
    ipcRenderer.on(BRIDGE_CHANNELS.view, onMessage);
    ipcRenderer.send(BRIDGE_CHANNELS.subscribe);
    return () => {
      ipcRenderer.removeListener(BRIDGE_CHANNELS.view, onMessage);
    };
  },
  async dispatch(intent) {
    return IntentOutcome.parse(await ipcRenderer.invoke(BRIDGE_CHANNELS.intent, intent));
  },
};

contextBridge.exposeInMainWorld('rukhsa', bridge);
