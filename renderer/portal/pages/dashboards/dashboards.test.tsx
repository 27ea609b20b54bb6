// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IsoDate, isoInstant } from '../../../../contracts/calendar.ts';
import { CompanyId } from '../../../../contracts/organisation.ts';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import { CaseId } from '../../../../contracts/case.ts';
import type { CaseSummary } from '../../../../contracts/portal-api/cases.ts';
import type { Answer } from '../../api/client.ts';
import { OFFICER, ok, openPortal, PERSON, type ShownPortal } from '../../test-portal.tsx';
import { COMPANY, sampleResident } from '../residency/sample-residency.ts';

let portal: ShownPortal;
/** The drawing library is fetched when it is first needed. */
const DRAWN_WITHIN = { timeout: 20_000 };
beforeEach(() => {
  // jsdom lays nothing out.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => portal.close());

const matters = (companyId: string, en: string, qualifying: number, expired: number) => ({
  companyId: CompanyId.parse(companyId),
  name: { ar: 'شركة', en },
  qualifying,
  expired,
  inBasket: 0,
});

const FOUND: Answer<'organisationDashboard'> = {
  companies: [matters(COMPANY, 'Test company', 4, 1)],
  mayRenew: true,
  awaitingActivation: 2,
  casesToComplete: 1,
  casesWaiting: 3,
};

describe('the overview of a company', () => {
  const open = async (role: SignedIn['role'], found: Partial<typeof FOUND> = {}) => {
    portal = await openPortal({
      address: '/overview',
      signedIn: { ...PERSON, role },
      answers: {
        'GET /api/organisation/dashboard': ok({ ...FOUND, ...found }),
        'GET /api/organisation/companies': ok({
          type: 'company',
          companies: [{ companyId: COMPANY, name: { ar: 'شركة', en: 'Test company' } }],
        }),
        [`GET /api/residency/expiries?companyId=${COMPANY}`]: ok({
          expired: 1,
          months: [{ month: '2026-12', count: 4 }],
        }),
      },
    });
    await portal.says('Expiries ahead');
  };

  /** What stands under a heading. */
  const under = (heading: string) =>
    [...document.querySelectorAll('section')].find(
      (section) => section.querySelector('.heading')?.textContent === heading,
    )?.textContent;

  it('says what needs the main user now and what waits for others, and leads there', async () => {
    await open('mainUser');
    await portal.says('4 residencies can be renewed');
    expect(under('Needs you now')).toContain('4 residencies can be renewed');
    expect(under('Waits for others')).toContain('3 requests are with the department');
    expect(portal.text()).toContain('2 users have not activated their accounts');
    expect(portal.text()).not.toContain('in the basket');
    const expired = `a[href="/residency?company=${COMPANY}&filter=expired"]`;
    expect(document.querySelector(expired)).not.toBeNull();
    await portal.says('Test company');
    await vi.waitFor(() => expect(document.querySelector('svg[role=img]')).not.toBeNull(), DRAWN_WITHIN);
  });

  it('leads to the list of each company, since each number is of several lists', async () => {
    await open('delegate', {
      companies: [matters(COMPANY, 'Test company', 1, 0), matters('C-100002', 'Other company', 3, 0)],
    });
    await portal.says('4 residencies can be renewed');
    const links = [...document.querySelectorAll('main a[href*="filter=qualifies"]')];
    expect(links.map(({ textContent }) => textContent)).toEqual(['Other company: 3', 'Test company: 1']);
    expect(links[0]?.getAttribute('href')).toBe('/residency?company=C-100002&filter=qualifies');
  });

  it('leaves renewing to the delegates where the main user does not renew (S5)', async () => {
    await open('mainUser', { mayRenew: false });
    await portal.says('4 residencies can be renewed');
    expect(under('Needs you now')).not.toContain('can be renewed');
    expect(under('Waits for others')).toContain('4 residencies can be renewed');
  });

  it('says nothing of users to a delegate, who does not manage them', async () => {
    await open('delegate');
    await portal.says('3 requests are with the department');
    expect(portal.text()).not.toContain('activated');
  });

  it('says so when nothing waits', async () => {
    await open('mainUser', { companies: [], awaitingActivation: 0, casesToComplete: 0, casesWaiting: 0 });
    await portal.says('Nothing is waiting for you.');
    expect(portal.text()).toContain('Nothing waits for others.');
  });
});

it("shows a department's queue, its age, and what came and went, as charts with tables", async () => {
  portal = await openPortal({
    address: '/workload',
    signedIn: OFFICER,
    answers: {
      'GET /api/desk/dashboard': ok({
        waiting: 12,
        claimedByMe: 1,
        ages: [
          { age: 'today', count: 3 },
          { age: 'longer', count: 9 },
        ],
        days: [
          { date: '2026-11-26', arrived: 5, decided: 2 },
          { date: '2026-11-27', arrived: 6, decided: 8 },
        ],
      }),
    },
  });
  await portal.says('12 requests waiting');
  await vi.waitFor(() => expect(document.querySelectorAll('svg[role=img]')).toHaveLength(2), DRAWN_WITHIN);
  const [ages, days] = [...document.querySelectorAll('table')].map(({ textContent }) => textContent);
  expect(ages).toContain('Longer9');
  expect(days).toContain('27 November 202668');
});

it('draws nothing where a department has had nothing to do', async () => {
  portal = await openPortal({
    address: '/workload',
    signedIn: OFFICER,
    answers: {
      'GET /api/desk/dashboard': ok({
        waiting: 0,
        claimedByMe: 0,
        ages: [{ age: 'today', count: 0 }],
        days: [{ date: '2026-11-27', arrived: 0, decided: 0 }],
      }),
    },
  });
  await portal.says('Every number here is zero.');
  expect(document.querySelector('figure, table')).toBeNull();
});

const amendment = (status: 'returned' | 'submitted'): CaseSummary => ({
  caseId: CaseId.parse('C-2026-00000007'),
  type: 'latinNameAmendment',
  status,
  createdAt: isoInstant(Date.UTC(2026, 10, 20)),
  about: null,
  needsApplicant: status === 'returned',
});

it("adds to a person's own page what ends soon, and how many cases wait for whom", async () => {
  portal = await openPortal({
    address: '/dashboard',
    signedIn: PERSON,
    answers: {
      'GET /api/requests': ok({ requests: [] }),
      'GET /api/cases': ok({ cases: [amendment('returned'), amendment('submitted')] }),
      'GET /api/licence': ok({ licence: null, services: [] }),
      'GET /api/dues': ok({ dues: [] }),
      'POST /api/residency/resident-searches': ok({
        residents: [sampleResident(0)],
        total: 1,
        next: null,
      }),
      'GET /api/passports': ok({
        passports: [
          {
            passportId: '0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0001',
            name: { ar: 'سالم', en: 'SALEM' },
            relation: 'self',
            latinName: 'SALEM',
            numberMasked: '••••821',
            issuedOn: '2021-03-01',
            expiresOn: IsoDate.parse('2027-01-06'),
            placeOfIssue: 'KUWAIT',
            status: 'expiresSoon',
            daysLeft: 40,
          },
        ],
      }),
    },
  });
  await portal.says('WORKER 0');
  await portal.says('40 days left');
  expect(document.querySelector('a[href="/residency"]')).not.toBeNull();
  await portal.says('1 request needs completing or correcting');
  expect(portal.text()).toContain('1 request is with the department');
  expect(document.querySelectorAll('main a[href="/cases"]')).toHaveLength(2);
});
