import { KioskView } from '../../contracts/kiosk-view.ts';
import type { KioskBridge } from '../../contracts/bridge.ts';
import { systemClock } from '../../contracts/clock.ts';
import { BRIDGE_SUBPROTOCOL, connectWebSocketBridge, type KioskConnection } from './websocket-bridge.ts';

declare global {
  interface Window {
    /** Set by the preload script of the Electron shell; absent in a system browser. */
    readonly rukhsa?: KioskBridge;
  }
}

const TOKEN_PARAMETER = 'token';

/**
 * Takes the host's token out of the address, so that it is neither seen nor kept in the history. It stays in this tab's
 * storage, so that the page finds its way back when it is loaded again.
 */
function takeToken(page: Window): string {
  const parameters = new URLSearchParams(page.location.hash.slice(1));
  const given = parameters.get(TOKEN_PARAMETER);
  if (given === null) return page.sessionStorage.getItem(TOKEN_PARAMETER) ?? '';
  page.sessionStorage.setItem(TOKEN_PARAMETER, given);
  page.history.replaceState(null, '', page.location.pathname);
  return given;
}

/** The preload script's bridge: it lives and dies with its kiosk, so it is never lost. */
function preloadConnection(bridge: KioskBridge): KioskConnection {
  return {
    bridge: {
      onView: (listener) => bridge.onView((view) => listener(KioskView.parse(view))),
      dispatch: (intent) => bridge.dispatch(intent),
    },
    onLost: () => () => undefined,
  };
}

/** Chooses the carrier: Electron's where there is one, otherwise a WebSocket to the host that served the page. */
export function connectKiosk(page: Window): KioskConnection {
  if (page.rukhsa) return preloadConnection(page.rukhsa);
  const token = takeToken(page);
  const address = new URL('/bridge', page.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return connectWebSocketBridge((events) => {
    const socket = new WebSocket(address, [BRIDGE_SUBPROTOCOL, token]);
    socket.onopen = () => events.opened();
    socket.onmessage = (message) => events.received(message.data);
    socket.onclose = () => events.closed();
    return socket;
  }, systemClock);
}
