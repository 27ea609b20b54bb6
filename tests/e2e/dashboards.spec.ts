import { randomUUID } from 'node:crypto';
import type { Locator } from '@playwright/test';
import type { CivilId } from '../../contracts/civil-id.ts';
import { Language } from '../../contracts/language.ts';
import type { CaseForm } from '../../contracts/portal-api/cases.ts';
import type { MessageKey } from '../../renderer/i18n/portal.ts';
import type { Visitor } from './applicant.ts';
import { expect, test } from './machine.ts';
import { organisationOf } from './organisation-users.ts';
import { ask, beginCase, decideCase, fileCase, fileRequest, PortalState } from './portal-state.ts';
import { residentOf } from './renewer.ts';

const amendment = (subjectCivilId: CivilId): CaseForm => ({
  type: 'latinNameAmendment',
  subjectCivilId,
  requestedGivenName: 'ANOTHER',
  requestedFamilyName: 'NAME',
});

/** The number that a link ends with: "Company: 4". */
const LAST_NUMBER = /(\d+)\s*$/;

/** A section of the page by its heading. */
function section({ page }: Visitor, heading: string): Locator {
  return page.getByRole('region', { name: heading, exact: true });
}

/** The card under a heading that says how many of something there are. */
function card(visitor: Visitor, heading: MessageKey, matter: MessageKey, count: number): Locator {
  return section(visitor, visitor.text(heading))
    .locator('.card')
    .filter({
      has: visitor.page.getByRole('heading', { name: visitor.text(matter, { count }), exact: true }),
    });
}

/** Follows a link of the page and waits until the list of residencies says that it has as many. */
async function expectResidents(visitor: Visitor, link: Locator, count: number): Promise<void> {
  await link.click();
  await visitor.see('residency.title');
  await expect(visitor.page.locator('.residents-count')).toHaveText(
    visitor.text('residency.found', { count }),
  );
}

/** Follows each company's link of a card: its list has as many as the link says, and all come to the card's number. */
async function expectCompanies(visitor: Visitor, matter: Locator, total: number): Promise<void> {
  const { page } = visitor;
  const links = matter.getByRole('link');
  await expect(matter).toBeVisible();
  let sum = 0;
  for (let index = 0; index < (await links.count()); index += 1) {
    const [, digits] = LAST_NUMBER.exec((await links.nth(index).textContent()) ?? '') ?? [];
    const count = digits === undefined ? total : Number(digits);
    await expectResidents(visitor, links.nth(index), count);
    sum += count;
    await page.goBack();
    await expect(matter).toBeVisible();
  }
  expect(sum).toBe(total);
}

/** The numbers in the table beside a chart, row by row. */
async function tableOf(chart: Locator): Promise<number[][]> {
  await expect(chart.locator('svg[role="img"]')).toBeVisible();
  await chart.locator('summary').click();
  const rows = chart.locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('td.table-numeric')].map(({ textContent }) => Number(textContent)),
    ),
  );
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

for (const language of Language.options) {
  test(`dashboards, ${language}: an individual, a main user and a delegate see what needs whom, and what ends when`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const { applicant, mainUser, delegate } = await portal.company();
    const [company] = organisationOf('company').organisation.companies;
    if (!company) throw new Error('the demonstration has no company');
    const { companyId } = company;

    await test.step('individual', async () => {
      await fileCase(applicant, amendment(residentOf('maid-ready').civilId));
      await beginCase(applicant, amendment(residentOf('driver-not-insured').civilId));
      await ask(applicant, 'createRequest', { body: { key: randomUUID(), kind: 'renewal' } });
      const { page } = applicant;
      await applicant.go('/dashboard');
      const now = section(applicant, applicant.text('dashboard.now'));
      // The licence request by itself, and what there is of cases.
      await expect(now.locator('.card')).toHaveCount(2);
      await card(applicant, 'dashboard.now', 'overview.casesToComplete', 1).getByRole('link').click();
      await applicant.see('nav.cases');
      await expect(section(applicant, applicant.text('dashboard.now')).locator('.card')).toHaveCount(1);
      await page.goBack();
      await card(applicant, 'dashboard.requests', 'overview.casesWaiting', 1).getByRole('link').click();
      await applicant.see('nav.cases');
      await expect(page.getByText(applicant.text('case.status.submitted'), { exact: true })).toHaveCount(1);

      await applicant.go('/dashboard');
      const ahead = section(applicant, applicant.text('ahead.title'));
      const { dues } = await ask(applicant, 'dues', {});
      await expect(page.getByText(applicant.text('dashboard.dues', { count: dues.length }))).toBeVisible();
      const shown = await ahead.locator('.card').first().locator('li').count();
      const { total } = await ask(applicant, 'findResidents', {
        body: { companyId: null, filter: 'qualifies', text: '', after: null },
      });
      expect(shown).toBe(Math.min(5, total));
      await ahead.getByRole('link', { name: applicant.text('ahead.toResidency'), exact: true }).click();
      await applicant.see('residency.title');
      await expect(
        page.getByText(applicant.text('residency.standing.qualifies'), { exact: true }),
      ).toHaveCount(total);
    });

    await test.step('delegate', async () => {
      for (const key of ['worker-ready', 'worker-ready-two-years']) {
        const { civilId } = residentOf(key);
        await ask(delegate, 'beginRenewal', { body: { key: randomUUID(), companyId, civilId } });
      }
      await fileCase(delegate, amendment(residentOf('worker-name-differs').civilId));
      await delegate.go('/overview');
      const { companies } = await ask(delegate, 'organisationDashboard', {});
      const totalOf = (matter: 'qualifying' | 'expired') => sumOf(companies.map((one) => one[matter]));
      expect(companies.length).toBeGreaterThan(1);
      for (const matter of ['expired', 'qualifying'] as const) {
        const total = totalOf(matter);
        await expectCompanies(delegate, card(delegate, 'overview.now', `overview.${matter}`, total), total);
      }
      await card(delegate, 'overview.now', 'overview.inBasket', 2).getByRole('link').click();
      await delegate.see('basket.title');
      await expect(delegate.page.locator('main tbody tr')).toHaveCount(2);
      await delegate.go('/overview');
      await card(delegate, 'overview.waiting', 'overview.casesWaiting', 1).getByRole('link').click();
      await expect(
        delegate.page.getByText(delegate.text('case.status.submitted'), { exact: true }),
      ).toHaveCount(1);

      // By month, as a chart and in the table beside it: all of them come to the company's whole list.
      await delegate.go(`/residency/expiries?company=${companyId}`);
      const months = await tableOf(delegate.page.locator('figure.chart'));
      const expired = companies.find((one) => one.companyId === companyId)?.expired ?? 0;
      await delegate.go(`/residency?company=${companyId}`);
      await expect(delegate.page.locator('.residents-count')).toHaveText(
        delegate.text('residency.found', { count: sumOf(months.flat()) + expired }),
      );
    });

    await test.step('main user', async () => {
      await mainUser.go('/overview');
      // Of a company only its delegates renew (S5): it waits for them.
      await expect(section(mainUser, mainUser.text('overview.now'))).toContainText(
        mainUser.text('overview.nothing'),
      );
      await expect(card(mainUser, 'overview.waiting', 'overview.inBasket', 2)).toBeVisible();
      await card(mainUser, 'overview.waiting', 'overview.awaitingActivation', 1).getByRole('link').click();
      await mainUser.see('organisation.title');
      await expect(
        mainUser.page
          .locator('main tbody')
          .getByText(mainUser.text('organisation.status.awaitingActivation'), { exact: true }),
      ).toHaveCount(1);
      for (const page of ['/audit', '/workload']) {
        await mainUser.go(page);
        await mainUser.see('page.notAllowedTitle');
      }
    });
  });

  test(`dashboards, ${language}: each department sees its queue, how old it is, and what came and went`, async ({
    stand,
    browser,
  }) => {
    const portal = new PortalState(browser, stand, language);
    const applicant = await portal.individual('apply-renewal');
    const { organisation, mainUser } = organisationOf('company');
    await fileCase(applicant, {
      type: 'companyAccount',
      unifiedNumber: organisation.unifiedNumber,
      concernedCivilId: mainUser.civilId,
      email: 'company@example.com',
    });
    const decided = await fileCase(applicant, amendment(residentOf('maid-ready').civilId));
    await fileCase(applicant, amendment(residentOf('driver-not-insured').civilId));
    await fileRequest(applicant);

    /** What an officer's page says, each number against the other and against the list behind it. */
    const expectWork = async (
      officer: Visitor,
      {
        waiting,
        arrived,
        done,
      }: { readonly waiting: number; readonly arrived: number; readonly done: number },
    ) => {
      const { page } = officer;
      await officer.go('/workload');
      await expect(
        page.getByText(officer.text('workload.waiting', { count: waiting }), { exact: true }),
      ).toBeVisible();
      await expect(
        page.getByText(officer.text('workload.mine', { count: 0 }), { exact: true }),
      ).toBeVisible();
      const [ages, days] = [page.locator('figure.chart').first(), page.locator('figure.chart').last()];
      const old = await tableOf(ages);
      expect(old[0]).toEqual([waiting]);
      expect(sumOf(old.flat())).toBe(waiting);
      expect((await tableOf(days)).at(-1)).toEqual([arrived, done]);
      await officer.follow('workload.toDesk');
      await officer.see('review.title');
      await expect(page.locator('.queue-count')).toHaveText(
        officer.text('review.waiting', { count: waiting }),
      );
      await expect(page.locator('main tbody tr')).toHaveCount(waiting);
    };
    await expectWork(await portal.staff('accountsOfficer'), { waiting: 1, arrived: 1, done: 0 });
    await expectWork(await portal.staff('trafficOfficer'), { waiting: 1, arrived: 1, done: 0 });
    const officer = await portal.staff('residencyOfficer');
    await expectWork(officer, { waiting: 2, arrived: 2, done: 0 });
    await decideCase(officer, decided.caseId, { decision: 'approve' });
    await expectWork(officer, { waiting: 1, arrived: 2, done: 1 });

    // What is with the officer is said, and marked in the list.
    await officer.page.locator('main tbody').getByRole('link').click();
    await expect(
      officer.page.getByRole('button', { name: officer.text('review.decide.approve') }),
    ).toBeVisible();
    await officer.go('/workload');
    await expect(
      officer.page.getByText(officer.text('workload.mine', { count: 1 }), { exact: true }),
    ).toBeVisible();
    await officer.follow('workload.toDesk');
    await expect(officer.page.getByText(officer.text('review.mine'), { exact: true })).toHaveCount(1);
  });
}
