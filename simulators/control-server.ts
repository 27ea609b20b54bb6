import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';

/*
 * What every simulator's control door has in common: HTTP and JSON on loopback, parsed by zod, and server-sent events.
 *
 *   const control = await startControlServer({
 *     port: 0,
 *     routes: [
 *       get('/state', z.strictObject({}), () => reply(state)),
 *       post('/insert', InsertBody, ({ card }) => (insert(card) ? reply(state) : refuse(409, 'occupied'))),
 *       eventStream('/events', (send) => changes.subscribe(send)),
 *     ],
 *   });
 *   announceListening({ control: control.url });
 *   onTerminate(() => control.close());
 *
 * Only loopback is served. A request with another Host (DNS rebinding) or a POST that a foreign page could send without asking
 * first (any content type but JSON) is refused, because these doors ask for no password.
 */

/** What a route answers: JSON, octets of another type, or a refusal. */
export type ControlReply =
  | { readonly status: number; readonly json: unknown }
  | {
      readonly status: number;
      readonly contentType: string;
      readonly octets: Uint8Array;
      readonly headers: Readonly<Record<string, string>>;
    };

/** 200 with `json`. */
export function reply(json: unknown): ControlReply {
  return { status: 200, json };
}

/** 200 with `octets`, e.g. a picture, and further headers of its own. */
export function replyOctets(
  contentType: string,
  octets: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): ControlReply {
  return { status: 200, contentType, octets, headers };
}

/** A refusal: `error` is one word or short name of the reason. */
export function refuse(status: number, error: string, issues?: readonly string[]): ControlReply {
  return { status, json: issues ? { error, issues } : { error } };
}

type Handler = (input: unknown) => Promise<ControlReply>;
/** Begins to send; returns the end of the subscription. */
type Subscribe = (send: (event: unknown) => void) => () => void;

/** One route; made by {@link get}, {@link post}, {@link remove} and {@link eventStream}. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly segments: readonly string[];
  readonly serve:
    | { readonly type: 'exchange'; readonly handle: Handler }
    | { readonly type: 'events'; readonly subscribe: Subscribe };
}

function exchange<Input>(
  method: ControlRoute['method'],
  path: string,
  schema: z.ZodType<Input>,
  handle: (input: Input) => ControlReply | Promise<ControlReply>,
): ControlRoute {
  const parseAndHandle: Handler = async (input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return handle(parsed.data);
    const issues = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || '(whole)'}: ${issue.message}`,
    );
    return refuse(400, 'invalid', issues);
  };
  return { method, segments: path.split('/'), serve: { type: 'exchange', handle: parseAndHandle } };
}

/**
 * A reading route. `query` parses the query string together with the path's `:name` parameters, all texts
 * (use `z.coerce.number()` for numbers).
 */
export function get<Query>(
  path: string,
  query: z.ZodType<Query>,
  handle: (query: Query) => ControlReply | Promise<ControlReply>,
): ControlRoute {
  return exchange('GET', path, query, handle);
}

/** A changing route: `body` parses the JSON body. */
export function post<Body>(
  path: string,
  body: z.ZodType<Body>,
  handle: (body: Body) => ControlReply | Promise<ControlReply>,
): ControlRoute {
  return exchange('POST', path, body, handle);
}

/** A route that takes something away: `query` parses query string and path parameters, as in {@link get}. */
export function remove<Query>(
  path: string,
  query: z.ZodType<Query>,
  handle: (query: Query) => ControlReply | Promise<ControlReply>,
): ControlRoute {
  return exchange('DELETE', path, query, handle);
}

/** A GET route of server-sent events (WHATWG HTML §9.2): each event is one JSON document. */
export function eventStream(path: string, subscribe: Subscribe): ControlRoute {
  return { method: 'GET', segments: path.split('/'), serve: { type: 'events', subscribe } };
}

/** Who wants to know of changes, and the telling of them. */
export class ChangeFeed<Change> {
  readonly #listeners = new Set<(change: Change) => void>();

  /** Calls `listener` on every change from now on; returns the end of the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  publish(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** A control server that is listening. */
export interface ControlServer {
  /** Base address, `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Ends event streams and connections. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** Largest JSON body, bytes. */
const BODY_LIMIT = 1024 * 1024;
/** A request that has not arrived whole by then is dropped. */
const REQUEST_TIMEOUT_MS = 10_000;
/** An event stream whose reader has fallen this many bytes behind is cut. */
const STREAM_LAG_LIMIT = 4 * 1024 * 1024;

/** Listens on loopback; `port` 0 takes a free one. Rejects when the port is taken. */
export async function startControlServer(options: {
  readonly port: number;
  readonly routes: readonly ControlRoute[];
}): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(request, response, options.routes).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) send(response, refuse(500, 'internal'));
      else response.destroy();
    });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
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

/**
 * Prints the one line by which whoever started the process learns its addresses: each under its name, and the first, which is
 * where the process is controlled or used, also as `listening`.
 */
export function announceListening(addresses: Readonly<Record<string, string>>): void {
  const [listening] = Object.values(addresses);
  process.stdout.write(`${JSON.stringify({ listening, ...addresses })}\n`);
}

/** Ends the process with 0 after `close` on SIGTERM or SIGINT; a second signal ends it at once. */
export function onTerminate(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly ControlRoute[],
): Promise<void> {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
    send(response, refuse(403, 'foreignHost'));
    return;
  }
  const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
  const found = findRoute(routes, request.method ?? '', url.pathname);
  if (found === 'notFound' || found === 'methodNotAllowed') {
    send(response, refuse(found === 'notFound' ? 404 : 405, found));
    return;
  }
  const { route, parameters } = found;
  if (route.serve.type === 'events') {
    sendEvents(response, route.serve.subscribe);
    return;
  }
  const { handle } = route.serve;
  if (route.method !== 'POST') {
    send(response, await handle({ ...Object.fromEntries(url.searchParams), ...parameters }));
    return;
  }
  const body = await readJson(request);
  send(response, body.ok ? await handle(body.value) : body.refusal);
}

function findRoute(
  routes: readonly ControlRoute[],
  method: string,
  pathname: string,
): { route: ControlRoute; parameters: Record<string, string> } | 'notFound' | 'methodNotAllowed' {
  const segments = pathname.split('/');
  const samePath = routes.flatMap((route) => {
    const parameters = matchPath(route.segments, segments);
    return parameters ? [{ route, parameters }] : [];
  });
  if (samePath.length === 0) return 'notFound';
  return samePath.find(({ route }) => route.method === method) ?? 'methodNotAllowed';
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = segments[index] ?? '';
    if (expected.startsWith(':')) parameters[expected.slice(1)] = given;
    else if (expected !== given) return null;
  }
  return parameters;
}

async function readJson(
  request: IncomingMessage,
): Promise<{ ok: true; value: unknown } | { ok: false; refusal: ControlReply }> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return { ok: false, refusal: refuse(415, 'notJson') };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return { ok: false, refusal: refuse(413, 'tooLarge') };
    chunks.push(chunk);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false, refusal: refuse(400, 'invalid', ['(whole): not JSON']) };
  }
}

function send(response: ServerResponse, answered: ControlReply): void {
  const isJson = 'json' in answered;
  response.writeHead(answered.status, {
    ...(isJson ? {} : answered.headers),
    'content-type': isJson ? 'application/json; charset=utf-8' : answered.contentType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(isJson ? JSON.stringify(answered.json) : answered.octets);
}

function sendEvents(response: ServerResponse, subscribe: Subscribe): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const unsubscribe = subscribe((event) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > STREAM_LAG_LIMIT) response.destroy();
  });
  response.on('close', unsubscribe);
}
