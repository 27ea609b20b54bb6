// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IsoInstant } from '../../../../contracts/calendar.ts';
import { CaseId } from '../../../../contracts/case.ts';
import type { DeskCase, DeskCaseSummary } from '../../../../contracts/portal-api/cases.ts';
import { OFFICER, ok, openPortal, problem, type ShownPortal } from '../../test-portal.tsx';
import { SAMPLE_DOCUMENT } from '../cases/sample-case.ts';

const QUEUE = 'GET /api/desk/cases';
const CASE = '/api/desk/cases/C-2026-00000001';
const DECIDE = `POST ${CASE}/decision`;

function summary(order: number, more: Partial<DeskCaseSummary> = {}): DeskCaseSummary {
  return {
    caseId: CaseId.parse(`C-2026-0000000${order}`),
    type: 'companyAccount',
    submittedAt: IsoInstant.parse(`2026-11-20T08:3${order}:00.000Z`),
    returned: 0,
    claimedBy: null,
    claimedByMe: false,
    ...more,
  };
}

function deskCase(order: number, more: Partial<DeskCase> = {}): DeskCase {
  return {
    ...summary(order),
    version: 3,
    applicant: 'SALEM ALBAHRI',
    form: {
      type: 'companyAccount',
      unifiedNumber: '1234567',
      concernedCivilId: '390010100036',
      email: 'user@example.com',
    },
    uploads: {
      companyLicence: SAMPLE_DOCUMENT,
      declaration: { ...SAMPLE_DOCUMENT, name: 'declaration.pdf', type: 'application/pdf' },
    },
    facts: [
      { name: 'organisationName', value: 'Marjan Group' },
      { name: 'organisationCompanies', value: 'Marjan\nLulu' },
    ],
    timeline: [{ at: summary(order).submittedAt, status: 'submitted', note: null }],
    ...more,
  };
}
const MINE = { claimedBy: 'Officer Naser', claimedByMe: true } as const;
const queue = (...cases: DeskCaseSummary[]) => ok({ cases, waiting: cases.length, next: null });

let portal: ShownPortal;
beforeEach(() => localStorage.clear());
afterEach(() => portal.close());

const open = async (address: string, answers: ShownPortal['answers']) => {
  portal = await openPortal({ address, signedIn: { ...OFFICER, role: 'accountsOfficer' }, answers });
};
const openCase = async (answers: ShownPortal['answers'] = {}) => {
  await open('/desk/C-2026-00000001', {
    [`GET ${CASE}`]: ok(deskCase(1)),
    [`POST ${CASE}/claim`]: ok(deskCase(1, { ...MINE, version: 4 })),
    [QUEUE]: queue(),
    ...answers,
  });
  await portal.says('Marjan Group');
};

describe('the queue of a department', () => {
  it('offers the types of the department alone, and narrows to one of them', async () => {
    await open('/desk', {
      [QUEUE]: queue(summary(1, { claimedBy: 'Officer Latifa' }), summary(2, { returned: 2 })),
      [`${QUEUE}?type=governmentAccount`]: queue(summary(3, { type: 'governmentAccount' })),
    });
    await portal.says('2 requests waiting');
    expect(portal.text()).toContain('2 times');
    expect(portal.text()).not.toContain('Amend a Latin name');
    const oldest = [...document.querySelectorAll('a')].find(
      (link) => link.textContent === 'Begin with the oldest',
    );
    expect(oldest?.getAttribute('href')).toBe('/desk/C-2026-00000002');
    await portal.press('User code for a government entity');
    await portal.says('1 request waiting');
    expect(window.location.search).toBe('?type=governmentAccount');
  });

  it('goes on after the last case shown', async () => {
    const [first, second] = [summary(1), summary(2)];
    const after = new URLSearchParams({
      afterSubmittedAt: first.submittedAt,
      afterCaseId: first.caseId,
    });
    await open('/desk', {
      [QUEUE]: ok({
        cases: [first],
        waiting: 2,
        next: first && { submittedAt: first.submittedAt, caseId: first.caseId },
      }),
      [`${QUEUE}?${after}`]: ok({ cases: [second], waiting: 2, next: null }),
    });
    await portal.press('Show more');
    await portal.says(/C-2026-0*2/);
  });
});

describe('a case of a department', () => {
  it('shows what is asked for, what the register says, and the documents by the guide’s names', async () => {
    await openCase();
    for (const fact of ['Marjan', 'Lulu', 'user@example.com', 'SALEM ALBAHRI', 'Company licence'])
      expect(portal.text()).toContain(fact);
    await portal.press('Declaration and undertaking');
    await portal.says('a file to download');
  });

  it('is returned with a reason, and the next comes by itself', async () => {
    const next = '/api/desk/cases/C-2026-00000002';
    await openCase({
      [DECIDE]: ok({ status: 'returned' }),
      [QUEUE]: queue(summary(2)),
      [`GET ${next}`]: ok(deskCase(2, { ...MINE, applicant: 'LATIFA ALKHALIJI' })),
    });
    await portal.press(/^Return/);
    await portal.press('A form is not signed or stamped. Sign and stamp it, then attach it again.');
    await portal.press('Confirm return');
    await portal.says('LATIFA ALKHALIJI');
    expect(portal.text()).toContain('Request C-2026-00000001 has been returned for correction.');
    expect(portal.sent(DECIDE)).toEqual([
      { version: 4, decision: { decision: 'return', reason: expect.stringMatching(/^النموذج.*\nA form/) } },
    ]);
  });

  it.each([
    ['claimedByOther', 422, 'Another officer has taken this request'],
    ['changedMeanwhile', 409, 'your decision was not recorded'],
    ['ownCase', 422, 'This is your own request'],
    ['noLongerPossible', 422, 'Approval is no longer possible'],
  ])('says of %s what happened', async (fault, status, words) => {
    await openCase({ [DECIDE]: problem(status, fault) });
    await portal.press(/^Approve/);
    await portal.press('Confirm approval');
    await portal.says(words);
  });
});
