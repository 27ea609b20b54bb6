import http from 'node:http';
import https from 'node:https';
import type { Clock } from '../../../contracts/clock.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';

/** An answer larger than this is none: the largest of the contract carries one portrait. */
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;
/** Connections kept for the next question; one is in use at a time, one more for the outbox. */
const KEPT_CONNECTIONS = 4;

/** One HTTP request. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for the whole exchange. */
  readonly deadlineMs: number;
}

/** What came back. */
interface Incoming {
  readonly status: number;
  readonly body: string;
}

/** Carries requests to one server over kept connections. */
export interface Exchange {
  /** The fault is one word for the log, such as `ECONNREFUSED` or `deadline`. */
  send(request: Outgoing): Promise<Result<Incoming, string>>;
  close(): void;
}

/** An exchange with the server at `url` (`http:` or `https:`); paths are taken below its path. */
export function openExchange(url: URL, clock: Clock): Exchange {
  const secure = url.protocol === 'https:';
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: KEPT_CONNECTIONS });
  const open = (secure ? https : http).request;

  const attempt = (
    { method, path, headers, body }: Outgoing,
    signal: AbortSignal,
  ): Promise<Result<Incoming, { readonly code: string; readonly stale: boolean }>> =>
    new Promise((resolve) => {
      const payload = Buffer.from(body);
      const request = open(
        url,
        { agent, method, path, headers: { ...headers, 'content-length': payload.length }, signal },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > LONGEST_ANSWER_BYTES) response.destroy(new Error('answer too long'));
            else chunks.push(chunk);
          });
          response.on('end', () =>
            resolve(
              success({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
            ),
          );
          response.on('error', (error) => resolve(failure({ code: faultCode(error), stale: false })));
        },
      );
      request.on('error', (error) =>
        resolve(failure({ code: faultCode(error), stale: request.reusedSocket && isReset(error) })),
      );
      request.end(payload);
    });

  return {
    send: async (request) => {
      const controller = new AbortController();
      const timer = clock.setTimeout(() => controller.abort(), request.deadlineMs);
      try {
        let answer = await attempt(request, controller.signal);
        // A kept connection may be closed by the server just as it is used again: nothing was heard, ask once more.
        if (!answer.ok && answer.fault.stale) answer = await attempt(request, controller.signal);
        if (answer.ok) return answer;
        return failure(controller.signal.aborted ? 'deadline' : answer.fault.code);
      } finally {
        clock.clearTimeout(timer);
      }
    },
    close: () => agent.destroy(),
  };
}

function isReset(error: Error): boolean {
  return faultCode(error) === 'ECONNRESET' || faultCode(error) === 'EPIPE';
}

function faultCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
