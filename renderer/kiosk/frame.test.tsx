// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CRASH_RETRY_MS } from './error-boundary.tsx';
import { sampleView } from './sample-views.ts';
import { nameOf, openKiosk, type ShownKiosk, typeKey } from './test-support.tsx';

let kiosk: ShownKiosk;

beforeEach(async () => {
  kiosk = await openKiosk();
});

afterEach(() => kiosk.close());

describe('switches', () => {
  it('ask for language, text size and contrast, and follow the view', async () => {
    await kiosk.show(sampleView('confirm', { language: 'ar' }));
    await kiosk.press('English');
    await kiosk.press('نص كبير');
    await kiosk.press('تباين عالٍ');
    expect(kiosk.intents).toEqual([
      { type: 'setLanguage', language: 'en' },
      { type: 'setTextSize', textSize: 'large' },
      { type: 'setContrast', contrast: 'high' },
    ]);
    await kiosk.show(sampleView('confirm', { language: 'en', textSize: 'large', contrast: 'high' }));
    expect(document.documentElement.dataset['textSize']).toBe('large');
    expect(document.documentElement.dataset['contrast']).toBe('high');
    const pressed = kiosk.buttons().filter((button) => button.getAttribute('aria-pressed') === 'true');
    expect(pressed.map(nameOf)).toEqual(['English', 'Large text', 'High contrast']);
    await kiosk.press('Large text');
    expect(kiosk.intents.at(-1)).toEqual({ type: 'setTextSize', textSize: 'normal' });
  });
});

describe('help', () => {
  it('opens over an inert screen, closes with Escape and gives the focus back', async () => {
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    const help = kiosk.buttons().find((button) => nameOf(button) === 'Help');
    help?.focus();
    await kiosk.press('Help');
    expect(kiosk.buttons().map(nameOf)).toEqual(['Close and go back']);
    expect(document.querySelector('[role="dialog"], dialog')?.textContent).toContain('1880888');
    await typeKey('Escape');
    expect(document.querySelector('dialog')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(help));
  });

  it('does not follow to the next screen', async () => {
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    await kiosk.press('Help');
    await kiosk.show(sampleView('takeCard', { language: 'en' }));
    expect(document.querySelector('dialog')).toBeNull();
  });
});

describe('time left', () => {
  it('asks whether the person is still there, and for more time only once', async () => {
    await kiosk.show(sampleView('confirm-timeLeft', { language: 'en' }));
    expect(document.querySelector('[role="alertdialog"]')?.textContent).toContain('12 seconds');
    expect(kiosk.buttons().map(nameOf)).toEqual(['I need more time']);
    await kiosk.press('I need more time');
    await kiosk.press('One moment');
    expect(kiosk.intents).toEqual([{ type: 'needMoreTime' }]);
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    expect(document.querySelector('dialog')).toBeNull();
    expect(kiosk.buttons().map(nameOf)).toContain('Yes, confirm and continue');
  });

  it('leaves the screen usable when it cannot be extended any more', async () => {
    await kiosk.show(sampleView('confirm-lastSeconds', { language: 'en' }));
    expect(document.querySelector('.time-left-notice')?.textContent).toContain('8 seconds');
    await kiosk.press('Yes, confirm and continue');
    expect(kiosk.intents).toEqual([{ type: 'confirm' }]);
  });
});

describe('steps', () => {
  it('leave out what the session does not need, and say where one is', async () => {
    await kiosk.show(
      sampleView('printing', { language: 'en', steps: ['card', 'confirm', 'printing', 'take'] }),
    );
    const words = [...document.querySelectorAll('.step-word')].map((word) => word.textContent);
    expect(words).toEqual(['Card', 'Confirm', 'Printing', 'Take']);
    expect(document.querySelector('[aria-current="step"]')?.textContent).toBe('Printing');
  });
});

describe('painted signal', () => {
  it('names the screen after it was painted, by attribute and by mark', async () => {
    performance.clearMarks();
    await kiosk.show(sampleView('takeCard'));
    await vi.waitFor(() => expect(document.documentElement.dataset['screen']).toBe('takeCard'));
    expect(performance.getEntriesByName('painted:takeCard')).toHaveLength(1);
    await kiosk.show(sampleView('done'));
    await vi.waitFor(() => expect(document.documentElement.dataset['screen']).toBe('done'));
  });
});

describe('when something is wrong', () => {
  it('shows a plain message in both languages until the kiosk is there, and nothing of the last view', async () => {
    expect(document.body.textContent).toContain('The machine is getting ready');
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    await kiosk.lose();
    expect(document.body.textContent).toContain('يستعد الجهاز للعمل');
    expect(document.body.textContent).toContain('The machine is getting ready');
    expect(document.body.textContent).not.toContain('SALEM');
    await kiosk.show(sampleView('attract'));
    expect(document.body.textContent).toContain('Insert your civil ID to begin');
  });

  it('survives an unhandled rejection with a plain message, until the next screen', async () => {
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    await act(async () => void window.dispatchEvent(new Event('unhandledrejection')));
    expect(document.body.textContent).toContain('تعذّر عرض هذه الشاشة');
    expect(document.body.textContent).toContain('This screen could not be shown');
    expect(document.body.textContent).not.toContain('SALEM');
    await kiosk.show(sampleView('done', { language: 'en' }));
    expect(document.body.textContent).toContain('You have your licence');
  });

  it('tries the same screen again after a while', async () => {
    vi.useFakeTimers();
    try {
      await kiosk.show(sampleView('attract'));
      await act(async () => void window.dispatchEvent(new Event('unhandledrejection')));
      expect(document.body.textContent).toContain('This screen could not be shown');
      await act(async () => void vi.advanceTimersByTime(CRASH_RETRY_MS));
      expect(document.body.textContent).toContain('Insert your civil ID to begin');
    } finally {
      vi.useRealTimers();
    }
  });

  it('survives a screen that cannot be drawn', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const printing = sampleView('printing', { language: 'en' });
    await kiosk.show(Object.assign(structuredClone(printing), { panels: undefined }));
    expect(document.body.textContent).toContain('This screen could not be shown');
    await kiosk.show(sampleView('takeCard', { language: 'en' }));
    expect(document.body.textContent).toContain('Take your licence now');
    log.mockRestore();
  });
});
