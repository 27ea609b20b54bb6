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
  // Only a test that fails waits so long; a machine with other work takes many times as long as an idle one.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : 'list',
  use: {
    viewport: { width: 1080, height: 1920 },
    launchOptions: { executablePath: browser, args: [...BROWSER_FLAGS] },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
