/** The kiosk and the companion in Electron itself, where its runtime lies in the packages and can show a window; skipped, with the reason, where not. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { writeConfiguration, writeLonelyKiosk } from '../../electron/host/test-support.ts';
import { findElectronRuntime, hasDisplay } from '../../simulators/stand/window.ts';
import { ensureBuilt, root } from './built.ts';

const runtime = findElectronRuntime(root);

/** Why it cannot run here, or `null`. */
function obstacle(): string | null {
  if (!runtime) return "Electron's runtime is not there (node_modules/electron/dist)";
  if (!hasDisplay()) return 'there is no display';
  if (process.getuid?.() === 0)
    return "Chromium's sandbox, which the shell insists on, does not start for root";
  return null;
}

let folder: string;
let application: ElectronApplication | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rukhsa-runtime-'));
});
afterEach(async () => {
  await application?.close();
  application = null;
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the application with arguments of its own; skips the test, with the reason, where it cannot run. */
async function launch(context: TestContext, ...args: string[]): Promise<ElectronApplication> {
  const reason = obstacle();
  if (reason) {
    console.log(`skipped: ${reason}`);
    context.skip(reason);
  }
  ensureBuilt();
  application = await _electron.launch({
    ...(runtime ? { executablePath: runtime } : {}),
    args: [root, ...args, `--user-data-dir=${join(folder, 'profile')}`],
  });
  return application;
}

/** What of a page's surroundings must not be there. */
const surroundings = (page: Page) =>
  page.evaluate(async () => ({
    leaked: ['require', 'process', 'module'].filter((name) => name in window),
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    opened: window.open('https://elsewhere.test/'),
  }));
const LOCKED = { leaked: [], geolocation: 'denied', opened: null };

describe("Electron's own runtime", () => {
  it('shows the kiosk, and keeps its page in', async (context: TestContext) => {
    const kiosk = await launch(context, '--config', writeLonelyKiosk(folder));
    const page = await kiosk.firstWindow();
    await page.waitForSelector('html[data-screen="outOfService"]');
    expect(page.url()).toBe('app://kiosk/');
    await expect(surroundings(page)).resolves.toEqual(LOCKED);
  }, 60_000);

  it("shows the portal's web UI with --admin, and nothing else", async (context: TestContext) => {
    const portal = createServer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<title>portal</title><a href="https://elsewhere.test/">elsewhere</a>'),
    );
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    context.onTestFinished(() => void portal.close());
    const url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    const companion = await launch(
      context,
      '--admin',
      '--config',
      writeConfiguration(folder, { portal: { url } }),
    );
    const page = await companion.firstWindow();
    await page.waitForURL(`${url}/`);
    await expect(surroundings(page)).resolves.toEqual(LOCKED);
    expect(await page.evaluate(() => 'rukhsa' in window)).toBe(false);
    await page.click('a', { noWaitAfter: true });
    await page.evaluate(() => window.location.assign('/again'));
    await page.waitForURL(`${url}/again`);
    expect(await companion.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  }, 60_000);
});
