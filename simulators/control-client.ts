import { z } from 'zod';

/** How long a control server on the same machine may take to answer. */
const ANSWER_TIMEOUT_MS = 10_000;

/** The body of every refusal: `error` names the reason, `issues` says what was wrong with the input. */
export const ControlRefusal = z.strictObject({ error: z.string(), issues: z.array(z.string()).optional() });
export type ControlRefusal = z.infer<typeof ControlRefusal>;

/** A control server refused: `status` is the HTTP status, `error` its one-word reason. */
export class ControlRefusedError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, refusal: ControlRefusal) {
    super([refusal.error, ...(refusal.issues ?? [])].join('; '));
    this.name = 'ControlRefusedError';
    this.status = status;
    this.error = refusal.error;
  }
}

/** The calling side of a control server (control-server.ts); each simulator wraps it in its own typed class. */
export class ControlClient {
  readonly #baseUrl: string;

  /** `baseUrl` as the simulator announced it, e.g. `http://127.0.0.1:4011`, or where the dock hands on to it. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** GET; throws {@link ControlRefusedError} on a refusal, and when the answer is not of `schema`. */
  async get<Answer>(
    path: string,
    schema: z.ZodType<Answer>,
    query: Readonly<Record<string, string | number>> = {},
  ): Promise<Answer> {
    const texts = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
    const search = new URLSearchParams(texts).toString();
    return schema.parse(await this.#exchange(search ? `${path}?${search}` : path, { method: 'GET' }));
  }

  /** POST of JSON; as {@link get}. */
  async post<Answer>(path: string, body: unknown, schema: z.ZodType<Answer>): Promise<Answer> {
    const answer = await this.#exchange(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return schema.parse(answer);
  }

  /** DELETE; as {@link get}. */
  async remove<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> {
    return schema.parse(await this.#exchange(path, { method: 'DELETE' }));
  }

  /**
   * Yields each server-sent event of `path` until `signal` fires or the server ends the stream.
   * Rejects when the server cannot be reached or an event is not of `schema`.
   */
  async *events<Event>(path: string, schema: z.ZodType<Event>, signal: AbortSignal): AsyncGenerator<Event> {
    const response = await fetch(`${this.#baseUrl}${path}`, { signal });
    if (!response.ok || !response.body) throw new ControlRefusedError(response.status, { error: 'noEvents' });
    let pending = '';
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        pending += chunk;
        const messages = pending.split('\n\n');
        pending = messages.pop() ?? '';
        for (const message of messages) yield schema.parse(JSON.parse(message.replace(/^data: /, '')));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #exchange(path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      ...init,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new ControlRefusedError(response.status, ControlRefusal.parse(body));
    return body;
  }
}
