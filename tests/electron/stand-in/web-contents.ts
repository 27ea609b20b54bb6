import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page, Request as PlaywrightRequest, Route } from 'playwright-core';
import { StandInSession, toAppUrl, toServedUrl } from './session.ts';
import { state } from './state.ts';
import { pageWorld, preloadWorld } from './worlds.ts';

const PRELOAD_WORLD = 'stand-in preload';
/** Chromium's code for what a test makes happen to a load. */
const CONNECTION_REFUSED = -102;

/** The part of WebFrameMain that a sender check looks at. */
export interface StandInFrame {
  url: string;
}

interface PreloadMessage {
  readonly kind: 'send' | 'invoke';
  readonly id?: number;
  readonly channel: string;
  readonly values: readonly unknown[];
}

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** The page of a window of the stand-in: a page of Chromium with the preload script in an isolated world. */
export class StandInWebContents extends EventEmitter {
  readonly session = new StandInSession();
  readonly mainFrame: StandInFrame = { url: '' };
  page: Page | null = null;
  /** Settled when the last load or reload is. */
  loading: Promise<void> = Promise.resolve();
  readonly #preload: string | null;
  #context: BrowserContext | null = null;
  #devTools: CDPSession | null = null;
  readonly #frames = new Map<string, StandInFrame>();
  readonly #contexts = new Map<number, { frameId: string }>();
  #windowOpen: WindowOpenHandler = () => ({ action: 'allow' });
  #address = '';
  #destroyed = false;
  #loadsItself = false;

  constructor(preload: string | null) {
    super();
    this.#preload = preload;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  loadURL(url: string): Promise<void> {
    this.#address = url;
    this.loading = this.#load();
    return this.loading;
  }

  /** Where the process is gone a new page takes its place, as Electron starts a new process. */
  reload(): void {
    this.loading = this.#load();
  }

  forcefullyCrashRenderer(): void {
    // Chromium answers a crash with nothing: the command of the one before stays open.
    void this.#devTools?.send('Page.crash').catch(() => undefined);
  }

  send(channel: string, ...values: unknown[]): void {
    this.#toPreload({ kind: 'event', channel, values });
  }

  async destroy(): Promise<void> {
    this.#destroyed = true;
    await this.#context?.close();
  }

  async #load(): Promise<void> {
    const { browser } = state;
    if (!browser) throw new Error('the stand-in has no browser');
    if (!this.#context) {
      this.#context = await browser.newContext();
      await this.#context.route('**/*', (route) => this.#route(route));
    }
    const fresh = this.page === null;
    const page = this.page ?? (await this.#open(this.#context));
    if (fresh && this.#devTools) {
      const { targetInfo } = await this.#devTools.send('Target.getTargetInfo');
      await this.session.applyPermissions(browser, targetInfo.browserContextId ?? '', this.#address);
    }
    this.#loadsItself = true;
    try {
      await page.goto(toServedUrl(this.#address));
    } catch (error) {
      // Chromium's own page for it comes a moment later, and would interrupt the next load.
      await page.waitForURL(/^chrome-error:/);
      this.emit('did-fail-load', {}, CONNECTION_REFUSED, '', this.#address, true);
      throw error;
    }
    this.emit('did-finish-load');
  }

  async #open(context: BrowserContext): Promise<Page> {
    this.#loadsItself = true;
    const page = await context.newPage();
    this.page = page;
    page.once('crash', () => {
      this.page = null;
      void page.close().catch(() => undefined);
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    });
    page.on('download', (download) => {
      const event = {
        preventDefault: () => {
          event.prevented = true;
        },
        prevented: false,
      };
      const url = toAppUrl(download.url());
      this.session.emit('will-download', event, { getURL: () => url }, this);
      if (event.prevented) void download.cancel();
      else this.session.saved.push(url);
      this.emit('stand-in:download-decided');
    });
    const devTools = await context.newCDPSession(page);
    this.#devTools = devTools;
    this.#frames.clear();
    this.#contexts.clear();
    const { frameTree } = await devTools.send('Page.getFrameTree');
    this.#frames.set(frameTree.frame.id, this.mainFrame);
    const onAddress = ({ frame }: { frame: { id: string; url: string } }) => {
      const known = this.#frames.get(frame.id) ?? { url: '' };
      known.url = toAppUrl(frame.url);
      this.#frames.set(frame.id, known);
    };
    devTools.on('Page.frameNavigated', onAddress);
    devTools.on('Page.documentOpened', onAddress);
    devTools.on('Page.frameAttached', ({ frameId }) => {
      this.#frames.set(frameId, { url: 'about:blank' });
    });
    devTools.on('Runtime.executionContextCreated', ({ context: created }) => {
      const frameId = created.auxData?.['frameId'] ?? '';
      if (created.name === PRELOAD_WORLD) this.#contexts.set(created.id, { frameId });
    });
    devTools.on('Runtime.executionContextDestroyed', (gone) => {
      this.#contexts.delete(gone.executionContextId);
    });
    devTools.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    devTools.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      const frame = this.#frames.get(this.#contexts.get(executionContextId)?.frameId ?? '');
      void this.#fromPreload(JSON.parse(payload), frame ?? null, executionContextId);
    });
    await devTools.send('Page.enable');
    await devTools.send('Runtime.enable');
    await devTools.send('Runtime.addBinding', {
      name: 'standInToMain',
      executionContextName: PRELOAD_WORLD,
    });
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${pageWorld})()` });
    const preload = this.#preload === null ? '' : readFileSync(this.#preload, 'utf8');
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: PRELOAD_WORLD,
      // As in Electron without nodeIntegrationInSubFrames: only the page itself gets a preload script.
      source: `if (window === window.top) { const require = (${preloadWorld})(); (() => { const exports = {}; ${preload} })(); }`,
    });
    return page;
  }

  /** The isolated world of the frame that satisfies `wanted`. */
  #world(wanted: (frame: StandInFrame) => boolean): number | null {
    for (const [id, { frameId }] of this.#contexts) {
      const frame = this.#frames.get(frameId);
      if (frame && wanted(frame)) return id;
    }
    return null;
  }

  #toPreload(message: object, world = this.#world((frame) => frame === this.mainFrame)): void {
    if (world === null) return;
    const expression = `standInFromMain(${JSON.stringify(JSON.stringify(message))})`;
    // A page that goes away in this moment is no fault of the sender, in Electron neither.
    void this.#devTools?.send('Runtime.evaluate', { expression, contextId: world }).catch(() => undefined);
  }

  async #fromPreload(
    message: PreloadMessage,
    senderFrame: StandInFrame | null,
    world: number,
  ): Promise<void> {
    const event = { sender: this, senderFrame };
    if (message.kind === 'send') {
      state.ipcMain.emit(message.channel, event, ...message.values);
      return;
    }
    try {
      const handler = state.invokeHandlers.get(message.channel);
      if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
      const value = await handler(event, ...message.values);
      this.#toPreload({ kind: 'answer', id: message.id, value }, world);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#toPreload({ kind: 'answer', id: message.id, error: text }, world);
    }
  }

  /** Sends a message as a subframe that an attacker controls would, were it able to reach the IPC at all. */
  async forgeFromSubframe(kind: 'send' | 'invoke', channel: string, ...values: unknown[]): Promise<void> {
    const message: PreloadMessage = { kind, id: 0, channel, values };
    const world = this.#world((frame) => frame !== this.mainFrame);
    if (world === null) throw new Error('the page has no subframe');
    const expression = `standInToMain(${JSON.stringify(JSON.stringify(message))})`;
    await this.#devTools?.send('Runtime.evaluate', { expression, contextId: world });
  }

  async #route(route: Route): Promise<void> {
    const url = toAppUrl(route.request().url());
    const navigation = this.#navigationOf(route.request());
    const isMainFrame = navigation === 'ofMainFrame';
    switch (navigation) {
      case 'ofMainFrame':
      case 'ofFrame':
        if (!(isMainFrame && this.#loadsItself) && this.#isNavigationPrevented(url, isMainFrame)) {
          await route.abort('aborted');
          return;
        }
        if (isMainFrame) this.#loadsItself = false;
        break;
      case 'ofNewWindow':
        if (this.#windowOpen({ url }).action === 'deny') {
          this.emit('stand-in:window-denied');
          await route.abort('aborted');
          return;
        }
        break;
      case 'none':
        break;
    }
    await this.session.serve(
      route,
      (location) => navigation !== 'none' && this.#isPrevented('will-redirect', location, isMainFrame),
    );
  }

  #navigationOf(request: PlaywrightRequest): 'ofMainFrame' | 'ofFrame' | 'ofNewWindow' | 'none' {
    if (!request.isNavigationRequest()) return 'none';
    try {
      return request.frame() === this.page?.mainFrame() ? 'ofMainFrame' : 'ofFrame';
    } catch {
      // Playwright has no frame yet for the first request of a window that a page opens.
      return this.#loadsItself ? 'ofMainFrame' : 'ofNewWindow';
    }
  }

  /** As in Electron, any frame's navigation is asked about, and the page's own once more. */
  #isNavigationPrevented(url: string, isMainFrame: boolean): boolean {
    const ofFrame = this.#isPrevented('will-frame-navigate', url, isMainFrame);
    return (isMainFrame && this.#isPrevented('will-navigate', url, isMainFrame)) || ofFrame;
  }

  #isPrevented(event: string, url: string, isMainFrame: boolean): boolean {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    this.emit(event, { url, isMainFrame, preventDefault });
    return prevented;
  }
}
