import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { addDays, addYears, kuwaitDate } from '../../contracts/calendar.ts';
import { type CaseId, CaseType } from '../../contracts/case.ts';
import { Language } from '../../contracts/language.ts';
import type { CaseForm } from '../../contracts/portal-api/cases.ts';
import { topicsOf as caseTopicsOf } from '../../renderer/portal/pages/cases/topics.ts';
import { topicsOf as requestTopicsOf } from '../../renderer/portal/pages/licences/topics.ts';
import { SERVICE_GROUPS } from '../../renderer/portal/pages/services/services.ts';
import type { Visitor } from './applicant.ts';
import { axeFindings } from './axe.ts';
import { findPageFaults } from './layout.ts';
import { expect, test } from './machine.ts';
import { organisationOf } from './organisation-users.ts';
import { ask, beginCase, decideCase, fileRequest, PortalState, submitCase } from './portal-state.ts';
import { residentOf } from './renewer.ts';

/** A telephone and a desk, pixels. */
const WIDTHS = [360, 1280] as const;

/** The address of every page, as the router has them. */
const ROUTER = readFileSync(new URL('../../renderer/portal/router.tsx', import.meta.url), 'utf8');
const ROUTES = [...ROUTER.matchAll(/^ {2}path: '([^']+)',$/gm)].map(([, path = '']) => path);

/** The pages that each test goes to; every page of the router is one of them. */
const TOURS = {
  everybody: [
    '/',
    '/services/$service',
    '/register',
    '/check-your-mail',
    '/activate',
    '/reset-password',
    '/unlock',
    '/confirm-email',
    '/sign-in',
    '/forgotten-password',
    '/dues-inquiry',
    '/staff',
    '/staff/set-up',
  ],
  licences: [
    '/services/$kind/begin',
    '/account',
    '/dashboard',
    '/requests/$requestId',
    '/requests/$requestId/apply/$topic',
    '/requests/$requestId/submitted',
    '/requests/$requestId/pay',
    '/dues',
    '/dues/pay',
    '/payments',
    '/payments/$paymentId',
    '/review',
    '/review/$requestId',
    '/workload',
    '/look-up',
    '/staff/password',
    '/audit',
  ],
  cases: [
    '/cases',
    '/cases/begin/$type',
    '/cases/$caseId',
    '/cases/$caseId/apply/$topic',
    '/cases/$caseId/submitted',
    '/desk',
    '/desk/$caseId',
  ],
  residency: [
    '/overview',
    '/organisation',
    '/organisation/delegates/new',
    '/organisation/delegates/$delegateId',
    '/residency',
    '/residency/basket',
    '/residency/import',
    '/residency/expiries',
    '/residency/renewals/$renewalId',
    '/passports',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const parametersIn = (route: string) => route.split('$').length;

/** The page of the router that an address is of: the one with the fewest parameters. */
function routeOf(address: string): string | undefined {
  const { pathname } = new URL(address);
  return ROUTES.toSorted((one, other) => parametersIn(one) - parametersIn(other)).find((route) =>
    new RegExp(`^${route.replace(/\$\w+/g, '[^/]+')}$`).test(pathname),
  );
}

/** Looks at pages one after the other, and notes which they were. */
class Tour {
  readonly #visited = new Set<string>();

  /** What is shown now, at both widths: axe finds nothing, nothing scrolls sideways, every target is large enough. */
  async look(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('main .skeleton')).toHaveCount(0);
      // A colour on its way to another is neither.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      const where = `${new URL(page.url()).pathname} at ${width} px`;
      // All of what is wrong is told, not the first alone.
      expect.soft(await axeFindings(page), where).toEqual([]);
      expect.soft(await findPageFaults(page), where).toEqual([]);
    }
    for (const wrong of ['page.notAllowedTitle', 'page.brokenTitle'] as const)
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(visitor.text(wrong));
    const route = routeOf(page.url());
    if (route !== undefined) this.#visited.add(route);
  }

  async go(visitor: Visitor, ...addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      await visitor.go(address);
      await this.look(visitor);
    }
  }

  expectVisited(routes: readonly string[]): void {
    expect([...this.#visited].toSorted()).toEqual(routes.toSorted());
  }
}

/** What is filled in for each type of case, so that nothing is missing. */
function formOf(type: CaseType): CaseForm {
  const today = kuwaitDate(Date.now());
  switch (type) {
    case 'companyAccount':
    case 'governmentAccount': {
      const { organisation, mainUser } = organisationOf(type === 'companyAccount' ? 'company' : 'government');
      const { unifiedNumber } = organisation;
      return { type, unifiedNumber, concernedCivilId: mainUser.civilId, email: 'user@example.com' };
    }
    case 'latinNameAmendment':
      return {
        type,
        subjectCivilId: residentOf('maid-ready').civilId,
        requestedGivenName: 'LORNA',
        requestedFamilyName: 'DAGATT',
      };
    case 'passportTransfer':
      return {
        type,
        subjectCivilId: residentOf('driver-not-insured').civilId,
        passportNumber: 'N1234567',
        issuedOn: addDays(today, -10),
        expiresOn: addYears(today, 10),
        placeOfIssue: 'KATHMANDU',
        mrz: null,
      };
  }
}

test('every page of the router is on a tour', () => {
  expect(ROUTES).toHaveLength(ROUTER.split('createRoute({').length - 1);
  expect(new Set<string>(Object.values(TOURS).flat())).toEqual(new Set(ROUTES));
});

for (const language of Language.options) {
  test(`everybody's pages of the portal, ${language}`, async ({ stand, browser }) => {
    const visitor = await new PortalState(browser, stand, language).visitor();
    const tour = new Tour();
    const services = Object.values(SERVICE_GROUPS).flat();
    await tour.go(visitor, ...services.map((service) => `/services/${service}`));
    const addresses = TOURS.everybody.filter((route) => route !== '/services/$service');
    await tour.go(visitor, ...addresses, '/no-such-page');
    // With mistakes told.
    await visitor.go('/register');
    await visitor.press('account.register');
    await expect(visitor.page.locator('.error-summary')).toBeVisible();
    await tour.look(visitor);
    tour.expectVisited(TOURS.everybody);
  });

  test(`pages of licences, dues and payments, and of the officers and the auditor, ${language}`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const tour = new Tour();
    const applicant = await portal.individual('apply-renewal');
    await tour.go(applicant, '/dashboard', '/account', '/dues', '/payments', '/services/damaged/begin');
    for (const kind of ['damaged', 'lost'] as const) {
      const body = { key: randomUUID(), kind };
      const { requestId, version } = await ask(applicant, 'createRequest', { body });
      const topics = requestTopicsOf(kind).map((topic) => `/requests/${requestId}/apply/${topic}`);
      await tour.go(applicant, ...topics);
      await ask(applicant, 'cancelRequest', { params: { requestId }, body: { version } });
    }
    const { requestId } = await fileRequest(applicant);
    await tour.go(applicant, `/requests/${requestId}`, `/requests/${requestId}/submitted`, '/dashboard');

    const officer = await portal.staff('trafficOfficer');
    await tour.go(officer, '/review', `/review/${requestId}`, '/workload', '/staff/password', '/look-up');
    await officer.fill('account.civilId', residentOf('maid-ready').civilId);
    await officer.fill('lookUp.reason', 'A visit of today');
    await officer.press('lookUp.search');
    await officer.see('lookUp.foundTitle');
    await tour.look(officer);
    await officer.approve(requestId);

    await tour.go(applicant, `/requests/${requestId}/pay`, '/dues');
    await applicant.page.locator('input[id^="tick-"]').first().check();
    await tour.look(applicant);
    await applicant.page.locator('.pay-bar .button-primary').click();
    await applicant.see('payments.payTitle');
    await tour.look(applicant);
    await ask(applicant, 'beginPayment', {
      body: { key: randomUUID(), items: [{ type: 'request', requestId }], language },
    });
    const { payments } = await ask(applicant, 'payments', {});
    await tour.go(applicant, '/payments', `/payments/${payments[0]?.paymentId}`);

    const auditor = await portal.staff('auditor');
    await tour.go(auditor, '/audit');
    await auditor.press('audit.verify');
    await expect(auditor.page.getByText(auditor.text('audit.whole'), { exact: true })).toBeVisible();
    await auditor.page.getByText(auditor.text('audit.narrow'), { exact: true }).click();
    await tour.look(auditor);
    tour.expectVisited(TOURS.licences);
  });

  test(`pages of cases of each type and step, and of the desks that decide them, ${language}`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const tour = new Tour();
    const applicant = await portal.individual('apply-renewal');
    await tour.go(applicant, '/cases');
    const filed = new Map<CaseType, CaseId>();
    for (const type of CaseType.options) {
      const begun = await beginCase(applicant, formOf(type));
      const { caseId } = begun;
      const topics = caseTopicsOf(type).map((topic) => `/cases/${caseId}/apply/${topic}`);
      await tour.go(applicant, `/cases/begin/${type}`, ...topics, `/cases/${caseId}`);
      await submitCase(applicant, begun);
      await tour.go(applicant, `/cases/${caseId}/submitted`);
      filed.set(type, caseId);
    }
    for (const [role, ...types] of [
      ['accountsOfficer', 'companyAccount', 'governmentAccount'],
      ['residencyOfficer', 'latinNameAmendment', 'passportTransfer'],
    ] as const) {
      const officer = await portal.staff(role);
      await tour.go(officer, '/desk', ...types.map((type) => `/desk/${filed.get(type)}`));
      await officer.page.getByRole('button', { name: officer.text('review.decide.return') }).click();
      await tour.look(officer);
      const [returned, rejected] = types.map((type) => filed.get(type));
      if (!returned || !rejected) throw new Error('a case was not filed');
      await decideCase(officer, returned, { decision: 'return', reason: 'A page is not clear.' });
      await decideCase(officer, rejected, { decision: 'reject', reason: 'This is not the person.' });
    }
    await tour.go(applicant, '/cases', ...[...filed.values()].map((caseId) => `/cases/${caseId}`));
    tour.expectVisited(TOURS.cases);
  });

  test(`pages of organisations, residencies and passports, ${language}`, async ({ stand, browser }) => {
    const portal = new PortalState(browser, stand, language);
    const tour = new Tour();
    const { applicant, mainUser, delegate } = await portal.company();
    const [company] = organisationOf('company').organisation.companies;
    if (!company) throw new Error('the demonstration has no company');
    const of = `company=${company.companyId}`;

    const { delegates } = await ask(mainUser, 'organisation', {});
    await tour.go(mainUser, '/overview', '/organisation', '/organisation/delegates/new');
    await mainUser.press('organisation.show.company');
    await tour.look(mainUser);
    await tour.go(mainUser, ...delegates.map(({ delegateId }) => `/organisation/delegates/${delegateId}`));
    await tour.go(mainUser, `/residency?${of}`);

    const { companyId } = company;
    const renewals = [];
    for (const key of ['worker-ready', 'worker-name-differs', 'worker-not-insured']) {
      const body = { key: randomUUID(), companyId, civilId: residentOf(key).civilId };
      renewals.push(await ask(delegate, 'beginRenewal', { body }));
    }
    await tour.go(
      delegate,
      '/overview',
      '/residency',
      `/residency?${of}`,
      `/residency?${of}&filter=tooEarly`,
    );
    await tour.go(
      delegate,
      `/residency/basket?${of}`,
      `/residency/import?${of}`,
      `/residency/expiries?${of}`,
    );
    await delegate.page.locator('figure.chart summary').click();
    await tour.look(delegate);
    await tour.go(delegate, ...renewals.map(({ renewalId }) => `/residency/renewals/${renewalId}`));

    await tour.go(applicant, '/residency', '/residency/basket', '/passports');
    await applicant.page
      .getByRole('button', { name: new RegExp(applicant.text('form.show')) })
      .first()
      .click();
    await tour.look(applicant);
    tour.expectVisited(TOURS.residency);
  });
}
