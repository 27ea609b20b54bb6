import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

/** Control doors that the dock's page reaches through the dock, by the first segment of the path. */
export interface DockTargets {
  readonly reader: string;
  readonly printer: string;
}

/** A dock that is listening. */
export interface DockServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Serves the built page in `folder` and hands `/reader/…` and `/printer/…` on to the simulators. Loopback only. */
export async function startDockServer(options: {
  readonly port: number;
  readonly folder: string;
  readonly targets: DockTargets;
}): Promise<DockServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', `http://${LOOPBACK}`).pathname;
    const door = /^\/(reader|printer)(\/.*)$/.exec(path);
    if (door?.[1] === 'reader' || door?.[1] === 'printer')
      handOn(request, response, options.targets[door[1]]);
    else servePage(path, response, options.folder);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, LOOPBACK, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Passes a request to a control door unchanged but for the first segment; streams both bodies, so events flow too. */
function handOn(request: IncomingMessage, response: ServerResponse, target: string): void {
  const url = new URL((request.url ?? '').replace(/^\/(reader|printer)/, ''), target);
  const { 'content-type': contentType } = request.headers;
  const onward = httpRequest(
    url,
    { method: request.method ?? 'GET', headers: contentType ? { 'content-type': contentType } : {} },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'application/json' }).end('{"error":"simulatorAway"}');
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function servePage(path: string, response: ServerResponse, folder: string): void {
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  const contentType = CONTENT_TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || !contentType || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, PAGE_HEADERS).end();
    return;
  }
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': contentType });
  createReadStream(file).pipe(response);
}
