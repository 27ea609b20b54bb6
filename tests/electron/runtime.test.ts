/** The kiosk in Electron itself, where its runtime lies in the packages and can show a window; skipped, with the reason, where not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';
import { writeLonelyKiosk } from '../../electron/host/test-support.ts';
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

const folder = mkdtempSync(join(tmpdir(), 'rukhsa-runtime-'));
let application: ElectronApplication | null = null;
afterEach(async () => {
  await application?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("Electron's own runtime", () => {
  it('shows the kiosk, and keeps its page in', async (context: TestContext) => {
    const reason = obstacle();
    if (reason) {
      console.log(`skipped: ${reason}`);
      context.skip(reason);
    }
    ensureBuilt();
    application = await _electron.launch({
      ...(runtime ? { executablePath: runtime } : {}),
      args: [root, '--config', writeLonelyKiosk(folder), `--user-data-dir=${join(folder, 'profile')}`],
    });
    const page = await application.firstWindow();
    await page.waitForSelector('html[data-screen="outOfService"]');
    expect(page.url()).toBe('app://kiosk/');
    const seen = await page.evaluate(async () => ({
      leaked: ['require', 'process', 'module'].filter((name) => name in window),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      opened: window.open('https://elsewhere.test/'),
    }));
    expect(seen).toEqual({ leaked: [], geolocation: 'denied', opened: null });
  }, 60_000);
});
