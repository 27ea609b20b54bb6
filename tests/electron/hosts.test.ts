/** The real screens in both hosts: the Electron shell (over a STAND-IN for the `electron` module) and the browser host's server. */
import { join } from 'node:path';
import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveScreen } from '../../electron/host/screen-server.ts';
import { BROWSER_FLAGS, findBrowser } from '../../simulators/stand/browser.ts';
import { ensureBuilt, root } from './built.ts';
import { startShell } from './shell-process.ts';
import { state } from './stand-in/state.ts';
import { attractView, takeCardView, TestKiosk } from './test-kiosk.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

let kiosk = new TestKiosk();
vi.mock('../../electron/host/compose.ts', () => ({
  composeKiosk: async () => ({ ok: true, value: { kiosk, close: () => kiosk.close() } }),
}));

interface Host {
  readonly page: Page;
  close(): Promise<void>;
}

let browser: Browser;
let argv: string[];
beforeAll(async () => {
  ensureBuilt();
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: install one, or name it in RUKHSA_BROWSER');
  // As the shell's window has it: the machine may sound before anybody touched it.
  const sound = '--autoplay-policy=no-user-gesture-required';
  browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS, sound] });
  state.browser = browser;
  state.appPath = root;
  argv = process.argv;
  process.argv = ['electron', '.', '--config', 'kiosk.json'];
}, 180_000);
afterAll(async () => {
  process.argv = argv;
  await browser?.close();
});

async function openShell(): Promise<Host> {
  const { webContents } = await startShell();
  if (!webContents.page) throw new Error('the page is gone');
  return { page: webContents.page, close: () => webContents.destroy() };
}

async function openBrowserHost(): Promise<Host> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const address = { host: '127.0.0.1', port: 0, allowedOrigins: [] };
  const served = await serveScreen(kiosk, join(root, 'dist', 'renderer', 'kiosk'), address, log);
  if (!served.ok) throw new Error(served.fault);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(served.value.url);
  return {
    page,
    close: async () => {
      await context.close();
      await served.value.close();
    },
  };
}

describe.each([
  ['Electron', openShell],
  ['a browser', openBrowserHost],
])('the screens in %s', (_, open) => {
  let host: Host;
  let complaints: string[];
  const see = (screen: string) => host.page.waitForSelector(`html[data-screen="${screen}"]`);

  beforeEach(async () => {
    kiosk = new TestKiosk();
    complaints = [];
    host = await open();
    host.page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    host.page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    await host.close();
    expect(complaints).toEqual([]);
  });

  it('show the view at once and every later one', async () => {
    await see('attract');
    kiosk.show(takeCardView(20));
    await see('takeCard');
    kiosk.show(attractView('09:05'));
    await see('attract');
    await expect(host.page.getByText('09:05').first().isVisible()).resolves.toBe(true);
  });

  it('carry what is touched to the kiosk', async () => {
    await see('attract');
    await host.page.locator('.switch-group [lang="en"]').click();
    await vi.waitFor(() => expect(kiosk.dispatched).toEqual([{ type: 'setLanguage', language: 'en' }]));
  });

  it('find their way back when the page is loaded again', async () => {
    await see('attract');
    kiosk.show(takeCardView(12));
    await see('takeCard');
    await reload(host.page);
    await see('takeCard');
    await host.page.locator('.switch-group [lang="en"]').click();
    await vi.waitFor(() => expect(kiosk.dispatched).toHaveLength(1));
  });

  it('hold under their Content-Security-Policy: nothing was blocked, and fonts and styles are there', async () => {
    // Again, now that complaints are heard from the first request on.
    await reload(host.page);
    await see('attract');
    const fonts = await host.page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === 'loaded').length;
    });
    expect(fonts).toBeGreaterThan(0);
    expect(await host.page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
    expect(await host.page.evaluate(() => sessionStorage.length + localStorage.length)).toBeLessThanOrEqual(
      1,
    );
  });
});

/** As the host would load the page again (a script of the page may not). */
async function reload(page: Page): Promise<void> {
  const [window] = (await import('./stand-in/window.ts')).StandInWindow.opened;
  if (window?.webContents.page === page) {
    window.webContents.reload();
    await window.webContents.loading;
  } else await page.reload();
}
