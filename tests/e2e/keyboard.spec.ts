import type { Locator } from '@playwright/test';
import { translate } from '../../renderer/i18n/translate.ts';
import { DEMO_PIN } from '../../simulators/demo/people.ts';
import { expect, type Machine, test } from './machine.ts';
import { expectPortalSays, scanReceipt } from './person.ts';

/** More targets than any screen has. */
const MOST_TABS = 40;
/** Thinnest ring that still shows where the focus is, CSS pixels (WCAG 2.2, 2.4.13). */
const RING_PX = 2;

const holdsFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Moves the focus to `target` by the tabulator alone, and sees that a ring shows it. */
async function reach({ screen }: Machine, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS && !(await holdsFocus(target)); tabs += 1) {
    await screen.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
  const ring = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  });
  expect(ring, 'width of the ring around the focus').toBeGreaterThanOrEqual(RING_PX);
}

async function press(machine: Machine, target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await reach(machine, target);
  await machine.screen.keyboard.press(key);
}

test.use({ settings: { askPin: true } });

test('the keyboard alone completes a pickup', async ({ machine }) => {
  const { screen, stand } = machine;
  const root = screen.locator('html');
  const primary = screen.locator('.action-primary button');
  await press(machine, screen.locator('.switch-group [lang="en"]'), 'Space');
  await expect(root).toHaveAttribute('lang', 'en');

  await stand.reader.insert('two-ready');
  await machine.see('pin');
  await expect(screen.getByRole('heading', { level: 1 })).toBeFocused();
  for (const digit of DEMO_PIN) {
    await press(machine, screen.locator('.keypad').getByText(digit, { exact: true }), 'Enter');
  }
  await press(machine, primary, 'Space');
  await machine.see('choose');
  await expect(screen.getByRole('heading', { level: 1 })).toBeFocused();
  await press(
    machine,
    screen.locator('.request').filter({ hasText: translate('en', 'kind.renewal') }),
    'Enter',
  );
  await machine.see('confirm');
  await press(machine, screen.getByRole('button', { name: translate('en', 'frame.help') }), 'Enter');
  await press(machine, screen.getByRole('dialog').getByRole('button'), 'Space');
  await expect(screen.getByRole('dialog')).toHaveCount(0);
  await press(machine, primary, 'Enter');
  await machine.see('oldLicence');
  await expect(screen.getByRole('heading', { level: 1 })).toBeFocused();
  await stand.printer.hand({ hand: 'pushCard', kind: 'oldLicence' });
  await machine.see('takeCard');
  await stand.printer.hand({ hand: 'takeCard' });
  await machine.see('done');
  await expectPortalSays(await scanReceipt(machine), 'issued');
  await press(machine, primary, 'Space');
  await machine.see('attract');
});

test('the keyboard alone gives up, and leaves the apology', async ({ machine }) => {
  const { screen, stand } = machine;
  await stand.reader.insert('ready-lost');
  await machine.see('pin');
  await press(machine, screen.locator('.action-cancel button'), 'Enter');
  await machine.see('apology');
  await press(machine, screen.locator('.action-primary button'), 'Enter');
  await machine.see('attract');
});
