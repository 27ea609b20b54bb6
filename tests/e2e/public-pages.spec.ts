import type { Page } from '@playwright/test';
import { decodeQr } from '../../simulators/stand/decode-qr.ts';
import { axeFindings } from './axe.ts';
import { expect, test } from './machine.ts';
import { collect, expectPortalSays, handInOldLicence, scanReceipt } from './person.ts';
import { expectRefusal, leave } from './refusal.ts';

/** A telephone that has just read a code. */
const TELEPHONE = { width: 390, height: 844 };
const DESK = { width: 1500, height: 1300 };

/** Opens a public page, whose state must be `status`, and looks at it with axe. */
async function expectAccessible(page: Page, url: string, status: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator('main')).toHaveAttribute('data-status', status);
  expect(await axeFindings(page), `${status}: ${url}`).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page').toBeLessThanOrEqual(TELEPHONE.width);
}

test('what a person scans at the machine opens on their telephone, for everybody', async ({ machine }) => {
  const { screen, stand } = machine;
  const telephone = await screen.context().newPage();
  await telephone.setViewportSize(TELEPHONE);
  await stand.printer.arm({ fault: 'ribbonEnds', panel: 3 });
  await stand.reader.insert('ready-renewal');
  await machine.see('confirm');
  await machine.primary();
  await handInOldLicence(machine, 'renewal');
  await expectRefusal(machine, { reason: 'printFailed', cardLocation: 'rejectBin', permit: true });
  const permit = await decodeQr(await screen.locator('.permit .qr').screenshot());
  await expectPortalSays(permit, 'valid');
  await expectAccessible(telephone, permit, 'valid');
  await leave(machine);
  await stand.printer.hand({ hand: 'changeRibbon' });
  await machine.see('attract');

  await collect(machine, 'ready-renewal', 'lost');
  const receipt = await scanReceipt(machine);
  await expectPortalSays(receipt, 'issued');
  await expectAccessible(telephone, receipt, 'issued');
  await expectAccessible(telephone, permit, 'collected');
  await expectAccessible(telephone, `${stand.portalUrl}/permits/P-000000000000`, 'unknown');
  await expectAccessible(telephone, `${stand.portalUrl}/receipts/${'0'.repeat(32)}`, 'unknown');
});

test('the dock can be used by everybody, empty and with cards about', async ({ machine }) => {
  const { screen, stand } = machine;
  const dock = await screen.context().newPage();
  await dock.setViewportSize(DESK);
  await dock.goto(stand.dockUrl);
  for (const moment of ['before', 'after']) {
    if (moment === 'after') {
      await dock.getByTestId('insert-ready-lost').click();
      await machine.see('confirm');
      await machine.primary();
      await machine.see('takeCard');
      await dock.getByTestId('hand-takeCard').click();
      await machine.see('done');
    }
    for (const language of ['ar', 'en']) {
      await expect(dock.locator('html')).toHaveAttribute('lang', language);
      await expect(dock.getByTestId('insert-ready-renewal')).toBeVisible();
      expect(await axeFindings(dock), `${moment}, ${language}`).toEqual([]);
      await dock.locator('.top button').click();
    }
  }
});
