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
  /** The session token of an account or member of staff. */
  token(holder: string): string;
}

/** Signs everybody in whom a question may come from. */
export async function signInAskers(store: Store, subjects: Subjects, nowMs: number): Promise<Askers> {
  const { individuals, applicants, payers, filings, renewals, organisationUsers, mainUsers } = subjects;
  const asking = [...individuals, ...applicants, ...payers, ...filings, ...renewals, ...organisationUsers];
  const accounts = new Set([...asking.map(({ accountId }) => accountId), ...mainUsers]);
  const staff = [...subjects.officers, ...Object.values(subjects.desks).flat(), ...subjects.auditors];
  const holders = [
    ...[...accounts].map((accountId) => ({ name: accountId, holder: { accountId } })),
    ...staff.map((staffId) => ({ name: staffId, holder: { staffId } })),
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

const { request, queue, reviewCase, inquire, payment, deskQueue, deskCase, deskDashboard, renewal } =
  PORTAL_ROUTES;

const byOrganisationUser =
  ({ path }: ApiRoute): Asking =>
  (askers, turn) =>
    get(path, askers.token(inTurn(askers.organisationUsers, turn).accountId));

/** Asked in turn by an individual, and by a user of an organisation for one company and for all. */
const byRenewer =
  ({ path }: ApiRoute): Asking =>
  (askers, turn) => {
    const { accountId, companyId } = inTurn(askers.organisationUsers, turn);
    return inTurn(
      [
        () => get(path, askers.token(inTurn(askers.individuals, turn).accountId)),
        () => get(`${path}?${new URLSearchParams({ companyId })}`, askers.token(accountId)),
        () => get(path, askers.token(accountId)),
      ],
      turn,
    )();
  };

/** What an auditor looks for, in turn; every field of the search is among it. */
function auditSearch(askers: Askers, turn: number): Record<string, string> {
  const { accountId, requestId } = inTurn(askers.applicants, turn);
  const { submittedAt } = inTurn(askers.cases, turn);
  const from = submittedAt.slice(0, 'YYYY-MM-DD'.length);
  return inTurn<Record<string, string>>(
    [
      {},
      { actor: `account:${accountId}` },
      { subject: requestId },
      { action: 'applicationMoved', from },
      { until: from, before: String(100 + turn) },
      { from, until: from },
    ],
    turn,
  );
}

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
  organisation: (askers, turn) =>
    get(PORTAL_ROUTES.organisation.path, askers.token(inTurn(askers.mainUsers, turn))),
  ownCompanies: byOrganisationUser(PORTAL_ROUTES.ownCompanies),
  organisationDashboard: byOrganisationUser(PORTAL_ROUTES.organisationDashboard),
  cases: (askers, turn) =>
    get(PORTAL_ROUTES.cases.path, askers.token(inTurn(askers.filings, turn).accountId)),
  case: (askers, turn) => {
    const { accountId, caseId } = inTurn(askers.filings, turn);
    return get(PORTAL_ROUTES.case.path.replace(':caseId', caseId), askers.token(accountId));
  },
  deskQueue: (askers, turn) => {
    const { department, type, submittedAt, caseId } = inTurn(askers.deskCases, turn);
    const after = { afterSubmittedAt: submittedAt, afterCaseId: caseId };
    const query = new URLSearchParams(inTurn<Record<string, string>>([{}, { type }, after], turn));
    return get(`${deskQueue.path}?${query}`, askers.token(inTurn(askers.desks[department], turn)));
  },
  deskCase: (askers, turn) => {
    const { department, caseId } = inTurn(askers.deskCases, turn);
    const officer = inTurn(askers.desks[department], turn);
    return get(deskCase.path.replace(':caseId', caseId), askers.token(officer));
  },
  deskDashboard: (askers, turn) => {
    const { residencyOfficer, accountsOfficer } = askers.desks;
    const officers = inTurn([askers.officers, residencyOfficer, accountsOfficer], turn);
    return get(deskDashboard.path, askers.token(inTurn(officers, turn)));
  },
  residencyExpiries: byRenewer(PORTAL_ROUTES.residencyExpiries),
  renewals: byRenewer(PORTAL_ROUTES.renewals),
  renewal: (askers, turn) => {
    const { accountId, renewalId } = inTurn(askers.renewals, turn);
    return get(renewal.path.replace(':renewalId', renewalId), askers.token(accountId));
  },
  passports: byIndividual(PORTAL_ROUTES.passports),
  auditEntries: (askers, turn) => {
    const search = new URLSearchParams(auditSearch(askers, turn));
    const auditor = inTurn(askers.auditors, turn);
    return get(`${PORTAL_ROUTES.auditEntries.path}?${search}`, askers.token(auditor));
  },
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
