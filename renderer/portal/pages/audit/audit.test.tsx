// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IsoDate, isoInstant } from '../../../../contracts/calendar.ts';
import type { SignedIn } from '../../../../contracts/portal-api/accounts.ts';
import type { AuditEntryView } from '../../../../contracts/portal-api/audit.ts';
import { OFFICER, ok, openPortal, PERSON, problem, type ShownPortal } from '../../test-portal.tsx';

let portal: ShownPortal;
afterEach(() => portal.close());

const AUDITOR: SignedIn = { ...PERSON, role: 'auditor' };

const entry = (seq: number): AuditEntryView => ({
  seq,
  at: isoInstant(Date.UTC(2026, 10, 27, 5, 7, 9)),
  actor: 'staff:S-1',
  origin: '127.0.0.1',
  action: 'personLookedUp',
  subject: 'account-7',
  details: [{ name: 'reason', value: 'visit' }],
});

describe("the auditor's screen", () => {
  const VERIFY = 'POST /api/audit/verifications';
  const open = async (address = '/audit', answers = {}) => {
    portal = await openPortal({
      address,
      signedIn: AUDITOR,
      answers: {
        'GET /api/audit/entries': ok({ entries: [entry(9), entry(8)], before: 8 }),
        'GET /api/audit/entries?before=8': ok({ entries: [entry(7)], before: null }),
        ...answers,
      },
    });
    await portal.says('staff:S-1');
  };

  it('shows who, what, when, from where and why, newest first, page after page', async () => {
    await open();
    expect(portal.text()).toContain('27 November 2026 08:07:09');
    for (const fact of ['Person looked up', 'personLookedUp', 'account-7', '127.0.0.1', 'reason: visit'])
      expect(portal.text()).toContain(fact);
    await portal.press('Show more');
    await vi.waitFor(() => expect(document.querySelectorAll('tbody tr')).toHaveLength(3));
    expect(portal.text()).not.toContain('Show more');
  });

  it('narrows by every field; what was done and when stands in the address, whom it concerns does not', async () => {
    const query = 'from=2026-11-01&actor=staff%3AS-1&action=signedIn&subject=account-7';
    await open('/audit', { [`GET /api/audit/entries?${query}`]: ok({ entries: [], before: null }) });
    await portal.type('Day', '01');
    await portal.type('Month', '11');
    await portal.type('Year', '2026');
    await portal.type('Who', 'staff:S-1');
    await portal.type('Action', 'signedIn');
    await portal.type('Subject', 'account-7');
    await portal.press('Search');
    await portal.says('No entry fits the search');
    expect(location.search).toContain('action=signedIn');
    expect(location.href + JSON.stringify(history.state)).not.toMatch(/account-7|S-1/);
    expect(document.querySelector('a[download]')?.getAttribute('href')).toBe(
      `/api/audit/entries.csv?${query}`,
    );
    portal.answers['GET /api/audit/entries?from=2026-11-01&actor=staff%3AS-1&action=signedIn'] = ok({
      entries: [],
      before: null,
    });
    await portal.press('Remove the filter: Subject: account-7');
    await vi.waitFor(() => expect(portal.calls.at(-1)?.route).not.toContain('subject'));
  });

  it('recomputes the chain when asked to, and says where it is broken', async () => {
    await open('/audit', { [VERIFY]: ok({ whole: true, entries: 1200, head: 'a'.repeat(64) }) });
    expect(portal.sent(VERIFY)).toEqual([]);
    await portal.press('Verify the chain');
    await portal.says('1200 entries were verified.');
    portal.answers[VERIFY] = ok({ whole: false, brokenAt: 17 });
    await portal.press('Verify the chain');
    await portal.says('The first entry that does not fit is number 17.');
  });
});

describe('a look-up by staff', () => {
  const LOOK_UP = 'POST /api/people/look-ups';
  const open = async (answers: Parameters<typeof openPortal>[0]['answers']) => {
    portal = await openPortal({ address: '/look-up', signedIn: OFFICER, answers });
    await portal.says('Look a person up');
  };

  it('needs a reason, and keeps the number out of the address', async () => {
    await open({
      [LOOK_UP]: ok({
        name: { ar: 'سالم', en: 'SALEM' },
        civilIdLastFour: '0028',
        nationality: { ar: 'الكويت', en: 'Kuwait' },
        birthYear: 2090,
        residencyExpiresOn: null,
        licenceExpiresOn: IsoDate.parse('2027-01-01'),
        requests: [
          { number: 'R-2026-000001', kind: 'renewal', status: 'ready', at: entry(1).at },
          { number: 'C-2026-00000001', kind: 'passportTransfer', status: 'submitted', at: entry(1).at },
        ],
      }),
    });
    await portal.type('Civil ID number', '390010100028');
    await portal.type('Reason', 'abc');
    await portal.press('Look up');
    await portal.says('Write a reason of at least five characters.');
    expect(portal.sent(LOOK_UP)).toEqual([]);
    await portal.type('Reason', 'visit, R-2026-000001');
    await portal.press('Look up');
    await portal.says('What the register has');
    for (const fact of ['SALEM', '0028', '1 January 2027', 'No residency', 'Renew a driving licence'])
      expect(portal.text()).toContain(fact);
    // No code stands in the place of a word.
    for (const fact of ['Transfer passport information', 'Submitted, waiting for review'])
      expect(portal.text()).toContain(fact);
    expect(location.href + JSON.stringify(history.state)).not.toContain('390010100028');
  });

  it('says so of a number that nobody has', async () => {
    await open({ [LOOK_UP]: problem(422, 'personUnknown') });
    await portal.type('Civil ID number', '390010100028');
    await portal.type('Reason', 'visit today');
    await portal.press('Look up');
    await portal.says('Put this right, then continue');
  });
});
