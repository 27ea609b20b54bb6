// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleView } from './sample-views.ts';
import { openKiosk, type ShownKiosk } from './test-support.tsx';

let kiosk: ShownKiosk;

beforeEach(async () => {
  kiosk = await openKiosk();
  await kiosk.show(sampleView('maintenance', { language: 'en' }));
});

afterEach(() => kiosk.close());

describe('maintenance', () => {
  it('says the state of each device in words', () => {
    const statuses = [...document.querySelectorAll('.status')].map((status) => status.textContent);
    expect(statuses).toContain('CoverClosed');
    expect(statuses).toContain('Blank cardsLow');
    expect(statuses).toContain('Old licence binNearly full');
    expect(statuses).toContain('ChipNo card');
  });

  it('marks what needs a hand', async () => {
    await kiosk.show(sampleView('maintenance-trouble', { language: 'en' }));
    const urgent = [...document.querySelectorAll('.status-act')].map((status) => status.textContent);
    expect(urgent).toEqual([
      'StateHardware error',
      'CardJammed',
      'CoverOpen',
      'Card binFull',
      'PortalUnreachable',
      'JournalBroken',
    ]);
  });

  it('saves a count that was stepped, within the capacity', async () => {
    await kiosk.press('10 more: Blank cards');
    await kiosk.press('1 less: Blank cards');
    await kiosk.press('Save the count: Blank cards');
    await kiosk.press('10 less: Rejected cards');
    await kiosk.press('Save the count: Rejected cards');
    await kiosk.press('Full: Printing ribbon');
    await kiosk.press('Save the count: Printing ribbon');
    await kiosk.press('Empty: Old licences kept');
    await kiosk.press('Save the count: Old licences kept');
    expect(kiosk.intents).toEqual([
      { type: 'replenish', unit: 'cards', count: 27 },
      { type: 'replenish', unit: 'rejectBin', count: 0 },
      { type: 'replenish', unit: 'ribbon', count: 200 },
      { type: 'replenish', unit: 'retainBin', count: 0 },
    ]);
    expect(document.querySelectorAll('.supply-answer')[0]?.textContent).toBe('Saved');
  });

  it('saves nothing that was not changed, and says when the kiosk did not accept', async () => {
    await kiosk.press('Save the count: Blank cards');
    expect(kiosk.intents).toEqual([]);
    kiosk.answer = { outcome: 'refused', reason: 'notAllowedNow' };
    await kiosk.press('Full: Blank cards');
    await kiosk.press('Save the count: Blank cards');
    expect(document.querySelectorAll('.supply-answer')[0]?.textContent).toBe('Not accepted');
  });

  it('resolves a parked pickup only after a second press, with its evidence before the eyes', async () => {
    expect(document.querySelector('.evidence')?.textContent).toContain('3XD-90P');
    expect(document.querySelector('.evidence')?.textContent).toContain('Power lost');
    expect(document.querySelector('.counters')?.textContent).toContain('1048210483');
    await kiosk.press('The person has the card');
    expect(kiosk.intents).toEqual([]);
    await kiosk.press('Back');
    await kiosk.press('There is no usable card');
    await kiosk.press('I confirm');
    expect(kiosk.intents).toEqual([
      { type: 'resolvePickup', pickupId: '6f1c2d1e-6d0b-4a55-9d3c-0a9d8e7f6a51', finding: 'noCard' },
    ]);
  });

  it('goes from one parked pickup to the next', async () => {
    await kiosk.press('Next');
    expect(document.querySelector('.evidence')?.textContent).toContain(
      'Portal refused what was reported (fenced)',
    );
    expect(document.querySelector('.counters')?.textContent).toContain('Not read');
    await kiosk.press('Previous');
    expect(document.querySelector('.evidence')?.textContent).toContain('3XD-90P');
  });

  it('shows a cause it has no word for as it came', async () => {
    const view = structuredClone(sampleView('maintenance', { language: 'en' }));
    if (view.screen === 'maintenance' && view.parked[0]) view.parked[0].evidence.cause = 'seenNowhereElse';
    await kiosk.show(view);
    expect(document.querySelector('.evidence')?.textContent).toContain('seenNowhereElse');
  });

  it('says what would be there when no pickup waits', async () => {
    await kiosk.show(sampleView('maintenance-trouble', { language: 'en' }));
    expect(document.querySelector('.parked-none')?.textContent).toContain('No pickup is waiting.');
  });

  it('resets the printer and leaves', async () => {
    await kiosk.press('Reset the printer');
    await kiosk.press('Leave maintenance');
    expect(kiosk.intents).toEqual([{ type: 'resetPrinter' }, { type: 'leaveMaintenance' }]);
  });
});
