// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCREEN_INTENTS } from '../../contracts/kiosk-intent.ts';
import { Language } from '../../contracts/language.ts';
import { RefusalReason } from '../../contracts/refusal.ts';
import { translate } from '../i18n/translate.ts';
import { SAMPLE_NAMES, sampleView } from './sample-views.ts';
import { nameOf, openKiosk, type ShownKiosk } from './test-support.tsx';

let kiosk: ShownKiosk;

beforeEach(async () => {
  kiosk = await openKiosk();
});

afterEach(() => kiosk.close());

describe.each(Language.options)('every screen in %s', (language) => {
  it.each([...SAMPLE_NAMES])(
    '%s is whole: one heading with the focus, named buttons, no empty text',
    async (name) => {
      const view = sampleView(name, { language });
      await kiosk.show(view);
      const headings = document.querySelectorAll('h1');
      expect(headings).toHaveLength(1);
      expect(headings[0]?.textContent.trim()).not.toBe('');
      expect(document.documentElement.lang).toBe(language);
      expect(document.documentElement.dir).toBe(language === 'ar' ? 'rtl' : 'ltr');
      expect(document.querySelectorAll('main')).toHaveLength(1);
      for (const button of document.querySelectorAll('button')) expect(nameOf(button)).not.toBe('');
      expect(document.body.textContent).not.toMatch(/\{\{|undefined|NaN|null/);
      if (view.frame.timeLeft === null) expect(document.activeElement).toBe(headings[0]);
    },
  );

  it.each(RefusalReason.options)(
    'refusal %s shows its sentence, its next step, reference and help',
    async (reason) => {
      await kiosk.show(sampleView(`apology-${reason}`, { language }));
      const text = document.body.textContent;
      expect(document.querySelector('h1')?.textContent).toBe(translate(language, `refusal.${reason}.title`));
      expect(text).toContain(translate(language, `refusal.${reason}.meaning`));
      const nextSteps = document.querySelectorAll('.next-step');
      expect(nextSteps).toHaveLength(1);
      if (reason !== 'notReadyYet') {
        expect(nextSteps[0]?.textContent).toContain(translate(language, `refusal.${reason}.next`));
      }
      expect(document.querySelector('.reference-number')?.textContent).toBe('7K4-M2Q');
      expect(document.querySelector('.reference .qr path')?.getAttribute('d')).toMatch(/^M/);
      expect(document.querySelector('.reference-help')?.textContent).toContain('1880888');
    },
  );
});

/** Refusals of one kind differ in words only. */
const DIFFERENT_SCREENS = SAMPLE_NAMES.filter(
  (name) => !/^(apology|outOfService)-/.test(name) || /permit$|printerJam$/.test(name),
);

describe('every screen', () => {
  it.each(DIFFERENT_SCREENS)('%s offers only what the kiosk accepts then', async (name) => {
    const view = sampleView(name, { language: 'en' });
    await kiosk.show(view);
    kiosk.answer = { outcome: 'refused', reason: 'notAllowedNow' };
    const names = kiosk.buttons().map(nameOf);
    expect(names.length).toBeGreaterThan(0);
    for (const index of names.keys()) {
      const button = kiosk.buttons()[index];
      if (button) await kiosk.press(nameOf(button));
    }
    const allowed: readonly string[] = SCREEN_INTENTS[view.screen];
    expect(kiosk.intents.filter((intent) => !allowed.includes(intent.type))).toEqual([]);
  });
});

describe('apology', () => {
  it('names the first date of collection', async () => {
    await kiosk.show(sampleView('apology-notReadyYet', { language: 'en' }));
    expect(document.querySelector('.next-step')?.textContent).toContain(
      'Come to any machine on 25 November 2026 or later.',
    );
  });

  it('shows the permit with its number in groups, its last day and its code', async () => {
    await kiosk.show(sampleView('apology-permit', { language: 'en' }));
    const permit = document.querySelector('.permit');
    expect(permit?.textContent).toContain('P-7K3M 9QXT 2HBC');
    expect(permit?.textContent).toContain('Valid until 6 December 2026');
    expect(permit?.querySelector('.qr')).not.toBeNull();
  });

  it('says where the card is only when there is one', async () => {
    await kiosk.show(sampleView('apology-notTakenRejectBin', { language: 'en' }));
    expect(document.body.textContent).toContain('The card is kept inside the machine. Nobody can take it.');
    await kiosk.show(sampleView('apology-noRequest', { language: 'en' }));
    expect(document.querySelector('.note')).toBeNull();
  });

  it('reminds of the civil ID while it is in the reader, and not afterwards', async () => {
    await kiosk.show(sampleView('apology-noRequest', { language: 'en' }));
    expect(document.body.textContent).toContain('Take your civil ID from the slot');
    await kiosk.show(sampleView('apology-noRequest', { language: 'en', civilIdInserted: false }));
    expect(document.body.textContent).not.toContain('Take your civil ID from the slot');
  });
});

describe('between sessions', () => {
  it.each(['attract', 'outOfService-outOfCards'])('%s speaks both languages at once', async (name) => {
    await kiosk.show(sampleView(name));
    const heading = document.querySelector('h1');
    expect(heading?.querySelector('[lang="ar"]')?.textContent).not.toBe('');
    expect(heading?.querySelector('[lang="en"]')?.textContent).not.toBe('');
  });

  it('needs no touch to begin', async () => {
    await kiosk.show(sampleView('attract', { language: 'en' }));
    expect(kiosk.buttons().map(nameOf)).toEqual([
      'العربية',
      'English',
      'Large text',
      'High contrast',
      'Help',
    ]);
  });
});

describe('confirm', () => {
  it('shows four digits of the civil ID and hides the rest', async () => {
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    const text = document.querySelector('.facts-person')?.textContent ?? '';
    expect(text).toContain('•••• •••• 0028');
    expect(text.replace('•••• •••• 0028', '')).toMatch(/last four 0028$/);
  });

  it('shows the photo of the chip once it has been read', async () => {
    await kiosk.show(sampleView('confirm-noPortrait', { language: 'en' }));
    expect(document.querySelector('img')).toBeNull();
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    expect(document.querySelector('img')?.src).toMatch(/^data:image\/jpeg;base64,/);
  });

  it('asks once, however often it is pressed, and again after a refusal', async () => {
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    await kiosk.press('Yes, confirm and continue');
    await kiosk.press('One moment');
    expect(kiosk.intents).toEqual([{ type: 'confirm' }]);
    await kiosk.show(sampleView('readingCard-checking', { language: 'en' }));
    kiosk.answer = { outcome: 'refused', reason: 'notAllowedNow' };
    await kiosk.show(sampleView('confirm', { language: 'en' }));
    await kiosk.press('Yes, confirm and continue');
    await kiosk.press('Yes, confirm and continue');
    expect(kiosk.intents).toHaveLength(3);
  });
});

describe('choose', () => {
  it('asks for the request that was pressed', async () => {
    await kiosk.show(sampleView('choose', { language: 'en' }));
    await kiosk.press(/^Motorcycle A licence/);
    expect(kiosk.intents).toEqual([{ type: 'choose', requestId: 'R-2026-000151' }]);
  });

  it('turns pages instead of scrolling', async () => {
    await kiosk.show(sampleView('choose-pages', { language: 'en' }));
    expect(document.querySelectorAll('.request')).toHaveLength(3);
    await kiosk.press('Show more');
    expect(document.body.textContent).toContain('Page 2 of 2');
    await kiosk.press(/^General A licence/);
    expect(kiosk.intents).toEqual([{ type: 'choose', requestId: 'R-2026-000170' }]);
  });
});

describe('old licence', () => {
  it('can be cancelled while it is awaited, and not once the machine has it', async () => {
    await kiosk.show(sampleView('oldLicence-insert', { language: 'en' }));
    expect(kiosk.buttons().map(nameOf)).toContain('Cancel');
    await kiosk.show(sampleView('oldLicence-takingIn', { language: 'en' }));
    expect(kiosk.buttons().map(nameOf)).not.toContain('Cancel');
  });
});

describe('printing', () => {
  it('shows the bytes that were sent, the panel that is being sent and the seconds that are left', async () => {
    await kiosk.show(sampleView('printing', { language: 'en' }));
    const bar = document.querySelector('[role="progressbar"]');
    expect(bar?.getAttribute('aria-valuenow')).toBe('60');
    const states = [...document.querySelectorAll('.layer')].map((layer) => layer.className.split(' ')[1]);
    expect(states).toEqual([
      'layer-done',
      'layer-done',
      'layer-done',
      'layer-now',
      'layer-next',
      'layer-next',
    ]);
    expect(document.body.textContent).toContain('About 17 seconds left');
  });

  it('says that the printer finishes once all has been sent', async () => {
    await kiosk.show(sampleView('printing-finishing', { language: 'en' }));
    expect(document.body.textContent).toContain('The printer is finishing the card.');
    expect(document.querySelectorAll('.layer-done')).toHaveLength(6);
  });
});
