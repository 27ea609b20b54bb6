// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queuePlace } from '../../../../contracts/portal-api/licences.ts';
import { OFFICER, ok, openPortal, problem, type ShownPortal } from '../../test-portal.tsx';
import { sampleCase, sampleSummary } from './sample-case.ts';

const CASE = '/api/review/cases/R-2026-000001';
const QUEUE = 'GET /api/review/cases';
const DECIDE = `POST ${CASE}/decision`;
const queue = (...cases: ReturnType<typeof sampleSummary>[]) => ok({ cases, waiting: cases.length });

let portal: ShownPortal;
beforeEach(() => localStorage.clear());
afterEach(() => portal.close());

const open = async (address: string, answers: ShownPortal['answers']) => {
  portal = await openPortal({ address, signedIn: OFFICER, answers });
};
const openCase = async (answers: ShownPortal['answers'] = {}) => {
  await open('/review/R-2026-000001', {
    [`GET ${CASE}`]: ok(sampleCase(1, 'free')),
    [`POST ${CASE}/claim`]: ok({ ...sampleCase(1, 'mine'), version: 4 }),
    [QUEUE]: queue(sampleSummary(1, 'mine')),
    ...answers,
  });
  await portal.says('SALEM ALBAHRI');
};
/** Presses a key; whether the page kept it from being typed. */
const key = async (code: string, target: EventTarget = window): Promise<boolean> => {
  const event = new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true });
  await act(async () => {
    target.dispatchEvent(event);
  });
  return event.defaultPrevented;
};

describe('the queue', () => {
  it('shows who waits since when, and begins with the oldest that is free', async () => {
    await open('/review', { [QUEUE]: queue(sampleSummary(1, 'other'), sampleSummary(2, 'free')) });
    await portal.says('2 requests waiting');
    expect(portal.text()).toContain('Officer Latifa');
    expect(portal.text()).toMatch(/\d+ (day|hour|minute)s? ago/);
    const first = [...document.querySelectorAll('a')].find(
      (link) => link.textContent === 'Begin with the oldest',
    );
    expect(first?.getAttribute('href')).toBe('/review/R-2026-000002');
  });

  it('fetches the cases after the last one shown', async () => {
    const after = `${QUEUE}?${new URLSearchParams({ after: queuePlace(sampleSummary(1, 'free')) })}`;
    await open('/review', {
      [QUEUE]: ok({ cases: [sampleSummary(1, 'free')], waiting: 2 }),
      [after]: ok({ cases: [sampleSummary(2, 'free')], waiting: 2 }),
    });
    await portal.press('Show more');
    await portal.says(/R-2026-0*2/);
    expect(portal.text()).not.toContain('Show more');
  });
});

describe('a case', () => {
  it('is claimed when it is opened, and shows facts and documents', async () => {
    await openCase();
    expect(portal.sent(`POST ${CASE}/claim`)).toEqual([{ version: 3 }]);
    for (const fact of ['سالم البحري', '41 years', '0028', '10 December 2026', 'Private'])
      expect(portal.text()).toContain(fact);
    expect(document.querySelector('img')?.getAttribute('src')).toMatch(/^\/api\/uploads\/[\w-]+\/content$/);
    await portal.press('Eye test certificate');
    await portal.says('a file to download');
    expect(document.querySelector('a[download="eye-test.pdf"]')).not.toBeNull();
  });

  it('is approved only when that is confirmed, and the next case comes by itself', async () => {
    const next = '/api/review/cases/R-2026-000002';
    await openCase({
      [DECIDE]: ok({ status: 'ready' }),
      [QUEUE]: queue(sampleSummary(2, 'free')),
      [`GET ${next}`]: ok({ ...sampleCase(2, 'mine'), nameLatin: 'LATIFA ALKHALIJI' }),
    });
    await portal.press(/^Approve/);
    expect(portal.sent(DECIDE)).toEqual([]);
    await portal.press('Confirm approval');
    await portal.says('LATIFA ALKHALIJI');
    expect(portal.sent(DECIDE)).toEqual([{ version: 4, decision: { decision: 'approve' } }]);
    expect(portal.text()).toContain('Request R-2026-000001 has been approved.');
  });

  it('is not returned without a reason; a ready-made one comes in both languages', async () => {
    await openCase({ [DECIDE]: ok({ status: 'returned' }), [QUEUE]: queue() });
    await portal.press(/^Return/);
    await portal.press('Confirm return');
    await portal.says('Write a reason of at least five characters.');
    expect(portal.sent(DECIDE)).toEqual([]);
    await portal.press('The photo is not clear. Attach a recent photo with a white background.');
    await portal.press('Confirm return');
    await portal.says('Nothing is waiting');
    expect(portal.sent(DECIDE)).toEqual([
      {
        version: 4,
        decision: { decision: 'return', reason: expect.stringMatching(/^الصورة.*\nThe photo is not clear/) },
      },
    ]);
  });

  it('that another officer holds can be looked at, not decided', async () => {
    await open('/review/R-2026-000001', { [`GET ${CASE}`]: ok(sampleCase(1, 'other')) });
    await portal.says('Officer Latifa is reviewing this request');
    const buttons = [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
    expect(buttons.join()).not.toMatch(/Approve|Return|Reject/);
    await key('KeyA');
    expect(portal.text()).not.toContain('Confirm approval');
  });

  it('that another officer claims in the same moment is shown as theirs', async () => {
    let read = 0;
    await open('/review/R-2026-000001', {
      [`GET ${CASE}`]: () => ok(sampleCase(1, read++ === 0 ? 'free' : 'other')),
      [`POST ${CASE}/claim`]: problem(422, 'claimedByOther'),
    });
    await portal.says('Officer Latifa is reviewing this request');
  });

  it.each([
    ['changedMeanwhile', 409, 'This request has changed since you opened it', 'Reload the request'],
    ['claimedByOther', 422, 'Another officer has taken this request', 'Next request'],
    ['ownRequest', 422, 'This is your own request', 'Give back to the list'],
  ])('says of %s that nothing was recorded, and what to do', async (fault, status, words, action) => {
    await openCase({ [DECIDE]: problem(status, fault) });
    await portal.press(/^Approve/);
    await portal.press('Confirm approval');
    await portal.says(words);
    expect(portal.text()).toContain(action);
    expect(portal.text()).not.toContain('Confirm approval');
  });

  it('is given back to the list', async () => {
    await openCase({ [`DELETE ${CASE}/claim`]: ok({}) });
    await portal.press('Give back to the list');
    await portal.says('1 request waiting');
    expect(location.pathname).toBe('/review');
  });
});

describe('shortcuts', () => {
  it('ask for a decision, turn the picture, and leave what is typed alone', async () => {
    await openCase();
    await key('KeyT');
    expect(document.querySelector('[data-quarters="1"]')).not.toBeNull();
    // The letter must not land in the field that takes the focus.
    expect(await key('KeyX')).toBe(true);
    await portal.says('Confirm rejection');
    const reason = document.querySelector('textarea');
    expect(document.activeElement).toBe(reason);
    expect(await key('KeyA', reason ?? window)).toBe(false);
    expect(portal.text()).toContain('Confirm rejection');
  });

  it('can be switched off for good (WCAG 2.2, 2.1.4)', async () => {
    await openCase();
    await portal.press('Shortcuts are on');
    await key('KeyA');
    expect(portal.text()).not.toContain('Confirm approval');
    await portal.close();
    await openCase();
    await key('KeyA');
    expect(portal.text()).not.toContain('Confirm approval');
  });
});
