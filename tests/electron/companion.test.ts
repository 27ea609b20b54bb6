/** The companion window (`--admin`) over a STAND-IN for the `electron` module; Chromium, the portal's pages and the gateway's are real. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RELOAD_BACKOFF_MS } from '../../electron/shell/crash.ts';
import { DENIED } from '../../electron/shell/permissions.ts';
import { BROWSER_FLAGS, findBrowser } from '../../simulators/stand/browser.ts';
import { runMain, startShell } from './shell-process.ts';
import { app } from './stand-in/electron.ts';
import { state } from './stand-in/state.ts';
import type { StandInWebContents } from './stand-in/web-contents.ts';
import { StandInWindow } from './stand-in/window.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

const composeKiosk = vi.fn();
vi.mock('../../electron/host/compose.ts', () => ({ composeKiosk: () => composeKiosk() }));

const ELSEWHERE = 'https://elsewhere.test/';
const PAYMENT_PAGE = '/kpg/PaymentHTTP.htm';
const RECEIPT = '/receipts/0f3a/receipt.pdf';
const DOCUMENT = '/api/uploads/7c1e/content';

const html = (title: string, body = '') =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><body>${body}</body>`;

/** Answers by path: a page of that title, somewhere else to go, or a file. */
type Answers = Readonly<
  Record<string, { page: string; body?: string } | { redirect: string } | { file: string }>
>;

function answering(answers: () => Answers): RequestListener {
  return ({ url = '' }, response) => {
    const answer = answers()[url] ?? { page: 'unknown' };
    if ('redirect' in answer) response.writeHead(302, { location: answer.redirect }).end();
    else if ('file' in answer)
      response
        .writeHead(200, { 'content-disposition': `attachment; filename="${answer.file}"` })
        .end('%PDF-');
    else
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(html(answer.page, answer.body));
  };
}

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const folder = mkdtempSync(join(tmpdir(), 'rukhsa-companion-'));
const config = join(folder, 'office.json');
let portal: string;
let gateway: string;
const portalServer = createServer(
  answering(() => ({
    '/': { page: 'portal' },
    '/dues': { page: 'dues' },
    '/leads-away': { redirect: ELSEWHERE },
    '/leads-on': { redirect: '/dues' },
    '/payments/return': { page: 'paid' },
    [RECEIPT]: { file: 'receipt.pdf' },
    [DOCUMENT]: { file: 'civil-id.pdf' },
    '/other.pdf': { file: 'other.pdf' },
  })),
);
const gatewayServer = createServer(
  answering(() => ({
    [PAYMENT_PAGE]: {
      page: 'card',
      body: '<form method="post" action="/kpg/pay"><button>Pay</button></form>',
    },
    '/kpg/pay': { redirect: `${portal}/payments/return` },
    [RECEIPT]: { file: 'receipt.pdf' },
  })),
);

let argv: string[];
beforeAll(async () => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: install one, or name it in RUKHSA_BROWSER');
  portal = await listen(portalServer);
  gateway = await listen(gatewayServer);
  argv = process.argv;
  state.appPath = folder;
  state.browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
});
afterAll(async () => {
  process.argv = argv;
  await state.browser?.close();
  portalServer.close();
  gatewayServer.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  configure({ url: portal, paymentUrl: gateway + PAYMENT_PAGE });
  process.argv = ['electron', '.', '--admin', '--config', config];
});
afterEach(async () => {
  expect(composeKiosk).not.toHaveBeenCalled();
  await Promise.all(StandInWindow.opened.map(({ webContents }) => webContents.destroy()));
});

/** Writes a configuration that says where the portal is and nothing else. */
function configure(addresses: Record<string, string>): void {
  writeFileSync(config, JSON.stringify({ portal: addresses }));
}

function pageOf({ page }: StandInWebContents): Page {
  if (!page) throw new Error('the page is gone');
  return page;
}

async function untilTitle(contents: StandInWebContents, title: string): Promise<void> {
  await vi.waitFor(async () => expect(await pageOf(contents).title()).toBe(title), { timeout: 5_000 });
}

/** Goes to `url` as a script of the page would, and waits until the shell has been asked. */
async function leaveFor(contents: StandInWebContents, url: string): Promise<void> {
  const asked = new Promise((resolve) => contents.once('will-navigate', resolve));
  await pageOf(contents).evaluate((address) => window.location.assign(address), url);
  await asked;
}

describe('the companion window', () => {
  it('is one ordinary window on the portal, with the locks of the kiosk', async () => {
    const { options, webContents } = await startShell();
    expect(StandInWindow.opened).toHaveLength(1);
    expect(webContents.getURL()).toBe(`${portal}/`);
    expect(state.sandboxed).toBe(true);
    expect(options).not.toHaveProperty('kiosk');
    expect(options).not.toHaveProperty('frame');
    expect(options).not.toHaveProperty('fullscreen');
    expect(options.webPreferences).toMatchObject({
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
    // Only what is called `persist:…` is ever written to a disk.
    expect(options.webPreferences['partition']).toMatch(/^(?!persist:)./);
  });

  it('has no bridge to a kiosk, and nothing of Electron', async () => {
    const { options, webContents } = await startShell();
    expect(options.webPreferences).not.toHaveProperty('preload');
    const leaked = await pageOf(webContents).evaluate(() =>
      ['rukhsa', 'require', 'process', 'ipcRenderer', 'standInToMain'].filter((name) => name in window),
    );
    expect(leaked).toEqual([]);
    expect(state.invokeHandlers.size).toBe(0);
    expect(state.ipcMain.eventNames()).toEqual([]);
    expect(state.privilegedSchemes).toEqual([]);
  });

  it('can be closed, and the application ends with it', async () => {
    const window = await startShell();
    expect(window.close()).toBe(true);
    app.emit('window-all-closed');
    expect(state.exitCode).toBe(0);
  });

  it('is refused permissions and devices, one and all', async () => {
    const { webContents } = await startShell();
    const { session } = webContents;
    for (const permission of [...Object.keys(DENIED), 'one that does not exist yet']) {
      expect(session.permissionCheck(webContents, permission, portal, {})).toBe(false);
      const answers: boolean[] = [];
      session.permissionRequest(webContents, permission, (granted) => answers.push(granted), {});
      expect(answers).toEqual([false]);
    }
    expect(session.devicePermission({ deviceType: 'usb' })).toBe(false);
    const streams: object[] = [];
    session.displayMedia?.({}, (given) => streams.push(given));
    expect(streams).toEqual([{}]);
    const states = await pageOf(webContents).evaluate(() =>
      Promise.all(
        ['geolocation', 'notifications', 'clipboard-read', 'camera'].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    );
    expect(new Set(states)).toEqual(new Set(['denied']));
  });
});

describe('navigation', () => {
  it('goes on within the portal, also where it is redirected', async () => {
    const { webContents } = await startShell();
    await leaveFor(webContents, '/leads-on');
    await untilTitle(webContents, 'dues');
  });

  it('reaches the payment page and comes back from it', async () => {
    const { webContents } = await startShell();
    await leaveFor(webContents, gateway + PAYMENT_PAGE);
    await untilTitle(webContents, 'card');
    await pageOf(webContents).click('button');
    await untilTitle(webContents, 'paid');
    expect(webContents.getURL()).toBe(`${portal}/payments/return`);
  });

  it('does not reach the payment page where the configuration names none', async () => {
    configure({ url: portal });
    const { webContents } = await startShell();
    await leaveFor(webContents, gateway + PAYMENT_PAGE);
    await untilTitle(webContents, 'portal');
  });

  it.each([ELSEWHERE, 'http://localhost:1/'])('does not go to %s', async (address) => {
    const { webContents } = await startShell();
    await pageOf(webContents).evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    }, address);
    await leaveFor(webContents, '/dues');
    await untilTitle(webContents, 'dues');
    expect(await pageOf(webContents).evaluate(() => window.history.length)).toBe(2 + 1);
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it('does not leave the payment page for anywhere but the portal', async () => {
    const { webContents } = await startShell();
    await leaveFor(webContents, gateway + PAYMENT_PAGE);
    await untilTitle(webContents, 'card');
    await leaveFor(webContents, ELSEWHERE);
    await untilTitle(webContents, 'card');
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it('does not follow a redirection elsewhere', async () => {
    const { webContents } = await startShell();
    const asked = new Promise((resolve) => webContents.once('will-redirect', resolve));
    await leaveFor(webContents, '/leads-away');
    await expect(asked).resolves.toMatchObject({ url: ELSEWHERE });
    await untilTitle(webContents, 'portal');
    expect(webContents.getURL()).toBe(`${portal}/`);
  });

  it('of a frame stays within as well', async () => {
    const { webContents } = await startShell();
    const asked = new Promise((resolve) => webContents.once('will-frame-navigate', resolve));
    await pageOf(webContents).evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, ELSEWHERE);
    await expect(asked).resolves.toMatchObject({ url: ELSEWHERE, isMainFrame: false });
    await leaveFor(webContents, '/dues');
    await untilTitle(webContents, 'dues');
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it.each([['/dues'], [ELSEWHERE]])('opens no window, not for %s', async (address) => {
    const { webContents } = await startShell();
    const page = pageOf(webContents);
    const denied = new Promise((resolve) => webContents.once('stand-in:window-denied', resolve));
    await page.evaluate((url) => {
      window.open(url, '_blank');
    }, address);
    await denied;
    expect(page.context().pages()).toHaveLength(1);
    expect(webContents.session.strayRequests).toEqual([]);
  });

  it('embeds no guest', async () => {
    const { webContents } = await startShell();
    const preventDefault = vi.fn();
    webContents.emit('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('downloads', () => {
  /** Presses a link to `address` that asks for a file, and waits until the shell has decided. */
  async function download(contents: StandInWebContents, address: string): Promise<readonly string[]> {
    const decided = new Promise((resolve) => contents.once('stand-in:download-decided', resolve));
    await pageOf(contents).evaluate((url) => {
      const link = document.createElement('a');
      link.href = url === 'blob:' ? URL.createObjectURL(new Blob(['%PDF-'])) : url;
      link.download = 'receipt.pdf';
      document.body.append(link);
      link.click();
    }, address);
    await decided;
    return contents.session.saved;
  }

  it.each([RECEIPT, DOCUMENT])("saves the portal's own %s", async (path) => {
    const { webContents } = await startShell();
    await expect(download(webContents, path)).resolves.toEqual([portal + path]);
  });

  it.each(['/other.pdf', '/', 'blob:'])('does not save %s', async (path) => {
    const { webContents } = await startShell();
    await expect(download(webContents, path)).resolves.toEqual([]);
  });

  it('saves nothing of the payment page', async () => {
    const { webContents } = await startShell();
    await leaveFor(webContents, gateway + PAYMENT_PAGE);
    await untilTitle(webContents, 'card');
    await expect(download(webContents, RECEIPT)).resolves.toEqual([]);
  });
});

describe('a portal that cannot be reached', () => {
  const CLOSE = 1;
  /** Starts the shell on a portal that is not there, and gives the message box that says so. */
  async function startInVain() {
    const server = createServer(answering(() => ({ '/': { page: 'back again' } })));
    const address = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    configure({ url: address });
    const window = await startShell().catch(() => StandInWindow.opened[0]);
    if (!window) throw new Error('no window');
    return { window, server, port: Number(new URL(address).port) };
  }

  it('is said in both languages, and tried again on demand', async () => {
    const { window, server, port } = await startInVain();
    const [box] = state.dialogs;
    expect(box?.message).toContain('البوابة');
    await listen(server, port);
    box?.press(0);
    await vi.waitFor(() => expect(window.webContents.getURL()).toBe(`http://127.0.0.1:${port}/`));
    await untilTitle(window.webContents, 'back again');
    expect(state.dialogs).toHaveLength(1);
    server.closeAllConnections();
    server.close();
  });

  it('can be given up', async () => {
    const { window } = await startInVain();
    const closed = new Promise((resolve) => window.once('close', resolve));
    state.dialogs[0]?.press(CLOSE);
    await closed;
  });

  it('is no matter of what was denied or became a file, nor of a frame', async () => {
    const { webContents } = await startShell();
    webContents.emit('did-fail-load', {}, -3, '', ELSEWHERE, true);
    webContents.emit('did-fail-load', {}, -102, '', portal, false);
    expect(state.dialogs).toEqual([]);
  });
});

describe('a crash of the page', () => {
  it('is survived, and after too many the application ends', async () => {
    const { webContents } = await startShell();
    const back = new Promise((resolve) => webContents.once('did-finish-load', resolve));
    webContents.forcefullyCrashRenderer();
    await back;
    await untilTitle(webContents, 'portal');
    for (const _ of RELOAD_BACKOFF_MS)
      webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    expect(state.exitCode).toBe(2);
  });
});

describe('instances', () => {
  /** Starts the companion once more while another process runs in `profile`. */
  async function startBeside(...profile: string[]): Promise<void> {
    state.lockedProfiles.clear();
    state.lockedProfiles.add(join(folder, ...profile));
    StandInWindow.opened.length = 0;
    Object.assign(state, { ready: false, exitCode: null, userData: join(folder, 'profile') });
    await runMain();
  }

  it('a second companion ends at once, and the first comes forward', async () => {
    const window = await startShell();
    window.minimized = true;
    app.emit('second-instance', {});
    expect(window).toMatchObject({ minimized: false, focused: 1 });
    await startBeside('profile', 'companion');
    expect(state.exitCode).toBe(0);
    expect(StandInWindow.opened).toEqual([]);
    await window.webContents.destroy();
  });

  it('opens beside a kiosk that runs on the same computer', async () => {
    await startBeside('profile');
    await vi.waitFor(() => expect(StandInWindow.opened).toHaveLength(1));
    await StandInWindow.opened[0]?.webContents.loading;
    expect(state.exitCode).toBeNull();
  });
});

describe('what it cannot start with', () => {
  async function faultOf(...given: string[]): Promise<string> {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    process.argv = ['electron', '.', ...given];
    Object.assign(state, { ready: false, exitCode: null, userData: join(folder, 'profile') });
    state.lockedProfiles.clear();
    StandInWindow.opened.length = 0;
    await runMain();
    await vi.waitFor(() => expect(state.exitCode).toBe(1));
    expect(StandInWindow.opened).toEqual([]);
    const text = told.mock.calls.join('\n');
    told.mockRestore();
    return text;
  }

  it('is told, with its place', async () => {
    configure({ url: 'http://portal.example' });
    await expect(faultOf('--admin', '--config', config)).resolves.toContain(
      'portal.publicUrl: must be https',
    );
    await expect(faultOf('--admin')).resolves.toContain('--config is missing');
  });
});
