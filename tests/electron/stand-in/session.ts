import { EventEmitter } from 'node:events';
import type { Browser, Route } from 'playwright-core';

type SchemeHandler = (request: Request) => Promise<Response>;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;

/** Chromium routes no scheme of one's own; it is served under this origin instead, and named back in all that the shell sees. */
const SERVED_FROM = 'https://kiosk.app.test';
const APP_ORIGIN = 'app://kiosk';

export const toServedUrl = (url: string) => url.replace(APP_ORIGIN, SERVED_FROM);
export const toAppUrl = (url: string) => url.replace(SERVED_FROM, APP_ORIGIN);

/** Whether a server of the test answers at `url`; elsewhere there is only a page called "elsewhere". */
const isOnThisMachine = (url: string) => new URL(url).hostname === '127.0.0.1';

/** Permissions that Chromium can be told by name, and what Electron calls them. */
const CHROMIUM_PERMISSIONS = [
  { chromium: 'geolocation', electron: 'geolocation' },
  { chromium: 'notifications', electron: 'notifications' },
  { chromium: 'midi', electron: 'midi' },
  { chromium: 'clipboard-read', electron: 'clipboard-read' },
  { chromium: 'idle-detection', electron: 'idle-detection' },
  { chromium: 'window-management', electron: 'window-management' },
  { chromium: 'local-fonts', electron: 'local-fonts' },
  { chromium: 'persistent-storage', electron: 'persistent-storage' },
  { chromium: 'camera', electron: 'media' },
  { chromium: 'microphone', electron: 'media' },
] as const;

/** The session of the stand-in: scheme handlers and permission handlers, permissive until they are set. */
export class StandInSession extends EventEmitter {
  readonly handlers = new Map<string, SchemeHandler>();
  permissionCheck: PermissionCheck = () => true;
  permissionRequest: PermissionRequest = (_contents, _permission, callback) => callback(true);
  devicePermission: (details: object) => boolean = () => true;
  displayMedia: ((request: object, callback: (streams: object) => void) => void) | null = null;
  /** Addresses of files that were saved. */
  readonly saved: string[] = [];
  /** Requests that reached the network layer although no handler serves them. */
  readonly strayRequests: string[] = [];

  readonly protocol = {
    handle: (scheme: string, handler: SchemeHandler) => this.handlers.set(scheme, handler),
  };

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(handler: NonNullable<StandInSession['displayMedia']>): void {
    this.displayMedia = handler;
  }

  /** Answers a request of Chromium from the scheme handler of the shell, or from a server of the test. */
  async serve(route: Route, isRedirectPrevented: (url: string) => boolean): Promise<void> {
    const request = route.request();
    const url = toAppUrl(request.url());
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler && isOnThisMachine(url)) {
      const response = await route.fetch({ maxRedirects: 0 }).catch(() => null);
      if (response === null) {
        await route.abort('connectionrefused');
        return;
      }
      const { location } = response.headers();
      if (location !== undefined && isRedirectPrevented(new URL(location, url).href))
        await route.abort('aborted');
      else await route.fulfill({ response });
      return;
    }
    if (!handler) {
      this.strayRequests.push(url);
      await route.fulfill({ status: 200, contentType: 'text/html', body: '<title>elsewhere</title>' });
      return;
    }
    const response = await handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  /** Tells Chromium what the shell's handlers say, as Electron would ask them. It forgets when the DevTools session ends. */
  async applyPermissions(browser: Browser, browserContextId: string, address: string): Promise<void> {
    const devTools = await browser.newBrowserCDPSession();
    for (const { chromium, electron } of CHROMIUM_PERMISSIONS) {
      let granted = this.permissionCheck(null, electron, address, {});
      if (!granted) this.permissionRequest(null, electron, (answer) => (granted = answer), {});
      await devTools.send('Browser.setPermission', {
        permission: { name: chromium },
        setting: granted ? 'granted' : 'denied',
        origin: new URL(toServedUrl(address)).origin,
        browserContextId,
      });
    }
  }
}
