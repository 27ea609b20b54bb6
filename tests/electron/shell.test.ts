/** The Electron shell over a STAND-IN for the `electron` module (stand-in/electron.ts): main.ts and preload.ts run, Chromium is real. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createBuilder } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BRIDGE_CHANNELS } from '../../contracts/bridge.ts';
import { DENIED } from '../../electron/shell/permissions.ts';
import { BROWSER_FLAGS, findBrowser } from '../../simulators/stand/browser.ts';
import { app, ipcMain } from './stand-in/electron.ts';
import { runMain, startShell } from './shell-process.ts';
import { state } from './stand-in/state.ts';
import type { StandInWebContents } from './stand-in/web-contents.ts';
import { StandInWindow } from './stand-in/window.ts';
import { attractView, TestKiosk } from './test-kiosk.ts';

declare global {
  interface Window {
    inlineScriptRan?: boolean;
    evaluated?: boolean;
  }
}

vi.mock('electron', () => import('./stand-in/electron.ts'));

let kiosk = new TestKiosk();
vi.mock('../../electron/host/compose.ts', () => ({
  composeKiosk: async () => ({ ok: true, value: { kiosk, close: () => kiosk.close() } }),
}));

const root = fileURLToPath(new URL('../..', import.meta.url));
const appPath = mkdtempSync(join(tmpdir(), 'rukhsa-shell-'));

/** Starts the shell with a kiosk of its own. */
function start(): Promise<StandInWindow> {
  kiosk = new TestKiosk();
  return startShell();
}

function pageOf(contents: StandInWebContents) {
  if (!contents.page) throw new Error('the page is gone');
  return contents.page;
}

async function untilTitle(contents: StandInWebContents, title: string): Promise<void> {
  await vi.waitFor(async () => expect(await pageOf(contents).title()).toBe(title), { timeout: 5_000 });
}

/** What a page of this origin is told about permissions; asked from a page without the policy headers of the shell. */
async function permissionStates(contents: StandInWebContents): Promise<Set<string>> {
  const names = [
    'geolocation',
    'notifications',
    'midi',
    'clipboard-read',
    'window-management',
    'local-fonts',
  ];
  const states = await pageOf(contents).evaluate(
    (asked) =>
      Promise.all(
        asked.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    names,
  );
  return new Set(states);
}

let argv: string[];
beforeAll(async () => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: install one, or name it in RUKHSA_BROWSER');
  argv = process.argv;
  process.argv = ['electron', '.', '--config', 'kiosk.json'];
  state.appPath = appPath;
  mkdirSync(join(appPath, 'dist', 'renderer'), { recursive: true });
  cpSync(
    fileURLToPath(new URL('./renderer-fixture', import.meta.url)),
    join(appPath, 'dist', 'renderer', 'kiosk'),
    {
      recursive: true,
    },
  );
  const builder = await createBuilder({
    configFile: join(root, 'electron', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(appPath, 'dist', 'electron') },
  });
  const preload = builder.environments['preload'];
  if (preload) await builder.build(preload);
  state.browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
});
afterEach(async () => {
  await Promise.all(StandInWindow.opened.map(({ webContents }) => webContents.destroy()));
});
afterAll(async () => {
  process.argv = argv;
  await state.browser?.close();
  rmSync(appPath, { recursive: true, force: true });
});

describe('the window', () => {
  it('is a sandboxed, isolated kiosk window, shown when its page can be', async () => {
    const window = await start();
    expect(state.sandboxed).toBe(true);
    expect(window.options).toMatchObject({ kiosk: true, frame: false, show: false });
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
    await vi.waitFor(() => expect(window.shown).toBe(true));
  });

  it('cannot be closed by a key, but goes when the application ends', async () => {
    const window = await start();
    expect(window.close()).toBe(false);
    app.emit('before-quit', {});
    expect(window.close()).toBe(true);
  });

  it('is brought to the front when a second instance starts', async () => {
    const window = await start();
    app.emit('second-instance', {});
    expect(window.focused).toBe(1);
  });

  it('closes the kiosk before the application ends', async () => {
    await start();
    app.quit();
    expect(state.exitCode).toBeNull();
    await vi.waitFor(() => expect(state.exitCode).toBe(0));
    expect(kiosk.closed).toBe(1);
  });
});

describe('the app: scheme', () => {
  it('is privileged before Electron is ready, without the privileges that a screen does not need', async () => {
    await start();
    expect(state.privilegedSchemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
    ]);
  });

  it('serves the built screen and its scripts', async () => {
    const { webContents } = await start();
    expect(webContents.getURL()).toBe('app://kiosk/');
    await untilTitle(webContents, 'attract 09:00');
  });
});

describe('the Content-Security-Policy, enforced by Chromium', () => {
  it('runs no inline script and no evaluated text', async () => {
    const page = pageOf((await start()).webContents);
    expect(await page.evaluate(() => window.inlineScriptRan)).toBeUndefined();
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.evaluated = true';
      document.head.append(script);
    });
    expect(await page.evaluate(() => window.evaluated)).toBeUndefined();
    const evaluated = page.evaluate(() => {
      const timer = window.setTimeout('window.evaluated = true' as unknown as () => void, 0);
      return new Promise((resolve) => setTimeout(() => resolve([timer, window.evaluated]), 20));
    });
    await expect(evaluated).resolves.toEqual([expect.anything(), undefined]);
  });

  it('lets nothing out: no fetch, socket, picture, form or frame reaches the network', async () => {
    const { webContents } = await start();
    const page = pageOf(webContents);
    const outcomes = await page.evaluate(async () => {
      const far = 'https://elsewhere.test/';
      const picture = new Image();
      const failed = new Promise((resolve) => {
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('blocked');
      });
      picture.src = far;
      const frame = document.createElement('iframe');
      frame.src = far;
      document.body.append(frame);
      const form = document.createElement('form');
      form.action = far;
      document.body.append(form);
      form.submit();
      const socket = await new Promise((resolve) => {
        try {
          const opened = new WebSocket('wss://elsewhere.test/');
          opened.onerror = () => resolve('blocked');
          opened.onopen = () => resolve('opened');
        } catch {
          resolve('blocked');
        }
      });
      const fetched = await fetch(far).then(
        () => 'fetched',
        () => 'blocked',
      );
      return [await failed, socket, fetched, navigator.sendBeacon(far) ? 'queued' : 'blocked'];
    });
    expect(outcomes.slice(0, 3)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(webContents.session.strayRequests).toEqual([]);
    expect(webContents.getURL()).toBe('app://kiosk/');
  });
});

describe('permissions', () => {
  it('are denied one and all, in Chromium and by both handlers', async () => {
    const { webContents } = await start();
    const { session } = webContents;
    for (const permission of [...Object.keys(DENIED), 'one that does not exist yet']) {
      expect(session.permissionCheck(webContents, permission, 'app://kiosk', {})).toBe(false);
      const answers: boolean[] = [];
      session.permissionRequest(webContents, permission, (granted) => answers.push(granted), {});
      expect(answers).toEqual([false]);
    }
    expect(session.devicePermission({ deviceType: 'hid' })).toBe(false);
    const streams: object[] = [];
    session.displayMedia?.({}, (given) => streams.push(given));
    expect(streams).toEqual([{}]);
    await expect(permissionStates(webContents)).resolves.toEqual(new Set(['denied']));
  });

  it('would be granted by the stand-in, as by Electron, without those handlers', async () => {
    await start();
    const window = new StandInWindow({
      webPreferences: { preload: join(appPath, 'dist/electron/preload.cjs') },
    });
    await window.loadURL('app://kiosk/');
    await expect(permissionStates(window.webContents)).resolves.toEqual(new Set(['granted']));
  });
});

describe('navigation', () => {
  it.each([
    ['a script', () => window.location.assign('https://elsewhere.test/')],
    [
      'a link',
      () => {
        const link = document.createElement('a');
        link.href = 'https://elsewhere.test/';
        document.body.append(link);
        link.click();
      },
    ],
  ])('by %s is denied', async (_, navigate) => {
    const { webContents } = await start();
    const asked = new Promise((resolve) => webContents.once('will-navigate', resolve));
    await pageOf(webContents).evaluate(navigate);
    await expect(asked).resolves.toMatchObject({ url: 'https://elsewhere.test/' });
    await untilTitle(webContents, 'attract 09:00');
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it('opens no window', async () => {
    const { webContents } = await start();
    const page = pageOf(webContents);
    const denied = new Promise((resolve) => webContents.once('stand-in:window-denied', resolve));
    await page.evaluate(() => {
      window.open('https://elsewhere.test/', '_blank');
    });
    await denied;
    expect(page.context().pages()).toHaveLength(1);
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it('of frames, redirections, guests and downloads is prevented', async () => {
    const { webContents } = await start();
    const preventDefault = vi.fn();
    for (const event of ['will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      webContents.emit(event, { preventDefault });
    }
    webContents.session.emit('will-download', { preventDefault }, { getURL: () => 'app://kiosk/file.pdf' });
    expect(preventDefault).toHaveBeenCalledTimes(4);
  });
});

describe('the bridge', () => {
  it('gives the page two functions and nothing of Electron', async () => {
    const page = pageOf((await start()).webContents);
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { rukhsa: object }).rukhsa).sort(),
      leaked: ['require', 'process', 'ipcRenderer', 'electron', 'standInToMain'].filter(
        (name) => name in window,
      ),
    }));
    expect(seen).toEqual({ bridge: ['dispatch', 'onView'], leaked: [] });
  });

  it('shows the view at once and every later one', async () => {
    const { webContents } = await start();
    await untilTitle(webContents, 'attract 09:00');
    kiosk.show(attractView('09:01'));
    await untilTitle(webContents, 'attract 09:01');
  });

  it('ends a subscription', async () => {
    const { webContents } = await start();
    const page = pageOf(webContents);
    await untilTitle(webContents, 'attract 09:00');
    await page.evaluate(`(() => {
      window.seen = [];
      const end = window.rukhsa.onView((view) => window.seen.push(view.frame.time));
      end();
    })()`);
    kiosk.show(attractView('09:02'));
    await untilTitle(webContents, 'attract 09:02');
    expect(await page.evaluate('window.seen')).toEqual([]);
  });

  it('carries intents and their outcomes', async () => {
    const page = pageOf((await start()).webContents);
    const dispatch = (intent: unknown) => page.evaluate(`window.rukhsa.dispatch(${JSON.stringify(intent)})`);
    await expect(dispatch({ type: 'confirm' })).resolves.toEqual({ outcome: 'accepted' });
    await expect(dispatch({ type: 'openTheSafe' })).resolves.toEqual({
      outcome: 'refused',
      reason: 'invalid',
    });
    expect(kiosk.dispatched).toEqual([{ type: 'confirm' }, { type: 'openTheSafe' }]);
  });

  it.each([
    ['an empty frame', false],
    ["a frame that took the page's own address", true],
  ])('refuses %s within the page', async (_, takesAddress) => {
    const { webContents } = await start();
    const page = pageOf(webContents);
    await untilTitle(webContents, 'attract 09:00');
    await page.evaluate((opens) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      // A document opened by another takes the address of the one that opens it.
      if (opens) frame.contentDocument?.open();
    }, takesAddress);
    const sent = vi.spyOn(webContents, 'send');
    const arrived = new Promise((resolve) => ipcMain.once(BRIDGE_CHANNELS.subscribe, resolve));
    await vi.waitFor(() =>
      webContents.forgeFromSubframe('invoke', BRIDGE_CHANNELS.intent, { type: 'confirm' }),
    );
    await webContents.forgeFromSubframe('send', BRIDGE_CHANNELS.subscribe);
    await expect(arrived).resolves.toMatchObject({
      senderFrame: { url: takesAddress ? 'app://kiosk/' : 'about:blank' },
    });
    expect(kiosk.dispatched).toEqual([]);
    expect(sent).not.toHaveBeenCalled();
  });

  it('refuses a foreign page in the window, and shows it nothing', async () => {
    const { webContents } = await start();
    await webContents.loadURL('https://elsewhere.test/');
    const page = pageOf(webContents);
    const seen = page.evaluate(
      `new Promise((resolve) => { window.rukhsa.onView(resolve); window.rukhsa.dispatch({ type: 'confirm' }).catch((error) => resolve(error.message)); })`,
    );
    await expect(seen).resolves.toBe('refused: from a foreign page');
    const sent = vi.spyOn(webContents, 'send');
    kiosk.show(attractView('09:03'));
    expect(sent.mock.calls).toEqual([]);
    expect(kiosk.dispatched).toEqual([]);
  });

  it.each([
    ['another window', (contents: StandInWebContents) => ({ sender: {}, senderFrame: contents.mainFrame })],
    ['a frame that is gone', (contents: StandInWebContents) => ({ sender: contents, senderFrame: null })],
  ])('refuses %s', async (who, forge) => {
    const { webContents } = await start();
    const handler = state.invokeHandlers.get(BRIDGE_CHANNELS.intent);
    expect(() => handler?.(forge(webContents), { type: 'confirm' })).toThrow(`refused: from ${who}`);
    expect(kiosk.dispatched).toEqual([]);
  });
});

describe('a crash of the page', () => {
  it('is survived: the page comes back with the view of the moment', async () => {
    const { webContents } = await start();
    await untilTitle(webContents, 'attract 09:00');
    const gone = new Promise((resolve) => webContents.once('render-process-gone', resolve));
    const back = new Promise((resolve) => webContents.once('did-finish-load', resolve));
    webContents.forcefullyCrashRenderer();
    await gone;
    kiosk.show(attractView('09:04'));
    await back;
    await untilTitle(webContents, 'attract 09:04');
    const page = pageOf(webContents);
    await expect(page.evaluate(`window.rukhsa.dispatch({ type: 'cancel' })`)).resolves.toEqual({
      outcome: 'accepted',
    });
  });
});

describe('a second instance', () => {
  it('ends at once and opens nothing', async () => {
    StandInWindow.opened.length = 0;
    Object.assign(state, { ready: false, exitCode: null });
    state.lockedProfiles.add(state.userData);
    await runMain();
    expect(state.exitCode).toBe(0);
    expect(StandInWindow.opened).toEqual([]);
  });
});
