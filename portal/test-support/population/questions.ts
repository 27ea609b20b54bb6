import { isoInstant } from '../../../contracts/calendar.ts';
import { PORTAL_ROUTES, type PortalRoutes } from '../../../contracts/portal-api/index.ts';
import { queuePlace } from '../../../contracts/portal-api/licences.ts';
import type { ApiRoute } from '../../../contracts/portal-api/route.ts';
import { newToken, tokenHash } from '../../services/secret-token.ts';
import { insertSession } from '../../store/sessions.ts';
import type { Store } from '../../store/store.ts';
import type { Subjects } from './make-population.ts';

/** How long the sessions of those who ask last, in milliseconds. */
const SESSION_MS = 30 * 24 * 60 * 60_000;

/** One request to the portal. */
export interface Question {
  readonly method: ApiRoute['method'];
  readonly path: string;
  /** The session of who asks; `null`: nobody is signed in. */
  readonly token: string | null;
  readonly body?: object;
}

/** Subjects of a population who are signed in. */
export interface Askers extends Subjects {
  /** The session token of an account or officer. */
  token(holder: string): string;
}

/** Signs everybody in whom a question may come from. */
export async function signInAskers(store: Store, subjects: Subjects, nowMs: number): Promise<Askers> {
  const { individuals, applicants, payers, officers } = subjects;
  const accounts = new Set([...individuals, ...applicants, ...payers].map(({ accountId }) => accountId));
  const holders = [
    ...[...accounts].map((accountId) => ({ name: accountId, holder: { accountId } })),
    ...officers.map((staffId) => ({ name: staffId, holder: { staffId } })),
  ];
  const tokens = new Map(holders.map(({ name }) => [name, newToken()]));
  const token = (holder: string) => {
    const known = tokens.get(holder);
    if (known === undefined) throw new Error(`${holder} is not signed in`);
    return known;
  };
  const expiresAt = isoInstant(nowMs + SESSION_MS);
  await store.transaction(async (transaction) => {
    for (const { name, holder } of holders)
      await insertSession(
        transaction,
        { tokenHash: tokenHash(token(name)), holder, expiresAt },
        isoInstant(nowMs),
      );
  });
  return { ...subjects, token };
}

/** The `turn`th question (from 0) of one kind: subjects take turns. */
type Asking = (askers: Askers, turn: number) => Question;

function inTurn<Subject>(subjects: readonly Subject[], turn: number): Subject {
  const subject = subjects[turn % subjects.length];
  if (subject === undefined) throw new RangeError('there is nobody to ask about');
  return subject;
}

const get = (path: string, token: string | null): Question => ({ method: 'GET', path, token });

const byIndividual =
  ({ path }: ApiRoute): Asking =>
  (askers, turn) =>
    get(path, askers.token(inTurn(askers.individuals, turn).accountId));

const byNobody =
  ({ path }: ApiRoute): Asking =>
  () =>
    get(path, null);

/** Every so many questions for the queue one is for its beginning. */
const QUEUE_BEGINNINGS = 4;

type ReadName = {
  [Name in keyof PortalRoutes]: PortalRoutes[Name]['method'] extends 'GET' ? Name : never;
}[keyof PortalRoutes];

const { request, queue, reviewCase, inquire, payment } = PORTAL_ROUTES;

/** How each reading route of the API is asked, and the public inquiry, which reads although it is a POST. */
export const API_QUESTIONS: Readonly<Record<ReadName | 'inquire', Asking>> = {
  passwordPolicy: byNobody(PORTAL_ROUTES.passwordPolicy),
  machines: byNobody(PORTAL_ROUTES.machines),
  session: byIndividual(PORTAL_ROUTES.session),
  profile: byIndividual(PORTAL_ROUTES.profile),
  licence: byIndividual(PORTAL_ROUTES.licence),
  dues: byIndividual(PORTAL_ROUTES.dues),
  requests: (askers, turn) =>
    get(PORTAL_ROUTES.requests.path, askers.token(inTurn(askers.applicants, turn).accountId)),
  request: (askers, turn) => {
    const { accountId, requestId } = inTurn(askers.applicants, turn);
    return get(request.path.replace(':requestId', requestId), askers.token(accountId));
  },
  payments: (askers, turn) =>
    get(PORTAL_ROUTES.payments.path, askers.token(inTurn(askers.payers, turn).accountId)),
  payment: (askers, turn) => {
    const { accountId, paymentId } = inTurn(askers.payers, turn);
    return get(payment.path.replace(':paymentId', paymentId), askers.token(accountId));
  },
  queue: (askers, turn) => {
    const after = new URLSearchParams({ after: queuePlace(inTurn(askers.cases, turn)) });
    const page = turn % QUEUE_BEGINNINGS === 0 ? '' : `?${after}`;
    return get(queue.path + page, askers.token(inTurn(askers.officers, turn)));
  },
  reviewCase: (askers, turn) =>
    get(
      reviewCase.path.replace(':requestId', inTurn(askers.cases, turn).requestId),
      askers.token(inTurn(askers.officers, turn)),
    ),
  inquire: (askers, turn) => ({
    method: inquire.method,
    path: inquire.path,
    token: null,
    body: { number: inTurn(askers.inquiries, turn) },
  }),
};

/** How the pages are asked that anybody may see who holds a code. */
export const PAGE_QUESTIONS = {
  receipt: (askers, turn) => get(`/receipts/${inTurn(askers.receipts, turn)}`, null),
  permit: (askers, turn) => get(`/permits/${inTurn(askers.permits, turn)}`, null),
} as const satisfies Readonly<Record<string, Asking>>;
