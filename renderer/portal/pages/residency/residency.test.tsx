// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IsoDate } from '../../../../contracts/calendar.ts';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import type { Resident } from '../../../../contracts/portal-api/residency.ts';
import { ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';
import { COMPANY, sampleChecks, sampleRenewal, sampleRenewalId, sampleResident } from './sample-residency.ts';

let portal: ShownPortal;
/** The drawing library is fetched when it is first needed. */
const DRAWN_WITHIN = { timeout: 20_000 };
beforeEach(() => {
  // jsdom lays nothing out.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(84);
});
afterEach(async () => {
  await portal.close();
  vi.restoreAllMocks();
});

const DELEGATE: SignedIn = { ...PERSON, role: 'delegate' };
const MAIN_USER: SignedIn = { ...PERSON, role: 'mainUser' };
const SEARCH = 'POST /api/residency/resident-searches';
const BEGIN = 'POST /api/residency/renewals';
const COMPANIES = 'GET /api/organisation/companies';
const FIRST = `/api/residency/renewals/${sampleRenewalId(0)}`;

const name = { ar: 'شركة الاختبار', en: 'Test company' };
const companies = (type: 'company' | 'government' = 'company') =>
  ok({ type, companies: [{ companyId: COMPANY, name }] });
const found = (residents: readonly Resident[], total = residents.length) =>
  ok({ residents, total, next: null });
const row = (text: string) =>
  [...document.querySelectorAll('.residents tr')].find(({ textContent }) => textContent?.includes(text));

describe('the list of residents', () => {
  const RESIDENTS = [
    sampleResident(0, { daysLeft: -3 }),
    sampleResident(1),
    sampleResident(2, {
      daysLeft: 200,
      standing: { standing: 'tooEarly', from: IsoDate.parse('2027-04-15') },
    }),
    sampleResident(3, { standing: { standing: 'beingPaid' } }),
  ];
  const open = async (answers = {}, signedIn = DELEGATE, address = '/residency') => {
    portal = await openPortal({
      address,
      signedIn,
      answers: { [COMPANIES]: companies(), [SEARCH]: found(RESIDENTS), ...answers },
    });
    await portal.says('4 people');
  };

  it('shows who can be renewed, and greys who cannot with the day from which they can', async () => {
    await open();
    await portal.says('WORKER 0');
    expect(row('WORKER 0')?.textContent).toContain('Expired 3 days ago');
    expect(row('WORKER 2')?.textContent).toContain('Can be renewed from 15 April 2027');
    expect(row('WORKER 2')?.className).toContain('resident-greyed');
    expect(row('WORKER 2')?.querySelector('input, button')).toBeNull();
    expect(row('WORKER 3')?.textContent).toContain('Being paid');
    expect(row('WORKER 1')?.querySelector('input')).not.toBeNull();
  });

  it('is a table of its whole length to assistive technology', async () => {
    await open({ [SEARCH]: found(RESIDENTS, 4) });
    await portal.says('WORKER 3');
    const table = document.querySelector('table');
    expect(table?.getAttribute('aria-rowcount')).toBe('5');
    expect(row('WORKER 3')?.getAttribute('aria-rowindex')).toBe('5');
    expect(document.querySelectorAll('.residents th[scope=col]')).toHaveLength(7);
  });

  it('keeps the filter in the address and the text out of it', async () => {
    await open({}, DELEGATE, `/residency?company=${COMPANY}&filter=qualifies`);
    expect(portal.sent(SEARCH)).toEqual([{ companyId: COMPANY, filter: 'qualifies', text: '', after: null }]);
    await portal.type('Search by name or civil ID', '٣٩٠٠');
    await vi.waitFor(() =>
      expect(portal.sent(SEARCH).at(-1)).toEqual({
        companyId: COMPANY,
        filter: 'qualifies',
        text: '3900',
        after: null,
      }),
    );
    expect(location.href).toContain('filter=qualifies');
    expect(location.href + JSON.stringify(history.state)).not.toContain('3900');
    await portal.press('Remove the filter: Can be renewed now');
    await vi.waitFor(() => expect(location.href).not.toContain('filter'));
  });

  it('puts several into the basket; whoever cannot be is told of and holds up nobody', async () => {
    await open({
      [BEGIN]: (body: unknown) =>
        JSON.stringify(body).includes('390010100028') ? problem(422, 'beingPaid') : ok(sampleRenewal(1)),
    });
    await portal.press('Choose WORKER 0');
    await portal.press('Choose WORKER 1');
    await portal.says('2 people chosen');
    await portal.press('Add to the basket');
    await portal.says('Not added to the basket');
    expect(portal.sent(BEGIN)).toHaveLength(2);
    expect(row('WORKER 1')?.textContent).toContain('In the basket');
    expect(row('WORKER 0')?.textContent).not.toContain('In the basket');
  });

  it('leads from one person to the renewal', async () => {
    await open({ [BEGIN]: ok(sampleRenewal(0)), [`GET ${FIRST}`]: ok(sampleRenewal(0)) });
    await portal.press('Renew the residency of WORKER 0');
    await portal.says('Renewal of a residency');
    expect(location.pathname).toBe(`/residency/renewals/${sampleRenewalId(0)}`);
  });

  it("can only be looked at by a company's main user, and is worked on by an entity's", async () => {
    await open({}, MAIN_USER);
    expect(portal.text()).toContain('Residencies are renewed by the users authorised for it');
    expect(document.querySelectorAll('.residents input, .residents button')).toHaveLength(0);
    await portal.close();
    await open({ [COMPANIES]: companies('government') }, MAIN_USER);
    expect(document.querySelectorAll('.residents input').length).toBeGreaterThan(0);
  });

  it('fetches the next page as its end comes near', async () => {
    const after = {
      residencyExpiresOn: sampleResident(0).residencyExpiresOn,
      civilId: sampleResident(0).civilId,
    };
    portal = await openPortal({
      address: '/residency',
      signedIn: PERSON,
      answers: {
        [SEARCH]: (body: unknown) =>
          JSON.stringify(body).includes('residencyExpiresOn')
            ? ok({ residents: [sampleResident(1)], total: 2, next: null })
            : ok({ residents: [sampleResident(0)], total: 2, next: after }),
      },
    });
    await portal.says('WORKER 1');
    expect(portal.sent(SEARCH)).toEqual([
      { companyId: null, filter: 'all', text: '', after: null },
      { companyId: null, filter: 'all', text: '', after },
    ]);
  });
});

describe('a renewal', () => {
  const open = async (renewal = sampleRenewal(0), answers = {}) => {
    portal = await openPortal({
      address: `/residency/renewals/${sampleRenewalId(0)}`,
      signedIn: DELEGATE,
      answers: { [`GET ${FIRST}`]: ok(renewal), ...answers },
    });
    await portal.says('Renewal of a residency');
    await portal.says('1. Health insurance');
  };

  it("goes by the guide's steps, each with its state and next step", async () => {
    await open(
      sampleRenewal(0, {
        payable: false,
        insuredUntil: null,
        lengths: [],
        months: null,
        fee: null,
        checks: sampleChecks(
          { precondition: 'insurancePaid', met: false, fault: 'notInsured', from: null, caseId: null },
          { precondition: 'duesSettled', met: false, fault: 'duesUnpaid', from: null, caseId: null },
        ),
      }),
    );
    const headings = [...document.querySelectorAll('ol h2')].map(({ textContent }) => textContent);
    expect(headings).toEqual([
      '1. Health insurance',
      '2. Latin name and passport',
      '3. Length of the renewal',
      '4. Acceptance of the terms',
      '5. Violations and fines',
    ]);
    expect(portal.text()).toContain('Health insurance for the renewal has not been paid.');
    expect(portal.text()).toContain('Pay it on the Ministry of Health’s site, then check again.');
    expect(document.querySelector('a[href="https://insurance.example/"]')?.getAttribute('rel')).toContain(
      'noopener',
    );
    expect(document.querySelector('a[href="/dues-inquiry"]')).not.toBeNull();
    portal.answers[`GET ${FIRST}`] = ok(sampleRenewal(0));
    await portal.press('Check again');
    await portal.says('Health insurance is paid until 7 December 2028.');
  });

  it('keeps each choice at once and says why a length is shorter', async () => {
    const save = `PUT ${FIRST}/choices`;
    await open(sampleRenewal(0, { nameMatches: false, months: null, fee: null, payable: false }), {
      [save]: ok(sampleRenewal(0, { version: 2, nameMatches: true, months: null, payable: false })),
    });
    expect(portal.text()).toContain('It cannot be longer: the passport expires.');
    expect(portal.text()).toContain('The residency then ends on 7 December 2027. The fee is KD 20.000.');
    await portal.press('I have checked the Latin name: it matches the passport');
    await vi.waitFor(() =>
      expect(portal.sent(save)).toEqual([
        { version: 1, months: null, nameMatches: true, termsAccepted: true },
      ]),
    );
    portal.answers[save] = problem(409, 'changedMeanwhile');
    await portal.press('18 months');
    await portal.says('changed while you were working');
    expect(portal.sent(save).at(-1)).toMatchObject({ version: 2, months: 18 });
  });

  it('keeps choices that come quickly one after the other, each upon what the one before led to', async () => {
    const save = `PUT ${FIRST}/choices`;
    const before = { nameMatches: false, termsAccepted: false, payable: false } as const;
    await open(sampleRenewal(0, before), {
      [save]: ok(sampleRenewal(0, { ...before, version: 2, nameMatches: true })),
    });
    const boxes = [...document.querySelectorAll<HTMLInputElement>('.renewal-step input[type=checkbox]')];
    await act(async () => {
      for (const box of boxes) box.click();
    });
    await vi.waitFor(() =>
      expect(portal.sent(save)).toMatchObject([
        { version: 1, nameMatches: true, termsAccepted: false },
        { version: 2, nameMatches: true, termsAccepted: true },
      ]),
    );
  });

  it('leads to an amendment of the name for the person it is about, and keeps their number out of the address', async () => {
    const create = 'POST /api/cases';
    await open(sampleRenewal(0), { [create]: problem(422, 'notForThisAccount') });
    await portal.press('Ask for an amendment of the Latin name');
    await vi.waitFor(() =>
      expect(portal.sent(create)).toMatchObject([
        { form: { type: 'latinNameAmendment', subjectCivilId: '390010100028' } },
      ]),
    );
    expect(location.href).not.toContain('390010100028');
  });

  it('waits for a request that is being looked at', async () => {
    await open(
      sampleRenewal(0, {
        payable: false,
        checks: sampleChecks({
          precondition: 'latinNameConfirmed',
          met: false,
          fault: 'nameUnderAmendment',
          from: null,
          caseId: 'C-2026-00000007' as never,
        }),
      }),
    );
    expect(document.querySelector('a[href="/cases/C-2026-00000007"]')?.textContent).toBe('See the request');
    expect(portal.text()).not.toContain('Ask for an amendment of the Latin name');
  });

  it('shows the new expiry and the receipt once it is paid', async () => {
    portal = await openPortal({
      address: `/residency/renewals/${sampleRenewalId(0)}`,
      signedIn: DELEGATE,
      answers: {
        [`GET ${FIRST}`]: ok(
          sampleRenewal(0, {
            status: 'paid',
            newExpiry: IsoDate.parse('2027-12-07'),
            receiptUrl: '/receipts/abc',
          }),
        ),
      },
    });
    await portal.says('The residency now ends on 7 December 2027.');
    expect(document.querySelector('a[href="/receipts/abc"]')).not.toBeNull();
  });
});

describe('the basket', () => {
  const BASKET = `GET /api/residency/renewals?companyId=${COMPANY}`;
  const PAY = 'POST /api/residency/payments';
  const unpaid = sampleRenewal(2, {
    payable: false,
    checks: sampleChecks({
      precondition: 'insurancePaid',
      met: false,
      fault: 'notInsured',
      from: null,
      caseId: null,
    }),
  });
  const open = async (
    renewals = [sampleRenewal(0), sampleRenewal(1), unpaid],
    answers = {},
    signedIn = DELEGATE,
  ) => {
    portal = await openPortal({
      address: `/residency/basket?company=${COMPANY}`,
      signedIn,
      answers: {
        [COMPANIES]: companies(),
        [BASKET]: ok({ renewals, payable: 2, total: 40_000 }),
        ...answers,
      },
    });
  };

  it('adds up what can be paid, and says of the rest why it cannot', async () => {
    await open(undefined, { [PAY]: problem(422, 'nothingPayable') });
    await portal.says('2 renewals');
    expect(portal.text()).toContain('KD 40.000');
    const [payable = '', rest = ''] = [...document.querySelectorAll('table')].map(
      ({ textContent }) => textContent ?? '',
    );
    expect(payable).toContain('7 December 2027');
    expect(rest).toContain('WORKER 2');
    expect(rest).toContain('Health insurance for the renewal has not been paid.');
    await portal.press('Pay for WORKER 1, KD 20.000');
    await portal.says('1 renewal');
    await portal.press(/^Continue to KNET and pay/);
    expect(portal.sent(PAY)).toMatchObject([{ renewals: [sampleRenewalId(0)] }]);
    await portal.says('None of them can be paid now.');
  });

  it('says before the gateway what could not be locked', async () => {
    sessionStorage.clear();
    await open([sampleRenewal(0), sampleRenewal(1)], {
      [PAY]: ok({
        paymentId: '0c6f3f3a-5d0e-4b6a-8f57-0d3b1c1a0009',
        amount: 20_000,
        lines: 1,
        gatewayUrl: 'https://gateway.example/pay',
        left: [{ renewalId: sampleRenewalId(1), fault: 'beingPaid' }],
      }),
    });
    await portal.press(/^Continue to KNET and pay/);
    await portal.says('Somebody else is paying for it.');
    await portal.says('Continue to KNET and pay KD 20.000');
    expect(portal.sent(PAY)).toMatchObject([
      { renewals: [sampleRenewalId(0), sampleRenewalId(1)], language: 'en' },
    ]);
  });

  it('is gone once its company was taken away, which the next request tells', async () => {
    sessionStorage.clear();
    await open();
    await portal.says('2 renewals');
    Object.assign(portal.answers, {
      [COMPANIES]: ok({ type: 'company', companies: [] }),
      [BASKET]: problem(422, 'notYourCompany'),
      [PAY]: problem(422, 'nothingPayable'),
    });
    await portal.press(/^Continue to KNET and pay/);
    await portal.says('This company is no longer granted to you');
    expect(portal.text()).not.toContain('WORKER');
    expect(portal.text()).not.toContain('Continue to KNET');
  });

  it("is only looked at by a company's main user", async () => {
    await open(undefined, {}, MAIN_USER);
    await portal.says('WORKER 2');
    expect(portal.text()).toContain('Test company');
    expect(document.querySelectorAll('main table :is(input, button, .button)')).toHaveLength(0);
  });

  it('says so when it is empty', async () => {
    await open([]);
    await portal.says('The basket is empty');
  });
});

describe('a list brought in', () => {
  it('explains each line that was not taken', async () => {
    const IMPORT = 'POST /api/residency/imports';
    portal = await openPortal({
      address: '/residency/import',
      signedIn: DELEGATE,
      answers: {
        [COMPANIES]: companies(),
        [IMPORT]: ok({
          added: 1,
          refused: [
            { line: 2, text: '390010100036;12', fault: 'columns' },
            { line: 3, text: '39001010002,12', fault: 'civilId' },
          ],
        }),
      },
    });
    await portal.says('Download a sample file');
    await portal.type('Lines of the list', '390010100028,12\n390010100036;12\n39001010002,12');
    await portal.press('Add to the basket');
    await portal.says('1 line was added to the basket.');
    expect(portal.text()).toContain('2 lines were not taken in');
    expect(portal.text()).toContain('The civil ID number is not valid. Check its digits.');
    expect(portal.sent(IMPORT)).toMatchObject([{ companyId: COMPANY }]);
  });
});

describe('expiries ahead', () => {
  it('stand in a chart with its table', async () => {
    portal = await openPortal({
      address: `/residency/expiries?company=${COMPANY}`,
      signedIn: MAIN_USER,
      answers: {
        [COMPANIES]: companies(),
        [`GET /api/residency/expiries?companyId=${COMPANY}`]: ok({
          expired: 2,
          months: [
            { month: '2026-11', count: 3 },
            { month: '2026-12', count: 7 },
          ],
        }),
      },
    });
    await portal.says('2 residencies have expired.');
    await vi.waitFor(
      () => expect(document.querySelectorAll('svg[role=img] rect.visx-bar')).toHaveLength(2),
      DRAWN_WITHIN,
    );
    expect(document.querySelector('table')?.textContent).toContain('Dec 20267');
  });
});
