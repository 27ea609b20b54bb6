import { test as base } from '@playwright/test';
import type { KioskFrame } from '../../contracts/kiosk-view.ts';
import { Language } from '../../contracts/language.ts';
import { translate } from '../../renderer/i18n/translate.ts';
import { SAMPLE_NAMES, sampleView } from '../../renderer/kiosk/sample-views.ts';
import { axeFindings } from './axe.ts';
import { findLayoutFaults } from './layout.ts';
import { expect } from './machine.ts';
import { openSampleScreen, show } from './sample-screen.ts';

/** Nothing moves, so that what is measured is what stays. */
base.use({ contextOptions: { reducedMotion: 'reduce' } });

const CONTRASTS = ['normal', 'high'] as const satisfies readonly KioskFrame['contrast'][];
const TEXT_SIZES = ['normal', 'large'] as const satisfies readonly KioskFrame['textSize'][];
/** The screens of the cabinets there are, CSS pixels. */
const CABINETS = [
  { name: 'portrait', width: 1080, height: 1920 },
  { name: 'landscape', width: 1280, height: 1024 },
] as const;

base('what would be wrong is noticed', async ({ page }) => {
  await page.setViewportSize(CABINETS[0]);
  await openSampleScreen(page);
  await show(page, sampleView('confirm'));
  await page.evaluate(() => {
    const style = (selector: string, property: string, value: string) =>
      document.querySelector<HTMLElement>(selector)?.style.setProperty(property, value);
    style('.action-primary button', 'position', 'fixed');
    style('.action-primary button', 'top', '0');
    style('.action-cancel button', 'height', '40px');
    style('.action-cancel button', 'min-height', '0');
    style('.switch-group', 'gap', '2px');
    style('.screen-lead', 'height', '4px');
    style('.screen-lead', 'overflow', 'hidden');
    document.querySelector('img.portrait')?.removeAttribute('alt');
  });
  const faults = (await findLayoutFaults(page, true)).join('\n');
  for (const fault of [
    'out of reach',
    'is small',
    '2.0 apart',
    'holds more than it shows',
    'is cut',
    'covered',
  ])
    expect(faults).toContain(fault);
  expect(await findLayoutFaults(page, false)).not.toContainEqual(expect.stringContaining('out of reach'));
  expect((await axeFindings(page)).join('\n')).toContain('image-alt: ');
});

for (const language of Language.options) {
  for (const contrast of CONTRASTS) {
    base(`axe finds nothing on any screen: ${language}, ${contrast} contrast`, async ({ page }) => {
      await openSampleScreen(page);
      expect(await axeFindings(page)).toEqual([]);
      for (const name of SAMPLE_NAMES) {
        await show(page, sampleView(name, { language, contrast }));
        expect.soft(await axeFindings(page), name).toEqual([]);
      }
    });
  }

  for (const { name: cabinet, width, height } of CABINETS) {
    base(`every screen fits and can be touched: ${language}, ${cabinet}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openSampleScreen(page);
      expect(await findLayoutFaults(page, cabinet === 'portrait')).toEqual([]);
      for (const textSize of TEXT_SIZES) {
        for (const name of SAMPLE_NAMES) {
          await show(page, sampleView(name, { language, textSize }));
          const faults = await findLayoutFaults(page, cabinet === 'portrait');
          expect.soft(faults, `${name}, ${textSize} text`).toEqual([]);
        }
      }
    });

    base(`help lies over the screen: ${language}, ${cabinet}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openSampleScreen(page);
      for (const contrast of CONTRASTS) {
        await show(page, sampleView('confirm', { language, contrast, textSize: 'large' }));
        await page.getByRole('button', { name: translate(language, 'frame.help'), exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expect(page.getByRole('heading', { name: translate(language, 'help.title') })).toBeFocused();
        expect(await axeFindings(page)).toEqual([]);
        expect(await findLayoutFaults(page, cabinet === 'portrait')).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    });
  }
}
