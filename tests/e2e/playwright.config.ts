import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../simulators/stand/browser.ts';

const browser = findBrowser();
if (!browser) throw new Error('No Chromium was found. Install one, or name it in RUKHSA_BROWSER.');

/** Every test has a stand of its own, so two at a time are as many as two cores carry. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../out/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : 'list',
  use: {
    viewport: { width: 1080, height: 1920 },
    launchOptions: { executablePath: browser, args: [...BROWSER_FLAGS] },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
