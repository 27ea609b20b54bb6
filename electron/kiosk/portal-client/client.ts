import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '../../../contracts/clock.ts';
import { COLLECTION_ROUTES, CollectionProblem } from '../../../contracts/collection-api.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import type { KioskLog } from '../log.ts';
import { openExchange } from './exchange.ts';
import type { PortalClient, PortalFault } from './portal.ts';
import { signedHeaders } from './signing.ts';

/** How long each question may take, in milliseconds, from the first byte to the last. */
export const PORTAL_DEADLINES_MS = {
  settings: 5_000,
  challenge: 5_000,
  lookup: 10_000,
  reserve: 10_000,
  events: 10_000,
  status: 5_000,
} as const satisfies Record<keyof typeof COLLECTION_ROUTES, number>;

/** Which problems say that the question itself is declined; the others are about the kiosk, the road or the portal. */
const DECLINES: Readonly<Record<CollectionProblem['error'], PortalFault>> = {
  invalidBody: 'rejected',
  bodyTooLarge: 'rejected',
  collectionTokenInvalid: 'rejected',
  pickupConflict: 'rejected',
  challengeSpent: 'rejected',
  notSigned: 'unreachable',
  notFound: 'unreachable',
  internal: 'unreachable',
};

/** A client of the portal at `url` for machine `machine`, signing with its Ed25519 `key`. */
export function createPortalClient({
  url,
  machine,
  key,
  clock,
  log,
}: {
  readonly url: URL;
  readonly machine: string;
  readonly key: KeyObject;
  readonly clock: Clock;
  readonly log: KioskLog;
}): PortalClient {
  const exchange = openExchange(url, clock);
  const base = url.pathname.replace(/\/$/, '');

  const ask = async <Answer>(
    question: keyof typeof COLLECTION_ROUTES,
    { route, answer }: { readonly route: string; readonly answer: z.ZodType<Answer> },
    content: object | null,
  ): Promise<Result<Answer, PortalFault>> => {
    const { method } = COLLECTION_ROUTES[question];
    const path = base + route;
    const body = content ? JSON.stringify(content) : '';
    const signed = signedHeaders({ method, path, body }, { key, keyId: machine, nowMs: clock.now() });
    const headers = {
      accept: 'application/json',
      ...(content ? { 'content-type': 'application/json' } : {}),
      ...signed,
    };
    const sent = { method, path, headers, body, deadlineMs: PORTAL_DEADLINES_MS[question] };
    const received = await exchange.send(sent);
    if (!received.ok) {
      log.warn({ question, cause: received.fault }, 'portal unreachable');
      return failure('unreachable');
    }
    const parsed = parseAnswer(received.value.body, answer);
    if (!parsed.ok) log.warn({ question, status: received.value.status }, `portal ${parsed.fault}`);
    return parsed;
  };

  const { settings, challenge, lookup, reserve, events, status } = COLLECTION_ROUTES;
  return {
    settings: () => ask('settings', { route: settings.path, answer: settings.answer }, null),
    challenge: () => ask('challenge', { route: challenge.path, answer: challenge.answer }, {}),
    lookup: (body) => ask('lookup', { route: lookup.path, answer: lookup.answer }, body),
    reserve: (body) => ask('reserve', { route: reserve.path, answer: reserve.answer }, body),
    sendEvents: (pickupId, body) =>
      ask('events', { route: events.path.replace(':pickupId', pickupId), answer: events.answer }, body),
    reportStatus: (body) => ask('status', { route: status.path, answer: status.answer }, body),
    close: () => exchange.close(),
  };
}

/** An answer of the contract; otherwise what the problem means. Anything else did not come from the portal. */
function parseAnswer<Answer>(text: string, schema: z.ZodType<Answer>): Result<Answer, PortalFault> {
  const body = parseJson(text);
  const answer = schema.safeParse(body);
  if (answer.success) return success(answer.data);
  const problem = CollectionProblem.safeParse(body);
  return failure(problem.success ? DECLINES[problem.data.error] : 'unreachable');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
