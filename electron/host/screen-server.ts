import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, type Result, success } from '../../contracts/result.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskLog } from '../kiosk/log.ts';
import { readRendererFile } from './renderer-files.ts';
import { securityHeaders } from './security-headers.ts';
import { carryOverWebSocket } from './web-socket-carrier.ts';

/** Where the screen is served. */
export interface ScreenAddress {
  /** A loopback address: the bridge shows personal data and never leaves the machine. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Origins besides its own that may open the bridge. */
  readonly allowedOrigins: readonly string[];
}

/** The screen of a kiosk as a page for a browser on the same machine. */
export interface ScreenServer {
  /** Address of the page, with the token in its fragment. */
  readonly url: string;
  close(): Promise<void>;
}

/** Whether `host` is this machine and nothing else (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Serves the built screen in `folder`, and the bridge beside it.
 * GET and HEAD only, under its own host name only (so that no page elsewhere can rebind a name to it).
 * The fault says why not: the port is taken, or the address is not of this machine alone.
 */
export async function serveScreen(
  kiosk: Kiosk,
  folder: string,
  address: ScreenAddress,
  log: KioskLog,
): Promise<Result<ScreenServer, string>> {
  if (!isLoopback(address.host)) {
    return failure(
      `browserHost.host ${address.host} is no loopback address: the screen is for this machine only`,
    );
  }
  const server = createServer();
  const fault = await listen(server, address);
  if (fault) return failure(`browserHost.port ${address.port}: ${fault}`);
  const { port } = server.address() as AddressInfo;
  const host = `${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`;
  const origin = `http://${host}`;
  const headers = securityHeaders({ connect: `ws://${host}` });
  server.on('request', (request, response) => {
    respond(request, response, host, folder, headers).catch((error: unknown) => {
      log.error({ error }, 'a file of the screen could not be read');
      if (!response.headersSent) response.writeHead(500, headers);
      response.end();
    });
  });
  const origins = [origin, ...address.allowedOrigins.map((allowed) => new URL(allowed).origin)];
  const carrier = carryOverWebSocket(server, { host, origins }, kiosk, log);
  return success({
    url: `${origin}/#token=${carrier.token}`,
    close: () =>
      new Promise<void>((resolve) => {
        carrier.close();
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  });
}

/** Binds `server`; what the system says when it cannot, otherwise `null`. */
function listen(server: Server, { host, port }: ScreenAddress): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', ({ message }) => resolve(message));
    server.listen(port, host, () => resolve(null));
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
  folder: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const refuse = (status: number) => response.writeHead(status, { ...headers, 'Content-Length': 0 }).end();
  if (request.headers.host !== host) {
    refuse(421);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(405);
    return;
  }
  const [pathname = '/'] = (request.url ?? '/').split('?');
  const file = await readRendererFile(folder, pathname);
  if (!file) {
    refuse(404);
    return;
  }
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.contentType,
    'Content-Length': file.body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}
