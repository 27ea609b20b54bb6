import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { KioskView } from '../../contracts/kiosk-view.ts';
import { readRendererFile } from '../../electron/host/renderer-files.ts';
import { securityHeaders } from '../../electron/host/security-headers.ts';
import { expect } from './machine.ts';

const ADDRESS = 'http://kiosk.localhost/';
const BUILT_SCREEN = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist', 'renderer', 'kiosk');

type Listener = (view: KioskView) => void;

/** Opens the built screen with nobody behind it: views come from the test, intents go nowhere and are accepted. */
export async function openSampleScreen(page: Page): Promise<void> {
  await page.route(`${ADDRESS}**`, async (route) => {
    const file = await readRendererFile(BUILT_SCREEN, new URL(route.request().url()).pathname);
    if (file)
      await route.fulfill({
        body: file.body,
        contentType: file.contentType,
        headers: { ...securityHeaders() },
      });
    else await route.fulfill({ status: 404 });
  });
  await page.addInitScript(() => {
    const listeners = new Set<Listener>();
    Object.assign(window, {
      showView: (view: KioskView) => {
        for (const listener of listeners) listener(view);
      },
      rukhsa: {
        onView: (listener: Listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        dispatch: () => Promise.resolve({ outcome: 'accepted' }),
      },
    });
  });
  await page.goto(ADDRESS);
  await expect(page.locator('html')).toHaveAttribute('data-screen', 'unreachable');
}

/** Shows `view` and waits until it is painted, in the fonts it is made for. */
export async function show(page: Page, view: KioskView): Promise<void> {
  await page.evaluate(async (shown) => {
    const { showView } = window as unknown as { showView: Listener };
    showView(shown);
    await document.fonts.ready;
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  }, view);
  await expect(page.locator('html')).toHaveAttribute('data-screen', view.screen);
  await expect(page.locator('h1')).toBeVisible();
}
