import type { z } from 'zod';

/** Who signs in with an account: individuals, and the users of a company or entity. */
export const ACCOUNT_ROLES = ['individual', 'mainUser', 'delegate'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Who signs in with a staff account and a second factor: officers, by their department, and the auditor. */
export const STAFF_ROLES = ['trafficOfficer', 'residencyOfficer', 'accountsOfficer', 'auditor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who is signed in at the portal. */
export const ROLES = [...ACCOUNT_ROLES, ...STAFF_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** Who may call a route: everybody, or only who is signed in with one of the roles. */
export type Access = 'public' | readonly [Role, ...Role[]];

/**
 * One route of the portal's API. The server validates with it, the typed client calls by it, and the OpenAPI document is
 * made from it. A route that changes something is a POST, PUT or DELETE and needs the portal's own Origin.
 */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  /** What the route is for, in one sentence. */
  readonly summary: string;
  readonly params?: z.ZodType<Readonly<Record<string, string>>>;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Reasons for which this route can refuse, beside those that every route shares ({@link CommonFault}). */
  readonly faults?: readonly string[];
  /** Guarded against guessing: few calls per address and minute. */
  readonly throttled?: true;
}

/**
 * Reasons that every route shares.
 * | fault | status |
 * |---|---|
 * | invalidBody, bodyTooLarge | 400, 413 |
 * | notSignedIn | 401 |
 * | notAllowed, foreignOrigin | 403 |
 * | notFound | 404 |
 * | changedMeanwhile | 409 |
 * | tooManyRequests | 429 |
 * | internal | 500 |
 * Any other fault is the route's own and answered with 422.
 */
export const COMMON_FAULT_STATUS = {
  invalidBody: 400,
  notSignedIn: 401,
  notAllowed: 403,
  foreignOrigin: 403,
  notFound: 404,
  changedMeanwhile: 409,
  bodyTooLarge: 413,
  tooManyRequests: 429,
  internal: 500,
} as const;
export type CommonFault = keyof typeof COMMON_FAULT_STATUS;

/** The faults that `Route` may answer with. */
export type FaultOf<Route extends ApiRoute> =
  | CommonFault
  | (Route['faults'] extends readonly (infer Fault extends string)[] ? Fault : never);

/** Values of the parts of a request as the server receives them, parsed. */
export type ParamsOf<Route extends ApiRoute> = Route['params'] extends z.ZodType
  ? z.output<Route['params']>
  : undefined;
export type QueryOf<Route extends ApiRoute> = Route['query'] extends z.ZodType
  ? z.output<Route['query']>
  : undefined;
export type BodyOf<Route extends ApiRoute> = Route['body'] extends z.ZodType
  ? z.output<Route['body']>
  : undefined;
export type AnswerOf<Route extends ApiRoute> = z.output<Route['answer']>;
