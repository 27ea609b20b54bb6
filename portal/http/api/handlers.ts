import type { Readable } from 'node:stream';
import type { CivilId } from '../../../contracts/civil-id.ts';
import type { Language } from '../../../contracts/language.ts';
import type { OrganisationId } from '../../../contracts/organisation.ts';
import type {
  AnswerOf,
  ApiRoute,
  BodyOf,
  FaultOf,
  ParamsOf,
  QueryOf,
  Role,
  StaffRole,
} from '../../../contracts/portal-api/route.ts';
import type { Result } from '../../../contracts/result.ts';
import type { AuditActor } from '../../services/audit/audit-chain.ts';

interface SignedInPerson {
  readonly civilId: CivilId;
  readonly language: Language;
}

/** An individual, with their account (S4). */
export interface IndividualActor extends SignedInPerson {
  readonly role: 'individual';
  readonly accountId: string;
}

interface OrganisationUser<Of extends 'mainUser' | 'delegate'> extends SignedInPerson {
  readonly role: Of;
  readonly accountId: string;
  readonly organisationId: OrganisationId;
}

/** A user of a company or government entity (S1–S3). What a delegate may do it for is asked of the store each time. */
export type OrganisationActor = OrganisationUser<'mainUser'> | OrganisationUser<'delegate'>;

/** Somebody with an account. */
export type AccountActor = IndividualActor | OrganisationActor;

interface StaffMember<Of extends StaffRole> extends SignedInPerson {
  readonly role: Of;
  readonly staffId: string;
}

/** An officer of a department, or the auditor. */
export type StaffActor = { [Of in StaffRole]: StaffMember<Of> }[StaffRole];

/** Who is signed in, as every service sees them. */
export type Actor = AccountActor | StaffActor;

/** The actor that a route's access lets through. */
export type ActorOf<Route extends ApiRoute> = Route['access'] extends readonly (infer Allowed extends Role)[]
  ? Extract<Actor, { readonly role: Allowed }>
  : Actor | null;

/** The session cookie of the answer. */
export interface SessionCookie {
  /** SHA-256 (base64url) of the token that came with the request; `null` without one. */
  readonly tokenHash: string | null;
  begin(token: string, seconds: number): void;
  end(): void;
}

/** One call of a route, everything in it parsed. */
export interface ApiCall<Route extends ApiRoute> {
  readonly actor: ActorOf<Route>;
  readonly params: ParamsOf<Route>;
  readonly query: QueryOf<Route>;
  readonly body: BodyOf<Route>;
  /** Network address of the caller. */
  readonly address: string;
  readonly cookie: SessionCookie;
  /** The request's octets, for routes without a body schema that take some. */
  readonly octets: Readable;
}

/** Serves one route: an answer, or one of the faults that its contract names. */
export type ApiHandler<Route extends ApiRoute> = (
  call: ApiCall<Route>,
) => Promise<Result<AnswerOf<Route>, FaultOf<Route>>>;

/** A handler for each route of an area. */
export type ApiHandlers<Routes extends Readonly<Record<string, ApiRoute>>> = {
  readonly [Name in keyof Routes]: ApiHandler<Routes[Name]>;
};

/** Who acts and from where, for the audit trail: never a civil ID. */
export function auditActor(actor: Actor | null, address: string): AuditActor {
  if (actor === null) return { actor: 'public', origin: address };
  return 'accountId' in actor
    ? { actor: `account:${actor.accountId}`, origin: address }
    : { actor: `staff:${actor.staffId}`, origin: address };
}
