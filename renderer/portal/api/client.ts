import type { z } from 'zod';
import type { PortalRoutes } from '../../../contracts/portal-api/index.ts';
import { Problem, problemFields } from '../../../contracts/portal-api/problem.ts';
import type { AnswerOf, ApiRoute } from '../../../contracts/portal-api/route.ts';
import { failure, type Result, success } from '../../../contracts/result.ts';
import { type RouteName, routeOf } from './routes.ts';

/** What a route takes, as typed by a person: parsed here as the server does, so mistakes show before anything is sent. */
export type InputOf<Name extends RouteName> = {
  readonly [Part in keyof PortalRoutes[Name] & ('params' | 'query' | 'body')]: z.input<
    Extract<PortalRoutes[Name][Part], z.ZodType>
  >;
};

/** What a route answers. */
export type Answer<Name extends RouteName> = AnswerOf<PortalRoutes[Name]>;

/** The server could not be reached, or answered with something that is no answer of it. */
const UNREACHABLE: Problem = { error: 'unreachable' };

/** `path` with its `:name` parts filled in. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function addressOf(route: ApiRoute, input: AnyInput): string {
  const query = new URLSearchParams(input.query);
  return `${fillPath(route.path, input.params ?? {})}${query.size > 0 ? `?${query}` : ''}`;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer in `text` of a call with `status`, parsed by the route's contract. */
export function readAnswer<Route extends ApiRoute>(
  route: Route,
  status: number,
  text: string,
): Result<AnswerOf<Route>, Problem> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failure(UNREACHABLE);
  }
  if (status >= 400) {
    const problem = Problem.safeParse(json);
    return failure(problem.success ? problem.data : UNREACHABLE);
  }
  return success(route.answer.parse(json) as AnswerOf<Route>);
}

/**
 * Calls a route of the portal. Mistakes in the body come back as the problem `invalidBody` without a call; a server that
 * cannot be reached is the problem `unreachable`.
 * @throws when an answer is not as the contract says
 */
export async function call<Name extends RouteName>(
  name: Name,
  input: InputOf<Name>,
): Promise<Result<Answer<Name>, Problem>> {
  const route = await routeOf(name).catch(() => null);
  if (route === null) return failure(UNREACHABLE);
  const parts: AnyInput = input;
  const body = route.body?.safeParse(parts.body);
  if (body?.success === false) return failure({ error: 'invalidBody', fields: problemFields(body.error) });
  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(route, parts), {
      method: route.method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(route.body ? { 'content-type': 'application/json' } : {}) },
      ...(route.body ? { body: JSON.stringify(parts.body) } : {}),
    });
    text = await response.text();
  } catch {
    return failure(UNREACHABLE);
  }
  return readAnswer(route, response.status, text) as Result<Answer<Name>, Problem>;
}
