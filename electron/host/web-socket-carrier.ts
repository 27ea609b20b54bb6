import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type BridgeDownFrame, BridgeUpFrame } from '../../contracts/bridge.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskLog } from '../kiosk/log.ts';

/** Where the screen connects. */
export const BRIDGE_PATH = '/bridge';
/** The subprotocol (RFC 6455 §1.9) that both sides speak; the screen names it, and its token after it. */
export const BRIDGE_SUBPROTOCOL = 'rukhsa.v1';
/** Largest frame a screen may send, in bytes; the longest intent is a tenth of it. */
export const LARGEST_UP_FRAME = 4096;

/** Close codes (RFC 6455 §7.4). */
export const CLOSE_CODE = {
  goingAway: 1001,
  unsupportedData: 1003,
  policyViolation: 1008,
} as const;

/** An intent frame whose intent is still unread: the kiosk parses it, as it does for every carrier. */
const Envelope = BridgeUpFrame.extend({ intent: z.unknown() });

export interface WebSocketCarrier {
  /** Names the one who may connect, for as long as this carrier lives. 256 bits, base64url. */
  readonly token: string;
  close(): void;
}

/** Who may open the bridge: pages of these origins, under this host name. */
export interface Admission {
  /** Value of the Host header: name and port, as in the page's own address. */
  readonly host: string;
  readonly origins: readonly string[];
}

/**
 * Carries the bridge over a WebSocket at {@link BRIDGE_PATH} of `server`.
 *
 * Only a page of an admitted origin that knows the token gets in. The token is made anew at every start and handed over in the
 * fragment of the page's address, which no browser sends anywhere; it stays valid until the host ends, so that a page that is
 * loaded again finds its way back. There is one screen: while it is connected a second one is refused, and may try again. A page
 * that goes, crashed or not, takes its loopback connection with it, so the kiosk cannot lock out its own screen.
 */
export function carryOverWebSocket(
  server: Server,
  admission: Admission,
  kiosk: Kiosk,
  log: KioskLog,
): WebSocketCarrier {
  const token = randomBytes(32).toString('base64url');
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_UP_FRAME,
    perMessageDeflate: false,
    handleProtocols: () => BRIDGE_SUBPROTOCOL,
  });
  let screen: WebSocket | null = null;

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const fault = upgradeFault(request, admission, token) ?? (screen ? 'another screen is connected' : null);
    if (fault) {
      log.warn({ fault }, 'connection refused');
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connected) => {
      screen = connected;
      connected.on('message', (data, isBinary) => answer(connected, data, isBinary, kiosk, log));
      connected.on('error', (error) => log.warn({ error: error.message }, 'connection of the screen failed'));
      connected.on('close', () => {
        screen = null;
      });
      send(connected, { type: 'view', view: kiosk.view() });
    });
  };

  server.on('upgrade', onUpgrade);
  const unsubscribe = kiosk.subscribe((view) => {
    if (screen) send(screen, { type: 'view', view });
  });
  return {
    token,
    close() {
      unsubscribe();
      server.off('upgrade', onUpgrade);
      screen?.close(CLOSE_CODE.goingAway);
      screen = null;
    },
  };
}

function send(socket: WebSocket, frame: BridgeDownFrame): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}

function answer(socket: WebSocket, data: RawData, isBinary: boolean, kiosk: Kiosk, log: KioskLog): void {
  if (isBinary) {
    socket.close(CLOSE_CODE.unsupportedData);
    return;
  }
  const envelope = Envelope.safeParse(parseJson(data.toString()));
  if (!envelope.success) {
    log.warn({ bytes: data.toString().length }, 'frame refused: not of the bridge');
    socket.close(CLOSE_CODE.policyViolation);
    return;
  }
  const { id, intent } = envelope.data;
  send(socket, { type: 'outcome', id, outcome: kiosk.dispatch(intent) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Why a connection is refused, or `null`. */
function upgradeFault(request: IncomingMessage, { host, origins }: Admission, token: string): string | null {
  if (request.url !== BRIDGE_PATH) return 'another path';
  if (!origins.includes(request.headers.origin ?? '')) return 'a foreign origin';
  if (request.headers.host !== host) return 'a foreign host name';
  const [subprotocol, given = '', ...more] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim());
  if (subprotocol !== BRIDGE_SUBPROTOCOL || more.length > 0) return 'another subprotocol';
  return equalInConstantTime(given, token) ? null : 'a wrong token';
}

function equalInConstantTime(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
