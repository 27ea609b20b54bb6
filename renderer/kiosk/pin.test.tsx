// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KioskView, KioskView as Schema } from '../../contracts/kiosk-view.ts';
import { sampleView } from './sample-views.ts';
import { openKiosk, type ShownKiosk, typeKey } from './test-support.tsx';

let kiosk: ShownKiosk;

beforeEach(async () => {
  kiosk = await openKiosk();
  await kiosk.show(sampleView('pin', { language: 'en' }));
});

afterEach(() => kiosk.close());

const filled = () => document.querySelectorAll('.pin-dot-filled').length;
const withRetries = (retriesLeft: number): KioskView =>
  Schema.parse({ ...sampleView('pin', { language: 'en' }), retriesLeft });

describe('PIN', () => {
  it('is entered by touch', async () => {
    for (const digit of ['4', '0', '7', '1']) await kiosk.press(digit);
    await kiosk.press('Continue');
    expect(kiosk.intents).toEqual([{ type: 'enterPin', pin: '4071' }]);
  });

  it('is entered by keys alone, in any digits', async () => {
    for (const key of ['٤', '۰', '7', '9', 'Backspace', '1', 'Enter']) await typeKey(key);
    expect(kiosk.intents).toEqual([{ type: 'enterPin', pin: '4071' }]);
  });

  it('is not sent before it is complete, and takes no digit too many', async () => {
    for (const key of ['4', '0', '7']) await typeKey(key);
    await typeKey('Enter');
    await kiosk.press('Continue');
    expect(kiosk.intents).toEqual([]);
    for (const key of ['1', '9']) await typeKey(key);
    await typeKey('Enter');
    expect(kiosk.intents).toEqual([{ type: 'enterPin', pin: '4071' }]);
  });

  it('never shows a digit', async () => {
    const before = document.body.textContent;
    for (const key of ['8', '8', '8']) await typeKey(key);
    expect(filled()).toBe(3);
    expect(document.body.textContent).toBe(before.replace('0 of 4 entered', '3 of 4 entered'));
  });

  it('is erased digit by digit or all at once', async () => {
    for (const key of ['1', '2', '3']) await typeKey(key);
    await kiosk.press('Erase one digit');
    expect(filled()).toBe(2);
    await kiosk.press('Clear all');
    expect(filled()).toBe(0);
  });

  it('is cleared after a wrong attempt, which is said with the attempts that are left', async () => {
    for (const key of ['1', '2', '3', '4', 'Enter']) await typeKey(key);
    await kiosk.show(withRetries(2));
    expect(filled()).toBe(0);
    expect(document.querySelector('.pin-messages')?.textContent).toContain(
      'That PIN is not right. Try again.',
    );
    expect(document.querySelector('.pin-messages')?.textContent).toContain('2 attempts left');
    for (const key of ['4', '3', '2', '1', 'Enter']) await typeKey(key);
    expect(kiosk.intents).toHaveLength(2);
    await kiosk.show(withRetries(1));
    expect(document.querySelector('.pin-messages')?.textContent).toContain('1 attempt left');
  });

  it('does not send twice when Enter presses the focused button', async () => {
    for (const key of ['1', '2', '3', '4']) await typeKey(key);
    const button = kiosk.buttons().find((each) => each.textContent === 'Continue');
    await act(async () => {
      button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      button?.click();
    });
    expect(kiosk.intents).toHaveLength(1);
  });

  it('leaves nothing behind when another session asks for one', async () => {
    for (const key of ['1', '2', '3']) await typeKey(key);
    await kiosk.show(sampleView('attract', { language: 'en' }));
    await kiosk.show(sampleView('pin', { language: 'en' }));
    expect(filled()).toBe(0);
  });
});
