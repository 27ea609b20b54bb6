import { randomUUID } from 'node:crypto';
import type { Browser } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { CASE_DOCUMENTS, type CaseDocumentKind, type CaseId } from '../../contracts/case.ts';
import type { CivilId } from '../../contracts/civil-id.ts';
import type { Language } from '../../contracts/language.ts';
import type { AccountRealm } from '../../contracts/portal-api/accounts.ts';
import type { CaseForm, CaseView } from '../../contracts/portal-api/cases.ts';
import type { ReviewDecision } from '../../contracts/portal-api/decision.ts';
import type { RequestView } from '../../contracts/portal-api/licences.ts';
import { PORTAL_ROUTES } from '../../contracts/portal-api/index.ts';
import type { ApiRoute, StaffRole } from '../../contracts/portal-api/route.ts';
import { UPLOAD_ROUTES, type UploadId } from '../../contracts/portal-api/uploads.ts';
import { exampleJpeg } from '../../portal/services/uploads/test-support.ts';
import { type Answer, fillPath, type InputOf, readAnswer } from '../../renderer/portal/api/client.ts';
import type { RouteName } from '../../renderer/portal/api/routes.ts';
import { DEMO_OFFICERS } from '../../simulators/demo/officers.ts';
import { DEMO_DELEGATES } from '../../simulators/demo/organisations.ts';
import { DEMO_PEOPLE } from '../../simulators/demo/people.ts';
import type { Stand } from '../../simulators/stand/stand.ts';
import { Visitor } from './applicant.ts';
import { emailOf, organisationOf } from './organisation-users.ts';

/** Keeps the guide's rule: eight letters and digits. */
const PASSWORD = 'marjan72';

/** What is there, or an error that says what is not. */
function given<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`the demonstration has no ${name}`);
  return thing;
}

const personWith = (card: string) =>
  given(
    DEMO_PEOPLE.find((one) => one.card === card),
    card,
  );

/** Calls a route of the portal as whoever is signed in in a visitor's browser, with its cookies and the portal's own Origin. */
export async function ask<Name extends RouteName>(
  { page }: Visitor,
  name: Name,
  input: InputOf<Name>,
): Promise<Answer<Name>> {
  const route: ApiRoute = PORTAL_ROUTES[name];
  const {
    params = {},
    query = {},
    body,
  } = input as {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  const { origin } = new URL(page.url());
  const search = new URLSearchParams(query);
  const response = await page.request.fetch(`${origin}${fillPath(route.path, params)}?${search}`, {
    method: route.method,
    headers: { origin },
    ...(body === undefined ? {} : { data: body }),
  });
  const answer = readAnswer(route, response.status(), await response.text());
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.fault)}`);
  return answer.value as Answer<Name>;
}

/** Uploads a picture. */
async function upload({ page }: Visitor, name: string): Promise<UploadId> {
  const { origin } = new URL(page.url());
  const query = new URLSearchParams({ name: `${name}.jpg` });
  const response = await page.request.post(`${origin}${UPLOAD_ROUTES.upload.path}?${query}`, {
    headers: { origin, 'content-type': 'application/octet-stream' },
    data: exampleJpeg(600, 780),
  });
  const answer = readAnswer(UPLOAD_ROUTES.upload, response.status(), await response.text());
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.fault.error}`);
  return answer.value.uploadId;
}

/** A case (S1, S2, S8, S9) that was begun with this form and has all its documents. */
export async function beginCase(visitor: Visitor, form: CaseForm): Promise<CaseView> {
  const { caseId, version } = await ask(visitor, 'createCase', { body: { key: randomUUID(), form } });
  const documents: Partial<Record<CaseDocumentKind, UploadId>> = {};
  for (const kind of CASE_DOCUMENTS[form.type]) documents[kind] = await upload(visitor, kind);
  return ask(visitor, 'saveCase', { params: { caseId }, body: { version, form, documents } });
}

/** Submits a case that has everything. */
export function submitCase(visitor: Visitor, { caseId, version }: CaseView): Promise<CaseView> {
  return ask(visitor, 'submitCase', { params: { caseId }, body: { version, declared: true } });
}

/** A case that was submitted. */
export async function fileCase(visitor: Visitor, form: CaseForm): Promise<CaseView> {
  return submitCase(visitor, await beginCase(visitor, form));
}

/** A request to renew the licence (S13) that was submitted, and waits for an officer. */
export async function fileRequest(visitor: Visitor): Promise<RequestView> {
  const begun = await ask(visitor, 'createRequest', { body: { key: randomUUID(), kind: 'renewal' } });
  const params = { requestId: begun.requestId };
  const { machines } = await ask(visitor, 'machines', {});
  const form = {
    ...begun.form,
    category: 'private',
    machine: given(machines[0], 'machine').machine,
    documents: { photo: await upload(visitor, 'photo') },
  } as const;
  const { version } = await ask(visitor, 'saveRequest', { params, body: { version: begun.version, form } });
  return ask(visitor, 'submitRequest', { params, body: { version, declared: true } });
}

/** An officer takes a case and decides it. */
export async function decideCase(officer: Visitor, caseId: CaseId, decision: ReviewDecision): Promise<void> {
  const params = { caseId };
  const { version } = await ask(officer, 'deskCase', { params });
  const claimed = await ask(officer, 'claimDeskCase', { params, body: { version } });
  await ask(officer, 'decideDeskCase', { params, body: { version: claimed.version, decision } });
}

/** A company with its users, each in a browser of their own. */
export interface CompanyUsers {
  /** The individual who filed the application. */
  readonly applicant: Visitor;
  readonly accountsOfficer: Visitor;
  readonly mainUser: Visitor;
  /** Authorised for all companies of the group. */
  readonly delegate: Visitor;
}

/**
 * Brings a portal to where a test begins, through its API: people with accounts, signed in, and what they have filed. How they
 * come to it on the pages is what other tests are for (`apply-and-pay`, `company`, `government`).
 */
export class PortalState {
  readonly #browser: Browser;
  readonly #stand: Stand;
  readonly #language: Language;

  constructor(browser: Browser, stand: Stand, language: Language) {
    this.#browser = browser;
    this.#stand = stand;
    this.#language = language;
  }

  /** Somebody who is not signed in. */
  visitor(): Promise<Visitor> {
    return Visitor.open(this.#browser, this.#stand, this.#language);
  }

  async #activate(visitor: Visitor, email: string): Promise<void> {
    const { links } = await this.#stand.neighbours().mailbox.waitForMail({ to: email });
    const token = new URL(given(links[0], 'link')).hash.slice(1);
    await ask(visitor, 'activate', { body: { token, password: PASSWORD } });
  }

  async #signIn(visitor: Visitor, realm: AccountRealm, civilId: CivilId): Promise<void> {
    await ask(visitor, 'signIn', { body: { realm, civilId, password: PASSWORD } });
    await ask(visitor, 'changeLanguage', { body: { language: this.#language } });
  }

  /** A person of the demonstration who registers and is signed in as an individual (S4). */
  async individual(card: string): Promise<Visitor> {
    const person = personWith(card);
    const { civilId } = person;
    const visitor = await this.visitor();
    const email = emailOf(person);
    const language = this.#language;
    await ask(visitor, 'register', { body: { civilId, email, mobile: '50012345', language } });
    await this.#activate(visitor, email);
    await this.#signIn(visitor, 'individual', civilId);
    return visitor;
  }

  /** An individual who has an account, signed in in another browser. */
  async again(card: string): Promise<Visitor> {
    const visitor = await this.visitor();
    await this.#signIn(visitor, 'individual', personWith(card).civilId);
    return visitor;
  }

  /** The first member of staff with this role, signed in with the second factor. */
  async staff(role: StaffRole): Promise<Visitor> {
    const { userName, password, totpSecret } = given(
      DEMO_OFFICERS.find((one) => one.role === role),
      role,
    );
    const code = new TOTP({ secret: Secret.fromBase32(totpSecret) }).generate();
    const visitor = await this.visitor();
    await ask(visitor, 'signInStaff', { body: { userName, password, code } });
    await ask(visitor, 'changeLanguage', { body: { language: this.#language } });
    return visitor;
  }

  /** The demonstration's first company, with a main user, one delegate who works and one who has not activated (S1, S3). */
  async company(): Promise<CompanyUsers> {
    const { organisation, mainUser: concerned } = organisationOf('company');
    const applicant = await this.individual('apply-renewal');
    const { caseId } = await fileCase(applicant, {
      type: 'companyAccount',
      unifiedNumber: organisation.unifiedNumber,
      concernedCivilId: concerned.civilId,
      email: emailOf(concerned),
    });
    const accountsOfficer = await this.staff('accountsOfficer');
    await decideCase(accountsOfficer, caseId, { decision: 'approve' });

    const mainUser = await this.visitor();
    await this.#activate(mainUser, emailOf(concerned));
    await this.#signIn(mainUser, 'organisation', concerned.civilId);
    const granted = organisation.companies.map(({ companyId }) => companyId);
    const [working, invited] = DEMO_DELEGATES.slice(0, 2);
    for (const person of [given(working, 'delegate'), given(invited, 'delegate')]) {
      const { civilId } = person;
      const body = { key: randomUUID(), civilId, email: emailOf(person), companies: granted };
      await ask(mainUser, 'createDelegate', { body });
    }
    const delegate = await this.visitor();
    const person = given(working, 'delegate');
    await this.#activate(delegate, emailOf(person));
    await this.#signIn(delegate, 'organisation', person.civilId);
    return { applicant, accountsOfficer, mainUser, delegate };
  }
}
