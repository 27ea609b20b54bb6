import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { KioskLog } from '../kiosk/log.ts';
import { readRendererFile } from './renderer-files.ts';
import { securityHeaders } from './security-headers.ts';
import { carryOverWebSocket } from './web-socket-carrier.ts';

const LOOPBACK = '127.0.0.1';

/** The screen of a kiosk as a page for a browser on the same machine. */
export interface ScreenServer {
  /** Address of the page, with the token in its fragment. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the built screen in `folder` on a free loopback port, and the bridge beside it.
 * GET and HEAD only, under its own host name only (so that no page elsewhere can rebind a name to it).
 */
export async function serveScreen(kiosk: Kiosk, folder: string, log: KioskLog): Promise<ScreenServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = `${LOOPBACK}:${port}`;
  const origin = `http://${host}`;
  const headers = securityHeaders({ connect: `ws://${host}` });
  server.on('request', (request, response) => {
    respond(request, response, host, folder, headers).catch((error: unknown) => {
      log.error({ error }, 'a file of the screen could not be read');
      if (!response.headersSent) response.writeHead(500, headers);
      response.end();
    });
  });
  const carrier = carryOverWebSocket(server, origin, kiosk, log);
  return {
    url: `${origin}/#token=${carrier.token}`,
    close: () =>
      new Promise((resolve) => {
        carrier.close();
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
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
