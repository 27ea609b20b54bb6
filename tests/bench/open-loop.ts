import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** One request as it goes over the line. */
export interface LineRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer, whole. */
export interface LineAnswer {
  readonly status: number;
  readonly body: string;
}

/** Who sends requests to one server over connections that are kept. */
export interface Sender {
  send(asked: LineRequest): Promise<LineAnswer>;
  close(): void;
}

/** Connections to the server; more requests at once wait for one. */
const CONNECTIONS = 64;

export function openSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = request(url + path, { agent, method, headers }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/**
 * Sends a request at each instant of a fixed schedule, whether or not those before were answered, and counts from that instant
 * to the last octet of the answer: what a slow answer makes others wait is counted as theirs.
 * @param make the `turn`th request, from 0, made when its time has come
 * @returns milliseconds of each
 * @throws when an answer is not 200
 */
export async function atPace(
  sender: Sender,
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
  make: (turn: number) => LineRequest,
): Promise<readonly number[]> {
  const began = performance.now();
  const pending: Promise<number>[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const scheduled = began + (turn * 1_000) / perSecond;
    const early = scheduled - performance.now();
    if (early > 0) await wait(early);
    const asked = make(turn);
    pending.push(
      sender.send(asked).then(({ status }) => {
        // The address may carry a number that opens something.
        if (status !== 200) throw new Error(`${asked.method} was answered with ${status}`);
        return performance.now() - scheduled;
      }),
    );
  }
  return Promise.all(pending);
}
